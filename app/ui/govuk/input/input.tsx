import type { ReactNode } from 'react'
import { ControlHeading, describedByIds, FormGroup } from '../form-group.tsx'
import {
  classNames,
  isShown,
  type Attributes,
  type ElementAttributes,
  type ErrorMessageOptions,
  type FormGroupOptions,
  type HintOptions,
  type LabelOptions,
  type TextOptions,
} from '../options.ts'

export type InputProps = {
  id?: string
  name?: string
  type?: string
  inputmode?: 'none' | 'text' | 'decimal' | 'numeric' | 'tel' | 'search' | 'email' | 'url'
  /** What stands in it at first. A controlled value goes into `attributes`, with `onChange`. */
  value?: string | number
  disabled?: boolean
  describedBy?: string
  label?: LabelOptions
  hint?: HintOptions
  errorMessage?: ErrorMessageOptions
  prefix?: TextOptions
  suffix?: TextOptions
  formGroup?: FormGroupOptions
  inputWrapper?: { classes?: string; attributes?: ElementAttributes }
  classes?: string
  autocomplete?: string
  autocapitalize?: string
  pattern?: string
  spellcheck?: boolean
  attributes?: Attributes<'input'>
}

/** One line of text with its label, hint and error. */
export function Input(props: InputProps) {
  const description = { ...props, id: props.id || props.name }
  const input = <Control {...props} describedBy={describedByIds(props.describedBy, description)} />
  return (
    <FormGroup group={props.formGroup} hasError={Boolean(props.errorMessage)}>
      <ControlHeading
        id={description.id}
        label={props.label}
        hint={props.hint}
        errorMessage={props.errorMessage}
      />
      <Wrapper {...props}>{input}</Wrapper>
    </FormGroup>
  )
}

function Control(props: InputProps) {
  return (
    <input
      className={classNames(
        'govuk-input',
        props.classes,
        props.errorMessage && 'govuk-input--error',
      )}
      id={props.id || props.name}
      name={props.name ?? ''}
      type={props.type || 'text'}
      spellCheck={props.spellcheck ?? undefined}
      defaultValue={props.attributes?.value === undefined ? props.value : undefined}
      disabled={props.disabled}
      aria-describedby={props.describedBy}
      autoComplete={props.autocomplete}
      autoCapitalize={props.autocapitalize}
      pattern={props.pattern}
      inputMode={props.inputmode}
      {...props.attributes}
    />
  )
}

/** Stands around the input only when something stands beside it. */
function Wrapper(props: InputProps & { children: ReactNode }) {
  const { prefix, suffix, inputWrapper } = props
  const before = props.formGroup?.beforeInput?.text
  const after = props.formGroup?.afterInput?.text
  if (![prefix?.text, suffix?.text, before, after].some(isShown)) return <>{props.children}</>
  return (
    <div
      className={classNames('govuk-input__wrapper', inputWrapper?.classes)}
      {...inputWrapper?.attributes}
    >
      {before}
      {prefix && isShown(prefix.text) ? <Affix kind="prefix" {...prefix} /> : null}
      {props.children}
      {suffix && isShown(suffix.text) ? <Affix kind="suffix" {...suffix} /> : null}
      {after}
    </div>
  )
}

function Affix({ kind, text, classes, attributes }: TextOptions & { kind: 'prefix' | 'suffix' }) {
  return (
    <div className={classNames(`govuk-input__${kind}`, classes)} aria-hidden="true" {...attributes}>
      {text}
    </div>
  )
}
