import { expect, test } from 'vitest'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { goneEvents, successorOf, takenEvents } from '#server/rooms/rules/succession.ts'
import { foldState, roleOf, type State } from '#server/rooms/rules/state.ts'
import { logEvent, type NewEvent } from '#server/rooms/rules/events.ts'
import { amara, ben, chloe, createRoom, dev, ewa, olu, person } from './room-in-memory.ts'

const everybody = new Set([amara, ewa, ben, chloe, dev, olu])
const without = (...gone: PersonId[]) =>
  new Set([...everybody].filter((one) => !gone.includes(one)))

/** The state after these events, as the log would keep them. */
function folded(state: State, events: readonly NewEvent[], seq: number): State {
  const at = '2026-11-26T10:00:00.000Z'
  return foldState(
    events.map((event, n) => logEvent.parse({ ...event, seq: seq + n, at })),
    state,
  )
}

test('a co-facilitator goes on, else the deputy, of those who are still in the team; else nobody', () => {
  const room = createRoom()
  expect(successorOf(room.state, everybody)).toBe(ewa)
  expect(successorOf(room.state, without(ewa))).toBeNull()
  room.send(amara, { type: 'deputy.name', body: { person: ben }, expect: { seat: 1 } })
  expect(successorOf(room.state, everybody)).toBe(ewa)
  expect(successorOf(room.state, without(ewa))).toBe(ben)
  expect(successorOf(room.state, without(ewa, ben))).toBeNull()
})

test('who goes leads and helps no more; one seat is left, with a new number', () => {
  const room = createRoom()
  const after = folded(room.state, goneEvents(room.state, amara, ewa), room.log.length + 1)
  expect(after.view.seat).toEqual({ person: ewa, number: 2 })
  expect([roleOf(after.view, amara), roleOf(after.view, ewa)]).toEqual([
    ...['participant', 'facilitator'],
  ])
  // With nobody to go to the seat stays where it is, until somebody takes it.
  expect(goneEvents(room.state, amara, null)).toEqual([])
  expect(goneEvents(room.state, ewa, null).map(({ type }) => type)).toEqual(['staff.removed'])
  expect(goneEvents(room.state, ben, null)).toEqual([])
})

test('whoever takes the seat comes in first, where they were not in the room', () => {
  const room = createRoom()
  const name = (who: PersonId) => ({ person: who, name: 'Jo Field', jobTitle: 'Team manager' })
  const jo = person(9)
  const types = (who: PersonId) => takenEvents(room.state, name(who)).map(({ type }) => type)
  expect(types(ben)).toEqual(['seat.moved', 'staff.removed'])
  expect(types(jo)).toEqual(['person.joined', 'seat.moved', 'staff.removed'])
  const after = folded(room.state, takenEvents(room.state, name(jo)), room.log.length + 1)
  expect(after.view.seat).toEqual({ person: jo, number: 2 })
  expect(roleOf(after.view, amara)).toBe('participant')
})
