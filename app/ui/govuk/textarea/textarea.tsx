import { ControlHeading, describedByIds, FormGroup } from '../form-group.tsx'
import {
  classNames,
  type Attributes,
  type ErrorMessageOptions,
  type FormGroupOptions,
  type HintOptions,
  type LabelOptions,
} from '../options.ts'

export type TextareaProps = {
  id?: string
  name?: string
  rows?: number | string
  /** What stands in it at first. A controlled value goes into `attributes`, with `onChange`. */
  value?: string
  disabled?: boolean
  describedBy?: string
  label?: LabelOptions
  hint?: HintOptions
  errorMessage?: ErrorMessageOptions
  formGroup?: FormGroupOptions
  classes?: string
  autocomplete?: string
  spellcheck?: boolean
  attributes?: Attributes<'textarea'>
}

/** Several lines of text with label, hint and error. */
export function Textarea(props: TextareaProps) {
  const id = props.id || props.name
  const { hint, errorMessage } = props
  return (
    <FormGroup group={props.formGroup} hasError={Boolean(errorMessage)}>
      <ControlHeading id={id} label={props.label} hint={hint} errorMessage={errorMessage} />
      {props.formGroup?.beforeInput?.text}
      <textarea
        className={classNames(
          'govuk-textarea',
          errorMessage && 'govuk-textarea--error',
          props.classes,
        )}
        id={id}
        name={props.name ?? ''}
        rows={Number(props.rows || 5)}
        spellCheck={props.spellcheck ?? undefined}
        disabled={props.disabled}
        aria-describedby={describedByIds(props.describedBy, { id, hint, errorMessage })}
        autoComplete={props.autocomplete || undefined}
        defaultValue={props.attributes?.value === undefined ? props.value : undefined}
        {...props.attributes}
      />
      {props.formGroup?.afterInput?.text}
    </FormGroup>
  )
}
