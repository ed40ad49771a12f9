import { minutesField } from '#server/rooms/rules/schedule.ts'
import type { RefusedForm } from '#app/context.ts'
import { errorOf } from '../form-errors.tsx'
import { Details } from '../govuk/details/details.tsx'
import { Input } from '../govuk/input/input.tsx'
import { Select } from '../govuk/select/select.tsx'
import { PhasePlan } from './phase-plan.tsx'

/** A format as somebody chooses it for a room. */
export type OfferedFormat = {
  id: string
  title: string
  summary: string
  minutes: number
  size: { min: number; max: number }
  phases: { id: string; title: string; minutes: number; ours: boolean }[]
  /** The team has made it its own. */
  own: boolean
  /** The page with its guide. */
  page: string
}

/**
 * Which format, what happens in it, and its minutes. The style sheet shows what belongs to the chosen
 * option and hides the rest, so it follows the choice without scripts.
 */
export function FormatChoice(props: {
  formats: readonly OfferedFormat[]
  chosen: string | undefined
  refusal: RefusedForm | null | undefined
}) {
  const { formats, chosen, refusal } = props
  return (
    <div className="cc-formats">
      <Select
        name="format"
        label={{ text: 'Format', classes: 'govuk-label--m' }}
        value={chosen}
        items={formats.map((one) => ({
          value: one.id,
          text: `${one.minutes} minutes: ${one.title}${one.own ? ' (your team’s own)' : ''}`,
        }))}
        errorMessage={errorOf(refusal, 'format')}
      />
      <div className="cc-formats__list">
        {formats.map((one) => (
          <section key={one.id} className="govuk-!-margin-bottom-6" aria-label={one.title}>
            <p className="govuk-body">
              {one.summary}{' '}
              <a className="govuk-link" href={one.page}>
                How to lead it<span className="govuk-visually-hidden"> {one.title}</span>
              </a>
            </p>
            <PhasePlan phases={one.phases} note={noteOf(one)} />
            <Minutes format={one} refusal={refusal} />
          </section>
        ))}
      </div>
    </div>
  )
}

function noteOf({ phases, size }: OfferedFormat): string {
  const forWhom = `${phases.length} phases. For ${size.min} to ${size.max} people.`
  const ours = phases.filter((phase) => phase.ours).length
  const whose = ours === phases.length ? ' All minutes are our suggestion.' : ''
  return `${forWhom}${whose} Nothing moves on by itself.`
}

/** Fields with the minutes of each phase, filled in with those of the format. */
function Minutes(props: { format: OfferedFormat; refusal: RefusedForm | null | undefined }) {
  const { format, refusal } = props
  const fields = format.phases.map((phase) => ({
    ...phase,
    field: minutesField(format.id, phase.id),
  }))
  const isWrong = fields.some(({ field }) => errorOf(refusal, field) !== undefined)
  return (
    <Details
      classes="govuk-!-margin-top-3"
      open={isWrong || undefined}
      summaryText={
        <>
          Change the minutes<span className="govuk-visually-hidden"> of {format.title}</span>
        </>
      }
    >
      <p className="govuk-body">For this room only. You can also give more time in the room.</p>
      {fields.map(({ field, title, minutes, ours }) => (
        <Input
          key={field}
          name={field}
          inputmode="numeric"
          classes="govuk-input--width-3"
          label={{ text: `Minutes for “${title}”` }}
          hint={ours ? undefined : { text: `The source says about ${minutes}.` }}
          value={refusal?.typed[field] ?? String(minutes)}
          errorMessage={errorOf(refusal, field)}
        />
      ))}
    </Details>
  )
}
