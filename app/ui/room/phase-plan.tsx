import { classNames } from '../govuk/options.ts'

/** Where the minutes of a room go. */
export function PhasePlan(props: {
  phases: readonly { id: string; title: string; minutes: number; ours?: boolean }[]
  note?: string
}) {
  const { phases } = props
  const minutes = phases.reduce((sum, phase) => sum + phase.minutes, 0)
  // Where all are ours the note says it once.
  const isMixed = phases.some((phase) => phase.ours) && !phases.every((phase) => phase.ours)
  const longest = Math.max(...phases.map((phase) => phase.minutes), 1)
  return (
    <div className="cc-panel govuk-!-margin-top-4">
      <h2 className="govuk-heading-s">How the {minutes} minutes go</h2>
      <ol className={classNames('cc-plan', `longest-${Math.min(60, longest)}`)}>
        {phases.map((phase) => (
          <li key={phase.id} className={`m${Math.min(60, Math.max(1, phase.minutes))}`}>
            <span>
              {phase.title}
              {isMixed && phase.ours ? <small> our suggestion</small> : null}
            </span>
            <i />
            <span>{phase.minutes} min</span>
          </li>
        ))}
      </ol>
      <p className="govuk-body cc-small govuk-!-margin-top-3">
        {props.note ?? 'The minutes are a guide. Nothing moves on by itself.'}
      </p>
    </div>
  )
}
