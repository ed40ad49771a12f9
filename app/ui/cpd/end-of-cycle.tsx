import type { RefusedForm } from '#app/context.ts'
import { monthsOf } from '#server/cpd/rules/regulator/cycle.ts'
import type { OwnProfile } from '#server/cpd/rules/regulator/registration.ts'
import { dayTextWithYear, type Day } from '#server/platform/rules/london.ts'
import { errorOf } from '../form-errors.tsx'
import { DateInput } from '../govuk/date-input/date-input.tsx'

const parts = ['day', 'month', 'year'] as const

export type EndOfCycleProps = {
  profile: OwnProfile
  endsOn: Day | null
  refusal: RefusedForm | null
}

/** Asks on which day the current cycle ends, where each person's ends on another one. */
export function EndOfCycle({ profile, endsOn, refusal }: EndOfCycleProps) {
  const { id, name, cycle } = profile
  const years = monthsOf(cycle) / 12
  const kept = endsOn?.split('-').reverse() ?? ['', '', '']
  return (
    <DateInput
      id={`ends-${id}`}
      namePrefix={`ends-${id}`}
      fieldset={{
        legend: {
          text: `${name}: last day of your current ${years === 1 ? 'year' : 'period'}`,
          classes: 'govuk-fieldset__legend--s',
        },
      }}
      hint={{
        text: `The day by which you renew next, such as 31 10 2027.${knownText(profile)}`,
      }}
      formGroup={{ classes: 'cc-field' }}
      values={Object.fromEntries(
        parts.map((part, index) => [
          `ends-${id}-${part}`,
          refusal?.typed[`ends-${id}-${part}`] ?? String(Number(kept[index]) || ''),
        ]),
      )}
      errorMessage={errorOf(refusal, `ends-${id}-day`)}
    />
  )
}

function knownText({ cycle }: OwnProfile): string {
  if (cycle.kind !== 'profession') return ''
  return cycle.known
    .map(
      ({ profession, closes }) =>
        ` ${profession}: ${dayTextWithYear(closes)}, and every ${cycle.months / 12} years after it.`,
    )
    .join('')
}
