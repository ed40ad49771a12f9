import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { after, answerQuestion, endQuestions, together } from './anonymity.ts'
import { postLate } from './cards.ts'
import { openPhase } from './closing.ts'
import type { Command } from './commands.ts'
import { reduceCompany } from './company.ts'
import { kept, logged, notHere, unknown } from './effects.ts'
import { cardsToNotes, iso, withDraft, withLearning, withOpened, withPause } from './mine.ts'
import { wrongPhase } from './moment.ts'
import type { GroupNote } from './group-notes.ts'
import { phaseRules } from './phases/index.ts'
import { bringBack } from './phases/small-groups.ts'
import type { Effect, Mines } from './phases/rules.ts'
import { forbiddenOfSeat, reduceSeat } from './seat.ts'
import type { On } from './situation.ts'
import { currentPhase, findPhase, isOver, roleOf, takesPart, type State } from './state.ts'
import { turnsNow } from './turns.ts'

export type { Effect, MineChange, Mines } from './phases/rules.ts'
export type { On } from './situation.ts'

/** Commands that read or change what is other people's own. */
export function concernsOthers(type: Command['type']): boolean {
  return (
    type === 'room.close' ||
    type === 'pause.ask' ||
    type === 'person.remove' ||
    type === 'reveal.answer'
  )
}

/**
 * What `command` does to a room in `state`. Pure and total: an effect to be written in one
 * transaction, or why not. Of several reasons the first in this order is given: closed, forbidden,
 * stale, wrong_phase, the rest. Source: room protocol, "Which wins".
 */
export function reduce(state: State, command: Command, on: On): Outcome<Effect> {
  if (isOver(state.view)) {
    return refuse('closed', 'This room is closed. Copy your text if you want to keep it.')
  }
  return (
    forbidden(state, command, on) ??
    stale(state, command) ??
    wrongPhase(state, command, on.mines(on.actor), on.now) ??
    run(state, command, on)
  )
}

function forbidden(state: State, command: Command, on: On): Outcome<never> | null {
  const { view } = state
  const role = roleOf(view, on.actor)
  if (!role) return refuse('forbidden', 'You are not in this room.')
  const ofSeat = forbiddenOfSeat(state, command, on)
  if (ofSeat) return ofSeat
  if (!takesPart(role)) {
    return refuse(
      'forbidden',
      'You are here to watch. Ask the facilitator if you want to take part.',
    )
  }
  if (command.type === 'card.revise' || command.type === 'card.withdraw') {
    const found = view.cards.find(({ card }) => card === command.body.card)
    if (found && found.author !== on.actor) {
      return refuse('forbidden', 'Only whoever wrote a card can change it.')
    }
  }
  if (command.type === 'turn.finish' || command.type === 'turn.pass') {
    const turns = turnsNow(view)
    if (turns && turns.now !== on.actor) return refuse('forbidden', 'It is not your turn.')
  }
  return null
}

function stale({ view }: State, command: Command): Outcome<never> | null {
  const { expect } = command
  if (expect.phase !== undefined && expect.phase !== view.current) {
    return refuse('stale', 'The team has moved on to another phase. Your text is kept.')
  }
  if (expect.seat !== undefined && expect.seat !== view.seat.number) {
    return refuse('stale', 'The seat has changed hands. Nothing you pressed here was done.')
  }
  if (command.type !== 'statement.revise' && command.type !== 'statement.sign') return null
  const { statement } = command.body
  const found = view.statements.find((one) => one.statement === statement)
  const asked = [
    expect.revision,
    command.type === 'statement.sign' ? command.body.revision : undefined,
  ]
  const old = asked.some((revision) => revision !== undefined && revision !== found?.revision)
  if (!found || !old) return null
  return refuse('stale', 'This statement has a new version. Read it, then decide again.')
}

function run(state: State, command: Command, on: On): Outcome<Effect> {
  const done =
    reduceRoom(state, command, on) ??
    reduceSeat(state, command, on) ??
    reduceCompany(state, command, on) ??
    reduceOwn(state, command, on)
  if (done) return done
  const phase = currentPhase(state)
  const { actor, now, freshId, notes } = on
  const own = on.mines(actor)
  if (command.type === 'card.post' && command.body.phase !== undefined) {
    return postLate(command, { state, actor, own, now, freshId, notes }, command.body.phase)
  }
  if (!phase) return notHere('')
  return phaseRules[phase.kind].reduce(command, {
    state,
    phase,
    actor,
    own,
    now,
    freshId,
    notes,
  })
}

/** The room and its phases: what the holder of the seat does. */
function reduceRoom(state: State, command: Command, on: On): Outcome<Effect> | null {
  const { view } = state
  const { actor } = on
  switch (command.type) {
    case 'room.cancel': {
      const body = { abandoned: true as const }
      return logged({ stream: 'room', type: 'room.closed', body, actor })
    }
    case 'room.open':
      return logged({ stream: 'room', type: 'room.opened', body: {}, actor })
    case 'room.start': {
      const [first] = view.phases
      const opened = first ? openPhase(state, first, on.seed) : []
      return logged({ stream: 'room', type: 'room.started', body: {}, actor }, ...opened)
    }
    case 'room.pause':
      return logged({ stream: 'room', type: 'room.paused', body: {}, actor })
    case 'room.resume':
      return logged({ stream: 'room', type: 'room.resumed', body: resumedBody(state, on), actor })
    case 'room.close':
      return closeRoom(state, on)
    case 'phase.next':
      return startClosing(state, on)
    case 'phase.open': {
      const target = findPhase(view, command.body.phase)
      if (!target) return unknown('phase')
      if (currentPhase(state)) return startClosing(state, on, target.id)
      return logged(...openPhase(state, target, on.seed))
    }
    case 'phase.extend': {
      const body = { phase: view.current ?? '', minutes: command.body.minutes }
      return logged({ stream: 'room', type: 'phase.extended', body, actor })
    }
    case 'stage.release': {
      const stage = on.stages.find((one) => one.stage === command.body.stage)
      if (!stage) return unknown('part of the case')
      if (view.stages.some((one) => one.stage === stage.stage)) {
        return refuse('wrong_phase', 'This part is shown already.')
      }
      return logged({ stream: 'room', type: 'stage.released', body: stage, actor })
    }
    case 'hand.raise':
      return logged({ stream: 'room', type: 'hand.raised', body: {}, actor })
    case 'hand.lower':
      return logged({ stream: 'room', type: 'hand.lowered', body: {}, actor })
    default:
      return null
  }
}

function resumedBody(state: State, { now }: On): { deadline?: string } {
  const deadline = currentPhase(state)?.deadline
  if (deadline === undefined || state.pausedAt === undefined) return {}
  // A deadline stands still while the room is paused.
  return { deadline: iso(Date.parse(deadline) + Math.max(0, now - state.pausedAt)) }
}

function startClosing(state: State, on: On, next?: string): Outcome<Effect> {
  const phase = currentPhase(state)
  if (!phase) return notHere('')
  const body = { phase: phase.id, deadline: iso(on.now + on.closingMs) }
  return logged({
    stream: 'room',
    type: 'phase.closing',
    body: next === undefined ? body : { ...body, next },
    actor: on.actor,
  })
}

/** Ends the room. What was shared of a question is shown first; cards that were never shown become their authors' notes. */
export function closeRoom(
  state: State,
  on: {
    actor?: PersonId
    now: number
    mines: Mines
    freshId: () => string
    notes: readonly GroupNote[]
    abandoned?: true
  },
): Outcome<Effect> {
  const { actor, abandoned } = on
  const questions = endQuestions({ ...on, state })
  const mines = after(on.mines, questions.mines)
  const phase = currentPhase(state)
  // What small groups wrote is the room's record: only what nobody else has seen stays one's own.
  const groups = phase?.kind === 'small-groups' ? bringBack({ ...on, state, phase }) : []
  const body = abandoned ? { abandoned } : {}
  const closed: Effect = {
    events: [...groups, { stream: 'room', type: 'room.closed', body, ...(actor ? { actor } : {}) }],
    mines: state.view.people.flatMap(({ person }) => {
      const own = mines(person)
      const next = cardsToNotes(own, on.now)
      return next === own ? [] : [{ person, next }]
    }),
    ...(state.view.phases.some(({ anonymous }) => anonymous) ? { levels: true } : {}),
  }
  return ok(together([questions, closed]))
}

/** What stays with a person: drafts, own learning, which stages they opened, calls for a pause. */
function reduceOwn(state: State, command: Command, on: On): Outcome<Effect> | null {
  const { actor, now } = on
  const own = on.mines(actor)
  switch (command.type) {
    case 'draft.save': {
      const saved = kept(actor, withDraft(own, command.body, now))
      const unnamed = findPhase(state.view, command.body.phase)?.anonymous
      if (!saved.ok || !unnamed || command.body.field === 'note') return saved
      // Who typed just before a text without a name came would say whose it is.
      return ok({ ...saved.value, forget: [command.id] })
    }
    case 'learning.save':
      return kept(actor, withLearning(own, command.body))
    case 'stage.open': {
      const released = state.view.stages.some((one) => one.stage === command.body.stage)
      // The same answer for what is not released and what does not exist.
      if (!released) return refuse('not_found', 'There is no such part of the case here yet.')
      return kept(actor, withOpened(own, command.body.stage, now))
    }
    case 'reveal.answer':
      return answerQuestion(command.body, { ...on, state })
    case 'pause.ask':
      return askForPause(state, on)
    default:
      return null
  }
}

function askForPause({ view }: State, { actor, now, mines }: On): Outcome<Effect> {
  const others = view.people.filter(({ person }) => person !== actor)
  const helpers = others.filter(({ role }) => role === 'co-facilitator')
  const told = helpers.length > 0 ? helpers : others.filter(({ role }) => role === 'facilitator')
  return ok({
    events: [],
    mines: told.map(({ person }) => ({ person, next: withPause(mines(person), actor, now) })),
  })
}
