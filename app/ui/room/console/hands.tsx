import { nameOf } from '#app/room-client/people.ts'
import { Panel } from '../../panel.tsx'
import { currentPhase, useRoom } from '../room-context.tsx'

/** Raised hands, in the order in which they were raised. */
export function Hands() {
  const { view } = useRoom()
  const inRound = currentPhase(view)?.kind === 'round'
  return (
    <Panel as="section" labelledBy="hands">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="hands">
        Hands: {view.hands.length}
      </h2>
      {view.hands.length === 0 ? (
        <p className="govuk-body cc-small">Nobody has raised a hand.</p>
      ) : (
        <ol className="cc-hands">
          {view.hands.map((person, index) => (
            <li key={person}>
              <span className="cc-seat" aria-hidden="true">
                {index + 1}
              </span>
              <span>
                <b>{nameOf(view, person)}</b>
              </span>
            </li>
          ))}
        </ol>
      )}
      {inRound && view.hands.length > 0 ? (
        <p className="cc-small cc-quiet govuk-!-margin-bottom-0 govuk-!-margin-top-2">
          Hands wait until the round is over, unless you choose.
        </p>
      ) : null}
    </Panel>
  )
}
