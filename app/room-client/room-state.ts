import type { PersonId } from '#server/platform/rules/ids.ts'
import { isGroupStream, type LogEvent, type Stream } from '#server/rooms/rules/events.ts'
import { applyHelp, applyNote, type GroupNote, type Help } from '#server/rooms/rules/group-notes.ts'
import { applyBeside } from '#server/rooms/rules/beside.ts'
import type { Beside, Heads, Mine, Role, View } from '#server/rooms/rules/shapes.ts'
import { applyEvent } from '#server/rooms/rules/view.ts'

/** Everything a reader is sent at once. */
export type RoomSnapshot = {
  person: PersonId
  heads: Heads
  digest: string
  role: Role
  view: View
  mine: Mine
  beside: Beside
  notes: readonly GroupNote[]
  helps: readonly Help[]
}

/** What the page shows of a room: the fold of the log up to `heads`, and what is one's own. */
export type RoomState = {
  person: PersonId
  role: Role
  heads: Heads
  view: View
  mine: Mine
  /** Who plays which part, and who shares whose device. */
  beside: Beside
  /** What the small groups that one may read have written and not yet brought back. */
  notes: readonly GroupNote[]
  /** Groups that have asked for help; told to those who lead. */
  helps: readonly Help[]
  /** Who has the room open; null while nobody has told us. */
  here: readonly string[] | null
  /** Whether whoever holds the seat is here; told in phases without names alone. */
  seatIsHere?: boolean
  /** How many are writing; absent where that is not told. */
  writing?: number
}

export type StreamName = Stream

/** Whether this version knows such a stream. */
export function isStream(stream: string): stream is StreamName {
  return stream === 'room' || stream === 'staff' || isGroupStream(stream)
}

/** What applying came to: the next state, the events that were new, and whether some are missing. */
export type Applied = { state: RoomState; fresh: LogEvent[]; gap: boolean }

/** `seatIsHere` is for where nobody is told who else is here. */
export function stateOf(
  snapshot: RoomSnapshot,
  here: readonly string[] | null = null,
  seatIsHere?: boolean,
): RoomState {
  const { person, role, heads, view, mine, beside, notes, helps } = snapshot
  const seat = here === null && seatIsHere !== undefined ? { seatIsHere } : {}
  return { person, role, heads, view, mine, beside, notes, helps, here, ...seat }
}

/** The number of the last event of `stream` that the state holds. */
export function headOf(state: RoomState, stream: StreamName): number {
  return state.heads[stream] ?? 0
}

/**
 * `state` after `events` of one stream. Only last + 1 is applied: what is known already is skipped,
 * and at a hole it stops and says so, so that the caller pulls. Pure.
 */
export function withEvents(
  state: RoomState,
  stream: StreamName,
  events: readonly LogEvent[],
): Applied {
  let { view, beside, notes, helps } = state
  let head = headOf(state, stream)
  const fresh: LogEvent[] = []
  let gap = false
  for (const event of events) {
    if (event.seq <= head) continue
    if (event.seq !== head + 1) {
      gap = true
      break
    }
    // Events of a type that this version does not know change nothing and are counted.
    view = applyEvent(view, event) ?? view
    beside = applyBeside(beside, event)
    notes = applyNote(notes, event)
    helps = applyHelp(helps, event)
    head = event.seq
    fresh.push(event)
  }
  if (fresh.length === 0) return { state, fresh, gap }
  const heads = { ...state.heads, [stream]: head }
  const role = view.people.find((one) => one.person === state.person)?.role ?? state.role
  return { state: { ...state, view, beside, notes, helps, heads, role }, fresh, gap }
}

/** One's own document, unless an older one arrives late. */
export function withMine(state: RoomState, mine: Mine): RoomState {
  return mine.revision < state.mine.revision ? state : { ...state, mine }
}

/** A whole snapshot in place of the fold, unless it is older than what is shown. */
export function withSnapshot(state: RoomState, snapshot: RoomSnapshot, force = false): RoomState {
  if (!force && snapshot.heads.room < state.heads.room) return state
  const next = { ...state, ...stateOf(snapshot, state.here) }
  return { ...next, mine: withMine(state, snapshot.mine).mine }
}

/** Who is here, as the server counts it. */
export function withPresence(
  state: RoomState,
  presence: { here: readonly string[]; writing?: number },
): RoomState {
  const { seatIsHere: _past, ...rest } = state
  const next: RoomState = { ...rest, here: presence.here }
  if (presence.writing === undefined) delete next.writing
  else next.writing = presence.writing
  return next
}

/** Whether whoever holds the seat is here, while nobody is told who else is. */
export function withSeat(state: RoomState, seatIsHere: boolean): RoomState {
  return { ...state, seatIsHere }
}

/** Whether the facilitator is away, as far as one is told. Pure. */
export function isSeatEmpty({ view, here, seatIsHere }: RoomState): boolean {
  if (seatIsHere !== undefined) return !seatIsHere
  return here !== null && !here.includes(view.seat.person)
}
