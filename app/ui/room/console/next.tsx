import { listed } from '#app/room-client/people.ts'
import { paths } from '#app/paths.ts'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { cautions, outlook, partsToCast } from '#server/rooms/rules/outlook.ts'
import { at } from '#server/rooms/rules/view.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Icon } from '../../icon.tsx'
import { Panel } from '../../panel.tsx'
import { CommandForm } from '../command-form.tsx'
import { queueOf } from '../phases/round.tsx'
import { currentPhase, useRoom } from '../room-context.tsx'

/** What the next press will do, in words, and what to know before it. */
export function Next() {
  const { view, page, here, beside } = useRoom()
  const phase = currentPhase(view)
  const { next, ends, brings } = outlook(view, page.speaks)
  const uncast = partsToCast(view, beside.cast, page)
  const earlier = view.phases.filter((one) => one.state === 'closed' && one.id !== phase?.id)
  const turns = phase ? at(view.turns, phase.id) : undefined
  const waiting = turns ? Math.max(0, queueOf(view, turns).length - 1) : 0
  return (
    <Panel as="section" labelledBy="next">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="next">
        {next ? (
          <>
            Next: {next.title}
            {next.anonymous ? ', without names' : ''}{' '}
            <span className="govuk-!-font-weight-regular">({next.minutes} min)</span>
          </>
        ) : (
          'Next: close the room'
        )}
      </h2>
      {cautions(view, here).map(({ title, text }) => (
        <div className="cc-bar govuk-!-margin-bottom-4" key={title}>
          <p>
            <Icon name="warning" /> <b>{title}</b> {text}
          </p>
        </div>
      ))}
      {uncast.length > 0 ? (
        <div className="cc-bar govuk-!-margin-bottom-4">
          <p>
            <Icon name="warning" />{' '}
            <b>Nobody plays {listed(uncast.map(({ title }) => title.toLowerCase()))} yet.</b>{' '}
            <a className="govuk-link" href="#parts">
              Cast the parts
            </a>
          </p>
        </div>
      ) : null}
      <ul className="govuk-list govuk-list--bullet" id="next-does">
        {phase && ends ? (
          <li>
            “{phase.title}” ends. {ends}
          </li>
        ) : null}
        {next && brings ? (
          <li>
            “{next.title}” opens. {brings}
          </li>
        ) : null}
      </ul>
      {waiting > 0 ? (
        <p className="govuk-body">
          {waiting} {waiting === 1 ? 'turn is' : 'turns are'} still to come.
        </p>
      ) : null}
      <p className="govuk-body cc-small cc-quiet">
        {next
          ? 'Everyone gets 10 seconds to finish a sentence. You can come back to this phase.'
          : 'Each person keeps their own learning as a CPD draft.'}
      </p>
      <GoBack phases={earlier} />
      {phase ? (
        <p className="govuk-body govuk-!-margin-bottom-0">
          <a className="govuk-link" href={paths.roomClose(page.room)}>
            Close the room
          </a>
        </p>
      ) : null}
    </Panel>
  )
}

/** Opens an earlier phase again; nothing in it is erased. */
function GoBack({ phases }: { phases: readonly PhaseView[] }) {
  const { view } = useRoom()
  const last = phases.at(-1)
  if (!last || currentPhase(view)?.state === 'closing') return null
  return (
    <CommandForm
      type="phase.open"
      expect={{ seat: view.seat.number, phase: view.current }}
      classes="cc-move govuk-!-margin-bottom-4"
    >
      <label className="govuk-label" htmlFor="open-again">
        Open a phase again
      </label>
      <select className="govuk-select" id="open-again" name="phase" defaultValue={last.id}>
        {phases.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </select>
      <Button classes="govuk-button--secondary">Open again</Button>
    </CommandForm>
  )
}
