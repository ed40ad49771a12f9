import { ControlHeading, describedByIds, FormGroup } from '../form-group.tsx'
import {
  classNames,
  type Attributes,
  type ErrorMessageOptions,
  type FormGroupOptions,
  type HintOptions,
  type Items,
  type LabelOptions,
} from '../options.ts'

export type SelectItem = {
  value?: string | number
  text?: string | number
  selected?: boolean
  disabled?: boolean
  attributes?: React.OptionHTMLAttributes<HTMLOptionElement>
}

export type SelectProps = {
  id?: string
  name?: string
  items?: Items<SelectItem>
  /** The value chosen at first. A controlled value goes into `attributes`, with `onChange`. */
  value?: string | number
  disabled?: boolean
  describedBy?: string
  label?: LabelOptions
  hint?: HintOptions
  errorMessage?: ErrorMessageOptions
  formGroup?: FormGroupOptions
  classes?: string
  attributes?: Attributes<'select'>
}

/** One of a list, with label, hint and error. */
export function Select(props: SelectProps) {
  const id = props.id || props.name
  const { hint, errorMessage } = props
  const items = (props.items ?? []).filter((item) => Boolean(item))
  return (
    <FormGroup group={props.formGroup} hasError={Boolean(errorMessage)}>
      <ControlHeading id={id} label={props.label} hint={hint} errorMessage={errorMessage} />
      {props.formGroup?.beforeInput?.text}
      <select
        className={classNames('govuk-select', props.classes, errorMessage && 'govuk-select--error')}
        id={id}
        name={props.name ?? ''}
        disabled={props.disabled}
        aria-describedby={describedByIds(props.describedBy, { id, hint, errorMessage })}
        defaultValue={
          props.attributes?.value === undefined ? chosen(items, props.value) : undefined
        }
        {...props.attributes}
      >
        {items.map((item, index) =>
          item ? (
            <option key={index} value={item.value} disabled={item.disabled} {...item.attributes}>
              {item.text}
            </option>
          ) : null,
        )}
      </select>
      {props.formGroup?.afterInput?.text}
    </FormGroup>
  )
}

/** The value of the item that says so itself, else the one that `value` names, else undefined. */
function chosen(items: Items<SelectItem>, value: SelectProps['value']) {
  const named = items.find(
    (item) => item && value && item.selected !== false && valueOf(item) === String(value),
  )
  const item = items.find((item) => item && item.selected) || named
  return item ? valueOf(item) : undefined
}

function valueOf(item: SelectItem): string {
  return String(item.value ?? item.text ?? '')
}
