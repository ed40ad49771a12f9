import type { PersonId } from '#server/platform/rules/ids.ts'
import type { LogEvent } from './events.ts'
import { applyBeside, nothingBeside } from './beside.ts'
import type { Beside, PhaseView, Role, Status, View } from './shapes.ts'
import { applyEvent } from './view.ts'

/** The view, and what else of the log the reducer needs. Instants are epoch ms. */
export type State = {
  view: View
  beside: Beside
  /** Every stretch in which somebody was there on another person's device; without `to` still. */
  together: readonly Together[]
  deputy?: PersonId
  removed: readonly PersonId[]
  /** Not of the team: they came in by the room's code. */
  guests: readonly PersonId[]
  /** Since when the room has been paused. */
  pausedAt?: number
  /** Which phase is to open after the closing one, when it is not simply the next. */
  opensNext?: string
  /** Every stretch in which a phase was open, in order; without `to` it still is. */
  openings: readonly Opening[]
  /** When the small groups of now were formed. */
  groupsFormedAt?: number
  startedAt?: number
  closedAt?: number
  /** When the last phase was closed and none opened. */
  finishedAt?: number
}
export type Opening = { phase: string; from: number; to?: number }
/** `person` was there on the device of `holder`. */
export type Together = { person: PersonId; holder: PersonId; from: number; to?: number }

/** The state after all `events`, of both streams, in the order of each. */
export function foldState(events: Iterable<LogEvent>, from: State | null = null): State {
  let state = from
  for (const event of events) state = applyToState(state, event)
  if (!state) throw new Error('A room begins with room.created.')
  return state
}

/** `state` after one event more. */
export function applyToState(state: State | null, event: LogEvent): State {
  const view = applyEvent(state?.view ?? null, event)
  if (!view) throw new Error('A room begins with room.created.')
  const before: State = state ?? {
    view,
    beside: nothingBeside,
    together: [],
    removed: [],
    guests: [],
    openings: [],
  }
  const beside = applyBeside(before.beside, event)
  const now = Date.parse(event.at)
  const together = beside === before.beside ? before.together : stretches(before, beside, now)
  return rest({ ...before, view, beside, together }, event, now)
}

/** Stretches end and begin where the company on a device has changed. */
function stretches({ together }: State, { company }: Beside, now: number): Together[] {
  const is = ({ person, holder }: Together) =>
    company.some((one) => one.person === holder && one.with.includes(person))
  const kept = together.map((one) => (one.to === undefined && !is(one) ? { ...one, to: now } : one))
  const begun = company.flatMap((one) =>
    one.with
      .filter(
        (person) =>
          !kept.some(
            (each) => each.to === undefined && each.person === person && each.holder === one.person,
          ),
      )
      .map((person) => ({ person, holder: one.person, from: now })),
  )
  return [...kept, ...begun]
}

function rest(state: State, event: LogEvent, now: number): State {
  switch (event.type) {
    case 'room.started':
      return { ...state, startedAt: now }
    case 'room.paused':
      return { ...state, pausedAt: now }
    case 'room.resumed':
      return without(state, 'pausedAt')
    case 'room.closed':
      return { ...ended(state, now), closedAt: now }
    case 'phase.opened': {
      const opening = { phase: event.body.phase, from: now }
      const next = without(without(state, 'opensNext'), 'finishedAt')
      return { ...next, openings: [...next.openings, opening] }
    }
    case 'phase.closing': {
      const { next } = event.body
      return next === undefined ? state : { ...state, opensNext: next }
    }
    case 'phase.closed':
      return { ...without(ended(state, now), 'opensNext'), finishedAt: now }
    case 'groups.formed':
      return { ...state, groupsFormedAt: now }
    case 'groups.recalled':
      return without(state, 'groupsFormedAt')
    case 'person.removed':
      return { ...state, removed: [...state.removed, event.body.person] }
    case 'code.used': {
      const { actor } = event
      if (!actor || state.guests.includes(actor)) return state
      return { ...state, guests: [...state.guests, actor] }
    }
    case 'person.joined':
      return { ...state, removed: state.removed.filter((one) => one !== event.body.person) }
    case 'deputy.named':
      return { ...state, deputy: event.body.person }
    default:
      return state
  }
}

function ended(state: State, now: number): State {
  const openings = state.openings.map((one) => (one.to === undefined ? { ...one, to: now } : one))
  return { ...state, openings }
}

function without(
  state: State,
  key: 'pausedAt' | 'opensNext' | 'finishedAt' | 'groupsFormedAt',
): State {
  if (state[key] === undefined) return state
  const { [key]: _gone, ...rest } = state
  return rest
}

/** The phase that the room is in; between the last close and the end there is none. */
export function currentPhase({ view }: State): PhaseView | undefined {
  return view.current === undefined ? undefined : findPhase(view, view.current)
}

export function findPhase(view: View, id: string): PhaseView | undefined {
  return view.phases.find((phase) => phase.id === id)
}

/** The role of `person` in the room; undefined for somebody who is not in it. */
export function roleOf(view: View, person: PersonId): Role | undefined {
  return view.people.find((one) => one.person === person)?.role
}

export function isOver({ room }: View): boolean {
  return isPast(room.status)
}

/** Whether a room of this status has come to its end. */
export function isPast(status: Status): boolean {
  return status === 'closed' || status === 'abandoned'
}

/** Whether no phase of the room was ever opened. */
export function neverBegan({ phases }: View): boolean {
  return phases.every(({ state }) => state === 'pending')
}

/** Facilitator and co-facilitators: who reads the staff stream. */
export function isStaff(role: Role | undefined): boolean {
  return role === 'facilitator' || role === 'co-facilitator'
}

/** Everybody who takes part: all but observers and projectors. */
export function takesPart(role: Role | undefined): boolean {
  return role !== undefined && role !== 'observer' && role !== 'projector'
}

/** Everyone who takes part, in the order in which they stand in the room. */
export function participants(view: View): PersonId[] {
  return view.people.filter((one) => takesPart(one.role)).map((one) => one.person)
}
