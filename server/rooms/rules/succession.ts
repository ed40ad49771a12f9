import type { TeamRole } from '#server/access/rules/actor.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import type { NewEvent } from './events.ts'
import { roleOf, takesPart, type State } from './state.ts'

/** A room that is not over and whose facilitator goes or has gone: who leads it from then on. */
export type LedRoom = {
  room: RoomId
  title: string
  startsAt: number
  teamName: string
  /** The name of whoever it goes to; null where a manager of the team must take it. */
  to: string | null
  /** The names of those managers of the team who stay. */
  managers: string[]
}

/**
 * Whether one of the team who holds the seat leads the room: its managers, and practitioners to whom
 * the seat was handed. Who schedules a room, as the first in its seat, is a manager: once they are
 * made a practitioner another manager may take it. Pure.
 */
export function leadsAsMember(role: TeamRole, seat: number): boolean {
  return role === 'manager' || seat > 1
}

/**
 * Who leads on when whoever holds the seat goes for good: a co-facilitator, else the deputy, of those
 * who are still `here` in the team; null for nobody. Pure.
 */
export function successorOf(state: State, here: ReadonlySet<PersonId>): PersonId | null {
  const { view, deputy } = state
  const others = view.people.filter(({ person }) => person !== view.seat.person && here.has(person))
  const helper = others.find(({ role }) => role === 'co-facilitator')
  const named = others.find(({ person, role }) => person === deputy && takesPart(role))
  return (helper ?? named)?.person ?? null
}

/**
 * What the log says when `gone` goes for good: the seat moves to `next`, and `gone` helps no more, so
 * that nobody asks them for a pause. Nothing where they neither led nor helped.
 */
export function goneEvents(state: State, gone: PersonId, next: PersonId | null): NewEvent[] {
  const { view } = state
  const helpsNoMore: NewEvent = {
    ...{ stream: 'room', type: 'staff.removed', body: { person: gone }, actor: gone },
  }
  if (view.seat.person !== gone) {
    return roleOf(view, gone) === 'co-facilitator' ? [helpsNoMore] : []
  }
  return next === null ? [] : [seatMoved(state, next, gone), helpsNoMore]
}

/** What the log says when `person` takes a seat whose holder has gone. */
export function takenEvents(
  state: State,
  who: { person: PersonId; name: string; jobTitle: string },
): NewEvent[] {
  const { view } = state
  const { person } = who
  const former = view.seat.person
  const joins: NewEvent = {
    ...{ stream: 'room', type: 'person.joined', actor: person },
    body: { ...who, role: 'participant' },
  }
  return [
    ...(roleOf(view, person) ? [] : [joins]),
    seatMoved(state, person, person),
    { stream: 'room', type: 'staff.removed', body: { person: former }, actor: person },
  ]
}

function seatMoved({ view }: State, person: PersonId, actor: PersonId): NewEvent {
  return {
    ...{ stream: 'room', type: 'seat.moved', actor },
    body: { person, seat: view.seat.number + 1 },
  }
}
