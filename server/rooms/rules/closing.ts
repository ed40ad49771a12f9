import { after, endQuestions, together } from './anonymity.ts'
import type { EventBody, NewEvent } from './events.ts'
import { closesAt } from './moment.ts'
import { phaseRules } from './phases/index.ts'
import type { AtClose, Effect } from './phases/rules.ts'
import type { PhaseView, View } from './shapes.ts'
import { currentPhase, findPhase, type State } from './state.ts'

/** Opens `phase`: `phase.opened` and what follows at once, such as the first turn. */
export function openPhase(state: State, phase: PhaseView, seed: number): NewEvent[] {
  const again = state.openings.some((opening) => opening.phase === phase.id)
  const { view, beside } = state
  const { order, then } = phaseRules[phase.kind].opens({ view, phase, cast: beside.cast, seed })
  const opening: EventBody<'phase.opened'> = { phase: phase.id, again }
  const body = order === undefined ? opening : { ...opening, order }
  return [{ stream: 'room', type: 'phase.opened', body }, ...then]
}

/** Whether the closing phase is to be closed at `now` (epoch ms). */
export function isDue(state: State, now: number): boolean {
  const at = closesAt(state)
  return at !== null && now >= at
}

/**
 * The close of the closing phase, one batch in this order: `phase.closed`, what was shared of a
 * phase without names before, revealed cards or totals, `phase.opened` of the next where there is
 * one.
 */
export function closeDue(state: State, on: Omit<AtClose, 'state' | 'phase'>): Effect {
  const phase = currentPhase(state)
  if (!phase) return { events: [], mines: [] }
  // Whoever was asked about an earlier phase and has not answered keeps their text.
  const questions = endQuestions({ ...on, state })
  const mines = after(on.mines, questions.mines)
  const closes = phaseRules[phase.kind].closes({ ...on, state, phase, mines })
  const next = nextPhase(state, phase)
  const closed: Effect = {
    events: [{ stream: 'room', type: 'phase.closed', body: { phase: phase.id } }],
    mines: [],
  }
  const opened: Effect = { events: next ? openPhase(state, next, on.seed) : [], mines: [] }
  return together([closed, questions, closes, opened])
}

/** What opens after `phase`: what the facilitator asked for, else the next in the format's order. */
function nextPhase({ view, opensNext }: State, phase: PhaseView): PhaseView | undefined {
  return opensNext === undefined ? following(view, phase.id) : findPhase(view, opensNext)
}

export function following({ phases }: View, id: string): PhaseView | undefined {
  const place = phases.findIndex((one) => one.id === id)
  return place < 0 ? undefined : phases[place + 1]
}
