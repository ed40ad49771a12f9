import { dayText } from '#server/platform/rules/london.ts'
import { whoAndWhen } from '#server/rooms/rules/action-words.ts'
import { isDone, isTakenOn, type CarriedAction } from '#server/rooms/rules/carried.ts'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { CommandForm } from './command-form.tsx'
import { isOver } from '#server/rooms/rules/state.ts'
import { useRoom } from './room-context.tsx'

/** What earlier rooms of this team have left to do, to look at; nothing where nothing is open. */
export function LastTime() {
  const { page, view, beside } = useRoom()
  if (page.lastTime.length === 0) return null
  return (
    <section className="govuk-!-margin-bottom-6" aria-labelledby="last-time">
      <h2 className="govuk-heading-s govuk-!-margin-bottom-2" id="last-time">
        Still to do
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {page.lastTime.map((action, index) => (
          <li key={action.text}>
            <Said action={action} />
            {isDone(beside, action) ? (
              <b> Done.</b>
            ) : isOver(view) ? null : (
              <MarkDone text={action.text} name={`last-done-${index}`} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The same in the facilitator's console. */
export function LastTimePanel() {
  const { page, view, beside } = useRoom()
  if (page.lastTime.length === 0) return null
  return (
    <Panel as="section" labelledBy="left-open">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="left-open">
        Left open: {page.lastTime.length}
      </h2>
      <ul className="govuk-list govuk-list--bullet cc-small">
        {page.lastTime.map((action) => (
          <li key={action.text}>
            <Said action={action} />
            {isDone(beside, action) ? ' Done.' : isTakenOn(view, action) ? ' Taken on again.' : ''}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** Where the team agrees, each can be taken on again by one press; the rest is let go. */
export function TakeOnAgain({ phase, open }: { phase: PhaseView; open: boolean }) {
  const { page, view, beside } = useRoom()
  if (page.lastTime.length === 0) return null
  return (
    <section className="govuk-!-margin-bottom-6" aria-labelledby="take-on-again">
      <h3 className="govuk-heading-s govuk-!-margin-bottom-2" id="take-on-again">
        Still to do
      </h3>
      {open ? (
        <p className="govuk-body cc-small">
          Carry on with what still counts. What nobody takes on is let go after this room.
        </p>
      ) : null}
      <ul className="govuk-list cc-carried">
        {page.lastTime.map(({ heldOn, ...action }, index) => (
          <li key={action.text}>
            <span>
              <Said action={{ heldOn, ...action }} />
            </span>
            {isDone(beside, action) ? (
              <b>Done</b>
            ) : isTakenOn(view, action) ? (
              <b>Taken on again</b>
            ) : open ? (
              <>
                <MarkDone text={action.text} name={`carried-done-${index}`} />
                <CommandForm
                  type="action.add"
                  name={`carried-${index}`}
                  fields={action}
                  expect={{ phase: phase.id }}
                >
                  <Button classes="govuk-button--secondary">
                    Carry on<span className="govuk-visually-hidden"> with: {action.text}</span>
                  </Button>
                </CommandForm>
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Says in this room that an earlier action is done: no later room brings it again. */
function MarkDone({ text, name }: { text: string; name: string }) {
  const { takesPart } = useRoom()
  if (!takesPart) return null
  return (
    <CommandForm type="carried.done" name={name} fields={{ text }}>
      <Button classes="govuk-button--secondary">
        It is done<span className="govuk-visually-hidden">: {text}</span>
      </Button>
    </CommandForm>
  )
}

/** 'From last time, Tuesday 3 November: book the specialist (Chloe, by 4 December 2026)' */
function Said({ action }: { action: CarriedAction }) {
  return (
    <>
      From last time, {dayText(action.heldOn)}: <b>{action.text}</b> ({whoAndWhen(action)})
    </>
  )
}
