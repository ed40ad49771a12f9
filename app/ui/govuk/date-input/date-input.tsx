import { Fragment } from 'react'
import { Fieldset } from '../fieldset/fieldset.tsx'
import { describedByIds, FormGroup, HintAndError } from '../form-group.tsx'
import { Input } from '../input/input.tsx'
import {
  classNames,
  type Attributes,
  type ElementAttributes,
  type ErrorMessageOptions,
  type FieldsetOptions,
  type HintOptions,
  type InputsGroupOptions,
  type Items,
} from '../options.ts'

export type DatePart = {
  id?: string
  name?: string
  label?: string
  value?: string | number
  /** True marks this part as wrong, false keeps it unmarked when the whole date is wrong. */
  error?: boolean
  autocomplete?: string
  inputmode?: 'numeric' | 'text'
  pattern?: string
  classes?: string
  attributes?: Attributes<'input'>
}

export type DateInputProps = {
  id?: string
  namePrefix?: string
  items?: Items<DatePart>
  day?: DatePart
  month?: DatePart
  year?: DatePart
  /** What stands in the parts at first, by the name they are sent under. */
  values?: Record<string, string | number | undefined>
  hint?: HintOptions
  errorMessage?: ErrorMessageOptions
  formGroup?: InputsGroupOptions
  fieldset?: FieldsetOptions
  classes?: string
  attributes?: ElementAttributes
}

/** A day that people know by heart, in three parts. Names are `day`, `month`, `year`. */
export function DateInput(props: DateInputProps) {
  const { id, hint, errorMessage, fieldset, formGroup } = props
  const inner = (
    <>
      <HintAndError id={id} hint={hint} errorMessage={errorMessage} />
      <div
        className={classNames('govuk-date-input', props.classes)}
        {...props.attributes}
        id={id || undefined}
      >
        {formGroup?.beforeInputs?.text}
        <Parts {...props} />
        {formGroup?.afterInputs?.text}
      </div>
    </>
  )
  return (
    <FormGroup group={formGroup} hasError={Boolean(errorMessage)}>
      {fieldset ? (
        // With this role JAWS reads the description of a group of text inputs too.
        <Fieldset
          {...fieldset}
          role="group"
          describedBy={describedByIds(fieldset.describedBy, { id, hint, errorMessage })}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  )
}

function Parts(props: DateInputProps) {
  const known = knownParts(props)
  const parts = props.items?.length ? props.items : known.map(({ part }) => part)
  const anyPartHasError = parts.some((part) => part && saysError(part))
  return (
    <>
      {parts.map((part, index) =>
        part ? (
          <Fragment key={index}>
            <Part {...{ props, anyPartHasError }} part={completed(part, known)} />{' '}
          </Fragment>
        ) : null,
      )}
    </>
  )
}

type KnownPart = { role: 'day' | 'month' | 'year'; part: DatePart; width: 2 | 4 }

function knownParts({ day, month, year, values }: DateInputProps): KnownPart[] {
  const usual = (role: KnownPart['role'], width: 2 | 4): DatePart => ({
    name: role,
    value: values?.[role],
    classes: `govuk-input--width-${width}`,
  })
  return [
    { role: 'day', part: day ?? usual('day', 2), width: 2 },
    { role: 'month', part: month ?? usual('month', 2), width: 2 },
    { role: 'year', part: year ?? usual('year', 4), width: 4 },
  ]
}

type CompletedPart = DatePart & { width: 2 | 4 }

/** A part that is the day, the month or the year takes over what is known about that. */
function completed(part: DatePart, known: readonly KnownPart[]): CompletedPart {
  const match = known.find(
    (one) => one.part === part || (part.name && [one.role, one.part.name].includes(part.name)),
  )
  if (!match) return { ...part, width: 2 }
  return {
    ...part,
    name: part.name ?? match.role,
    value: part.value ?? match.part.value,
    width: match.width,
  }
}

function Part(given: { props: DateInputProps; part: CompletedPart; anyPartHasError: boolean }) {
  const { props, part, anyPartHasError } = given
  const sentName = `${props.namePrefix ? `${props.namePrefix}-` : ''}${part.name ?? ''}`
  return (
    <div className="govuk-date-input__item">
      <Input
        label={{
          text: part.label || capitalised(part.name ?? ''),
          classes: 'govuk-date-input__label',
        }}
        id={part.id || `${props.id}-${part.name ?? ''}`}
        classes={classNames(
          'govuk-date-input__input',
          isMarked(part, Boolean(props.errorMessage), anyPartHasError) && 'govuk-input--error',
          !part.classes?.includes('govuk-input--width-') && `govuk-input--width-${part.width}`,
          part.classes,
        )}
        name={sentName}
        value={part.value ?? props.values?.[sentName]}
        type="text"
        inputmode={part.inputmode || 'numeric'}
        autocomplete={part.autocomplete}
        pattern={part.pattern}
        attributes={part.attributes}
      />
    </div>
  )
}

/** Without word of its own, every part is marked when the date as a whole is wrong. */
function isMarked(part: DatePart, dateHasError: boolean, anyPartHasError: boolean): boolean {
  if (part.classes?.includes('govuk-input--error')) return false
  if (part.error) return true
  return part.error !== false && dateHasError && !anyPartHasError
}

function saysError(part: DatePart): boolean {
  return Boolean(part.error) || Boolean(part.classes?.includes('govuk-input--error'))
}

function capitalised(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`
}
