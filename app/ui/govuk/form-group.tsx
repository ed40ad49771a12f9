import type { ReactNode } from 'react'
import { ErrorMessage } from './error-message/error-message.tsx'
import { Hint } from './hint/hint.tsx'
import { Label } from './label/label.tsx'
import {
  classNames,
  idList,
  type ElementAttributes,
  type ErrorMessageOptions,
  type HintOptions,
  type LabelOptions,
} from './options.ts'

/** What stands above every control: hint and error, and the ids by which they describe it. */
export type Description = {
  id: string | undefined
  hint?: HintOptions
  errorMessage?: ErrorMessageOptions
}

/** The box around one question, with a red edge when its answer has an error. */
export function FormGroup(props: {
  group?: { classes?: string; attributes?: ElementAttributes }
  hasError: boolean
  children: ReactNode
}) {
  return (
    <div
      className={classNames(
        'govuk-form-group',
        props.hasError && 'govuk-form-group--error',
        props.group?.classes,
      )}
      {...props.group?.attributes}
    >
      {props.children}
    </div>
  )
}

/** Label, hint and error message of one control, in the order they are read. */
export function ControlHeading({ label, ...description }: Description & { label?: LabelOptions }) {
  const { text, ...options } = label ?? {}
  return (
    <>
      <Label {...options} for={description.id}>
        {text}
      </Label>
      <HintAndError {...description} />
    </>
  )
}

/** Hint and error message of a group or a control. */
export function HintAndError({ id, hint, errorMessage }: Description) {
  const { text: hintText, ...hintOptions } = hint ?? {}
  const { text: errorText, ...errorOptions } = errorMessage ?? {}
  return (
    <>
      {hint ? (
        <Hint {...hintOptions} id={`${id}-hint`}>
          {hintText}
        </Hint>
      ) : null}
      {errorMessage ? (
        <ErrorMessage {...errorOptions} id={`${id}-error`}>
          {errorText}
        </ErrorMessage>
      ) : null}
    </>
  )
}

/** The value of aria-describedby: what the caller named first, then the hint, then the error. */
export function describedByIds(
  first: string | undefined,
  { id, hint, errorMessage }: Description,
): string | undefined {
  return idList(first, hint && `${id}-hint`, errorMessage && `${id}-error`)
}
