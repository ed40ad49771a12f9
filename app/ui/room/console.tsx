import { coFacilitators, listed, nameOf } from '#app/room-client/people.ts'
import { countdownText, durationText, leftMs } from '#app/room-client/room-clock.ts'
import { clockText } from '#server/platform/rules/london.ts'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { at } from '#server/rooms/rules/view.ts'
import { paths } from '#app/paths.ts'
import { Button } from '../govuk/button/button.tsx'
import { Panel } from '../panel.tsx'
import { Icon } from '../icon.tsx'
import { CommandForm } from './command-form.tsx'
import { CaseParts } from './case-parts.tsx'
import { PeopleList } from './people.tsx'
import { queueOf, TurnOrder } from './phases/round.tsx'
import { currentPhase, placeOf, useRoom, useServerNow } from './room-context.tsx'
import { isHere } from './room-bar.tsx'

/** The facilitator's view of a running room: now, next, hands, who is here, the case, the seat. */
export function Console() {
  return (
    <div className="cc-console">
      <Now />
      <Next />
      <Hands />
      <Present />
      <CaseParts />
      <IfYouHaveToGo />
    </div>
  )
}

function Now() {
  const { view, page } = useRoom()
  const phase = currentPhase(view)
  const turns = phase ? at(view.turns, phase.id) : undefined
  const paused = view.room.status === 'paused'
  const seat = { seat: view.seat.number }
  return (
    <Panel as="section" kind="now" labelledBy="now">
      <div className="cc-console__head">
        <h1 className="govuk-heading-l govuk-!-margin-bottom-0" id="now">
          {phase ? (
            <span className="govuk-caption-l">
              Now: phase {placeOf(view, phase)} of {view.phases.length}
            </span>
          ) : null}
          {phase ? phase.title : 'All phases are done'}
          {phase?.anonymous ? ', without names' : ''}
        </h1>
        {phase && !paused ? <Clock phase={phase} /> : null}
      </div>
      {turns && phase?.state !== 'closed' ? <TurnOrder turns={turns} short /> : null}
      {phase && page.lead?.says[phase.id] ? (
        <>
          <h2 className="govuk-heading-s govuk-!-margin-bottom-2">You could say</h2>
          <p className="cc-say">“{page.lead.says[phase.id]}”</p>
        </>
      ) : null}
      <div className="cc-btn-row cc-tools govuk-!-margin-bottom-0">
        {phase ? (
          <CommandForm
            type="phase.extend"
            fields={{ minutes: 2 }}
            expect={{ ...seat, phase: phase.id }}
          >
            <Button classes="govuk-button--secondary">2 more minutes</Button>
          </CommandForm>
        ) : null}
        {paused ? null : (
          <CommandForm type="room.pause" expect={seat}>
            <Button classes="govuk-button--secondary">Pause the room</Button>
          </CommandForm>
        )}
      </div>
    </Panel>
  )
}

function Clock({ phase }: { phase: PhaseView }) {
  const now = useServerNow(500)
  const left = leftMs(phase, now)
  return (
    <p className="cc-clock">
      <span className="govuk-visually-hidden">Time left: </span>
      <time dateTime={durationText(left)}>{countdownText(left)}</time>
      <small>of {phase.minutes} min, a guide</small>
    </p>
  )
}

function Next() {
  const { view, page } = useRoom()
  const phase = currentPhase(view)
  const next = phase ? view.phases[view.phases.indexOf(phase) + 1] : undefined
  const earlier = view.phases.filter((one) => one.state === 'closed' && one.id !== phase?.id)
  const turns = phase ? at(view.turns, phase.id) : undefined
  const waiting = turns ? Math.max(0, queueOf(view, turns).length - 1) : 0
  return (
    <Panel as="section" labelledBy="next">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="next">
        {next ? (
          <>
            Next: {next.title}{' '}
            <span className="govuk-!-font-weight-regular">({next.minutes} min)</span>
          </>
        ) : (
          'Next: close the room'
        )}
      </h2>
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

function Hands() {
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

function Present() {
  const { view, here: present } = useRoom()
  const anonymous = currentPhase(view)?.anonymous ?? false
  const here = view.people.filter((one) => isHere(present, one.person)).length
  return (
    <Panel as="section" labelledBy="present">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="present">
        {present === null ? `In this room: ${here}` : `Here: ${here} of ${view.people.length}`}
      </h2>
      {anonymous ? (
        <p className="govuk-body">
          Names are off while people write without names. They come back with the next phase.
        </p>
      ) : (
        <div className="cc-people--list">
          <PeopleList />
        </div>
      )}
    </Panel>
  )
}

function IfYouHaveToGo() {
  const { view, me } = useRoom()
  const helpers = coFacilitators(view)
  const names = helpers.map((one) => nameOf(view, one.person))
  const others = view.people.filter((one) => one.person !== me && one.role === 'participant')
  const seat = { seat: view.seat.number }
  return (
    <Panel as="section" labelledBy="seat">
      <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id="seat">
        If you have to go
      </h2>
      <p className="govuk-body cc-small">
        {names.length > 0
          ? `${listed(names)} can take over at once. If you all drop out, the room stays open and keeps all text.`
          : 'Nobody can take over yet. Choose a co-facilitator. The room stays open and keeps all text.'}
      </p>
      {helpers.map((one) => (
        <CommandForm
          key={one.person}
          type="seat.give"
          fields={{ person: one.person }}
          expect={seat}
        >
          <Button classes="govuk-button--secondary">Hand over to {nameOf(view, one.person)}</Button>
        </CommandForm>
      ))}
      {others.length > 0 ? (
        <CommandForm type="staff.add" expect={seat} classes="cc-move">
          <label className="govuk-label" htmlFor="co-facilitator">
            Co-facilitator
          </label>
          <select className="govuk-select" id="co-facilitator" name="person">
            {others.map((one) => (
              <option key={one.person} value={one.person}>
                {nameOf(view, one.person)}
              </option>
            ))}
          </select>
          <Button classes="govuk-button--secondary">Make co-facilitator</Button>
        </CommandForm>
      ) : null}
    </Panel>
  )
}

/** Calls for a pause that concern the reader: nobody else gets them. */
export function PauseCalls() {
  const { mine, view } = useRoom()
  const now = useServerNow(60_000)
  const recent = mine.pauses.filter((one) => now - Date.parse(one.at) < 30 * 60_000)
  if (recent.length === 0) return null
  return (
    <Panel kind="warn" classes="govuk-!-margin-bottom-6">
      {recent.map((one) => (
        <p className="govuk-body" key={one.person}>
          <Icon name="pause" /> <b>{nameOf(view, one.person)} needs a pause.</b> Asked at{' '}
          {clockText(Date.parse(one.at))}. Nobody else was told.
        </p>
      ))}
    </Panel>
  )
}

/** The one next step of whoever leads, always in the same place. */
export function LeadBar() {
  const { view, page } = useRoom()
  const phase = currentPhase(view)
  const turns = phase ? at(view.turns, phase.id) : undefined
  const speaker = turns?.now
  const after = turns ? queueOf(view, turns)[1] : undefined
  return (
    <div className="cc-wide cc-lead" id="lead">
      <NextStep />
      {speaker ? (
        <CommandForm
          type="turn.next"
          name={`${speaker}/${turns?.ended.length ?? 0}`}
          expect={{ seat: view.seat.number, phase: phase?.id }}
        >
          <Button classes="govuk-button--secondary">
            {nameOf(view, speaker)} is done
            {after ? `: on to ${nameOf(view, after)}` : ''}
          </Button>
        </CommandForm>
      ) : null}
      <p>
        <a className="govuk-link" href="#work">
          Your own part
        </a>
      </p>
      <p>
        <Icon name="hand" />{' '}
        <a className="govuk-link" href="#hands">
          Hands: {view.hands.length}
        </a>
      </p>
      {view.current === undefined && view.room.status === 'running' ? (
        <p>
          <a className="govuk-link" href={paths.roomSummary(page.room)}>
            See the summary
          </a>
        </p>
      ) : null}
    </div>
  )
}

function NextStep() {
  const { view, page } = useRoom()
  const phase = currentPhase(view)
  const seat = { seat: view.seat.number }
  if (view.room.status === 'paused') {
    return (
      <CommandForm type="room.resume" expect={seat}>
        <Button>Resume the room</Button>
      </CommandForm>
    )
  }
  if (!phase) return <Button href={paths.roomClose(page.room)}>Close the room</Button>
  if (phase.state === 'closing') return <p>Everybody is finishing their sentence.</p>
  const next = view.phases[view.phases.indexOf(phase) + 1]
  const unreleased =
    phase.stage !== undefined && !view.stages.some((one) => one.stage === phase.stage)
  return (
    <>
      {unreleased && phase.stage !== undefined ? <Release stage={phase.stage} isMain /> : null}
      <CommandForm type="phase.next" expect={{ ...seat, phase: phase.id }}>
        <Button classes={unreleased ? 'govuk-button--secondary' : ''}>
          Next phase: {next ? next.title : 'the end'}
          <Icon name="arrow-right" />
        </Button>
      </CommandForm>
    </>
  )
}

function Release({ stage, isMain }: { stage: string; isMain: boolean }) {
  const { view } = useRoom()
  return (
    <CommandForm
      type="stage.release"
      name="bar"
      fields={{ stage }}
      expect={{ seat: view.seat.number }}
    >
      <Button classes={isMain ? '' : 'govuk-button--secondary'}>
        Release part {/(\d+)$/.exec(stage)?.[1] ?? stage}
      </Button>
    </CommandForm>
  )
}
