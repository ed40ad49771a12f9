import { nameOf } from '#app/room-client/people.ts'
import { clockText } from '#server/platform/rules/london.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Panel } from '../../panel.tsx'
import { CommandForm } from '../command-form.tsx'
import { currentPhase, useRoom } from '../room-context.tsx'

/** Raised hands, in the order in which they were raised. */
export function Hands() {
  const { view, beside, holdsSeat } = useRoom()
  const since = (person: string) => beside.hands.find((one) => one.person === person)?.at
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
                <Since at={since(person)} />
              </span>
              {holdsSeat ? <GiveTheFloor person={person} name={nameOf(view, person)} /> : null}
            </li>
          ))}
        </ol>
      )}
      {beside.floor ? (
        <p className="cc-small govuk-!-margin-bottom-0 govuk-!-margin-top-2">
          <b>{nameOf(view, beside.floor)}</b> has the floor.
        </p>
      ) : null}
      {inRound && view.hands.length > 0 ? (
        <p className="cc-small cc-quiet govuk-!-margin-bottom-0 govuk-!-margin-top-2">
          Hands wait until the round is over, unless you choose.
        </p>
      ) : null}
    </Panel>
  )
}

function Since({ at }: { at: string | undefined }) {
  if (at === undefined) return null
  return <small className="cc-hands__since">since {clockText(Date.parse(at))}</small>
}

/** One press: everybody hears who speaks now, and the hand comes down. */
function GiveTheFloor({ person, name }: { person: string; name: string }) {
  const { view } = useRoom()
  return (
    <CommandForm
      type="floor.give"
      name={person}
      fields={{ person }}
      expect={{ seat: view.seat.number }}
    >
      <Button classes="govuk-button--secondary">
        Give the floor<span className="govuk-visually-hidden"> to {name}</span>
      </Button>
    </CommandForm>
  )
}
