import { nameOf } from '#app/room-client/people.ts'
import { paths } from '#app/paths.ts'
import type { PhaseView, View } from '#server/rooms/rules/shapes.ts'
import { at } from '#server/rooms/rules/view.ts'
import { Button } from '../../govuk/button/button.tsx'
import { Icon } from '../../icon.tsx'
import { CommandForm } from '../command-form.tsx'
import { queueOf } from '../phases/round.tsx'
import { currentPhase, useRoom } from '../room-context.tsx'

/** The one next step of whoever leads, always in the same place. */
export function LeadBar() {
  const { view, page } = useRoom()
  const phase = currentPhase(view)
  const turns = phase ? at(view.turns, phase.id) : undefined
  const speaker = turns?.now
  const after = turns ? queueOf(view, turns)[1] : undefined
  const then = afterNow(view, phase)
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
      {then ? <p className="cc-wideonly cc-small">{then}</p> : null}
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

/** '2 turns still to come' in a round, else what follows the next phase; null near the end. */
function afterNow(view: View, phase: PhaseView | undefined): string | null {
  if (!phase) return null
  const turns = at(view.turns, phase.id)
  const waiting = turns ? queueOf(view, turns).length - 1 : 0
  if (waiting > 0) return `${waiting} ${waiting === 1 ? 'turn' : 'turns'} still to come`
  const later = view.phases[view.phases.indexOf(phase) + 2]
  return later ? `Then: ${later.title}` : null
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
