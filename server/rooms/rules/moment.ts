import { refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Command, CommandType } from './commands.ts'
import { hadDraft, type MineRecord } from './mine.ts'
import { phaseRules } from './phases/index.ts'
import { currentPhase, findPhase, type State } from './state.ts'

/** For so long after the deadline a sentence that was begun before it may still be finished. */
export const graceMs = 2000

/**
 * Where a room is in time: `closing` until the deadline, `grace` for 2 s after it, `between` when
 * the last phase is closed and the room is still open.
 */
export const moments = [
  'scheduled',
  'lobby',
  'paused',
  'open',
  'closing',
  'grace',
  'between',
] as const
export type Moment = (typeof moments)[number]

/** `now` in epoch ms. A room that is over has no moment: ask `isOver` first. */
function momentOf(state: State, now: number): Moment {
  const { status } = state.view.room
  if (status === 'scheduled' || status === 'lobby' || status === 'paused') return status
  const phase = currentPhase(state)
  if (!phase) return 'between'
  if (phase.state !== 'closing') return 'open'
  return phase.deadline !== undefined && now >= Date.parse(phase.deadline) ? 'grace' : 'closing'
}

/** The instant at which the closing phase is to be closed; null when none waits for it. */
export function closesAt(state: State): number | null {
  const phase = currentPhase(state)
  if (state.view.room.status !== 'running' || phase?.state !== 'closing') return null
  return phase.deadline === undefined ? null : Date.parse(phase.deadline) + graceMs
}

const running = ['open', 'closing', 'grace', 'between'] as const
const begun = [...running, 'paused'] as const
const inPhase = ['open', 'closing'] as const

/** When each command is accepted; the kind of the phase comes on top for those of a phase. */
export const acceptedIn = {
  'room.cancel': ['scheduled'],
  'room.open': ['scheduled'],
  'room.start': ['lobby'],
  'room.pause': running,
  'room.resume': ['paused'],
  'room.close': ['lobby', ...begun],
  'phase.next': ['open'],
  'phase.open': ['open', 'between'],
  'phase.extend': ['open', 'closing', 'grace', 'paused'],
  'rules.accept': inPhase,
  'stage.release': begun,
  'stage.open': moments,
  'draft.save': moments,
  'learning.save': begun,
  'card.post': inPhase,
  'card.revise': inPhase,
  'card.withdraw': inPhase,
  'card.move': inPhase,
  'reveal.answer': begun,
  'theme.make': inPhase,
  'theme.rename': inPhase,
  'vote.put': inPhase,
  'scale.put': inPhase,
  'turn.finish': inPhase,
  'turn.pass': inPhase,
  'turn.next': ['open', 'closing', 'grace', 'paused'],
  'hand.raise': ['open', 'closing', 'between'],
  'hand.lower': begun,
  'pause.ask': begun,
  'statement.propose': inPhase,
  'statement.revise': inPhase,
  'statement.sign': inPhase,
  'action.add': inPhase,
  'action.change': inPhase,
  'staff.add': moments,
  'staff.remove': moments,
  'deputy.name': moments,
  'role.set': moments,
  'seat.give': moments,
  'seat.take': moments,
  'person.remove': moments,
  'groups.form': ['open', 'closing', 'grace', 'paused'],
  'groups.recall': ['open', 'closing', 'grace', 'paused'],
  'group.help': inPhase,
  'part.cast': moments,
  'company.set': ['lobby', ...begun],
  'company.leave': ['lobby', ...begun],
  'floor.give': running,
  'clock.hold': inPhase,
  'clock.run': inPhase,
  'carried.done': ['lobby', ...begun],
} as const satisfies Record<CommandType, readonly Moment[]>

const ofAPhase = new Set<CommandType>(
  Object.values(phaseRules).flatMap((rules): readonly CommandType[] => rules.accepts),
)

/** Why `command` cannot be done in this phase and at this moment; null when it can. */
export function wrongPhase(
  state: State,
  command: Command,
  own: MineRecord,
  now: number,
): Outcome<never> | null {
  const moment = momentOf(state, now)
  if (command.type === 'card.post' && command.body.phase !== undefined) {
    return wrongForLate(state, command.body.phase, moment)
  }
  if (moment === 'grace' && isFinished(state, command, own)) return null
  const accepted: readonly Moment[] = acceptedIn[command.type]
  if (!accepted.includes(moment)) return refusedAt(state, command, moment)
  if (command.type === 'draft.save') return wrongForDraft(state, command.body.phase)
  const phase = currentPhase(state)
  if (command.type === 'phase.extend' && !phase) return refusedAt(state, command, 'between')
  if (command.type === 'phase.open' && command.body.phase === phase?.id) {
    return refuse('wrong_phase', `“${phase.title}” is open already.`)
  }
  const needsKind = ofAPhase.has(command.type) || command.type.startsWith('group')
  if (!needsKind) return null
  const accepts: readonly CommandType[] = phase ? phaseRules[phase.kind].accepts : []
  return accepts.includes(command.type) ? null : refusedAt(state, command, moment)
}

/** Whether this finishes a sentence that its author had begun before the deadline. */
function isFinished(state: State, command: Command, own: MineRecord): boolean {
  const phase = currentPhase(state)
  if (!phase?.deadline || command.expect.phase !== phase.id) return false
  if (phaseRules[phase.kind].grace !== command.type) return false
  return hadDraft(own, phase.id, Date.parse(phase.deadline))
}

function wrongForLate(state: State, id: string, moment: Moment): Outcome<never> | null {
  const phase = findPhase(state.view, id)
  if (!phase) return refuse('not_found', 'This room has no such phase. Your text is kept.')
  const lateNow = moment === 'open' || moment === 'closing' || moment === 'between'
  if (lateNow && phase.state === 'closed' && phaseRules[phase.kind].late) return null
  return refuse('wrong_phase', 'A text can be sent late once its phase is over. It is kept.')
}

function wrongForDraft(state: State, id: string): Outcome<never> | null {
  const phase = findPhase(state.view, id)
  if (!phase) return refuse('not_found', 'This room has no such phase. Your text is kept.')
  if (phase.state !== 'pending') return null
  return refuse('wrong_phase', `“${phase.title}” has not been opened yet. Your text is kept.`)
}

function refusedAt(state: State, command: Command, moment: Moment): Outcome<never> {
  return refuse('wrong_phase', sentence(state, command, moment))
}

function sentence(state: State, command: Command, moment: Moment): string {
  switch (moment) {
    case 'scheduled':
      return 'The room is not open yet. Your text is kept.'
    case 'lobby':
      if (command.type === 'room.open') return 'The room is open already.'
      return command.type === 'room.cancel'
        ? 'The room is open already. Close it instead.'
        : 'The session has not started yet. Your text is kept.'
    case 'paused':
      return 'The room is paused. Your text is kept: send it when the room goes on.'
    case 'grace':
      return 'This phase has just closed. Your text is kept.'
    case 'between':
      return 'The last phase is over. Your text is kept.'
    case 'open':
    case 'closing': {
      if (command.type === 'phase.next' || command.type === 'phase.open') {
        return 'This phase is closing already. The next one opens by itself in a moment.'
      }
      const title = currentPhase(state)?.title ?? ''
      return `The team is now in “${title}”. Your text is kept.`
    }
  }
}
