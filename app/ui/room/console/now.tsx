import {
  countdownText,
  durationText,
  leftMs,
  overText,
  paceOf,
  paceText,
} from '#app/room-client/room-clock.ts'
import { clockText } from '#server/platform/rules/london.ts'
import { heldMs, isHeld } from '#server/rooms/rules/beside.ts'
import type { PhaseView } from '#server/rooms/rules/shapes.ts'
import { at } from '#server/rooms/rules/view.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Panel } from '../../panel.tsx'
import { CommandForm } from '../command-form.tsx'
import { WhoSpeaks } from '../parts-cast.tsx'
import { TurnOrder } from '../phases/round.tsx'
import { currentPhase, placeOf, useRoom, useServerNow } from '../room-context.tsx'

/** The phase that the room is in, its time as advice, and a sentence to read aloud. */
export function Now() {
  const { view, page, beside } = useRoom()
  const phase = currentPhase(view)
  const held = phase ? isHeld(beside, phase.id) : false
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
      {paused ? null : <PaceOfAll />}
      {paused ? null : <WhoSpeaks />}
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
        {phase?.state === 'open' && !paused ? (
          <CommandForm
            type={held ? 'clock.run' : 'clock.hold'}
            expect={{ ...seat, phase: phase.id }}
          >
            <Button classes="govuk-button--secondary">
              {held ? 'Let the clock run' : 'Hold the clock'}
            </Button>
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
  const { beside } = useRoom()
  const now = useServerNow(500)
  const left = leftMs(phase, now, heldMs(beside, phase.id, now))
  if (left <= 0) {
    return (
      <p className="cc-clock cc-clock--over">
        {overText(left)}
        <small>of {phase.minutes} min, as a guide</small>
      </p>
    )
  }
  return (
    <p className="cc-clock">
      <span className="govuk-visually-hidden">Time left: </span>
      <time dateTime={durationText(left)}>{countdownText(left)}</time>
      <small>
        {isHeld(beside, phase.id) ? 'the clock is held' : `of ${phase.minutes} min, a guide`}
      </small>
    </p>
  )
}

/** The whole room against its plan. It only advises: nothing moves on by itself. */
function PaceOfAll() {
  const { view, page } = useRoom()
  const now = useServerNow(15_000)
  const pace = paceOf(view, page.minutes, now)
  if (!pace) return null
  return (
    <p className="govuk-body cc-small cc-quiet" id="pace">
      The whole room: {paceText(pace)}, as a guide. At this pace you end at {clockText(pace.endsAt)}
      ; planned was {clockText(pace.plannedAt)}.
    </p>
  )
}
