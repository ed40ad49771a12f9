import { expect, test } from 'vitest'
import { carriedActions, isDone, isTakenOn, type Earlier } from '#server/rooms/rules/carried.ts'
import type { ActionView } from '#server/rooms/rules/shapes.ts'
import { chloe, createRoom, id } from './room-in-memory.ts'

/** A room as it ended, with these actions; without any, it never came to agree. */
function held(
  startsAt: string,
  actions: Omit<ActionView, 'action'>[] | null,
  done: readonly string[] = [],
): Earlier {
  const room = createRoom().goTo(actions ? 'agree' : 'discuss')
  for (const [at, body] of (actions ?? []).entries()) {
    room.send(chloe, { id: id(at + 1), type: 'action.add', body })
  }
  for (const text of done) room.send(chloe, { type: 'carried.done', body: { text } })
  const { beside } = room.state
  room.lead('room.close')
  const view = { ...room.view, room: { ...room.view.room, startsAt } }
  return { view, done: beside.done }
}

const november = '2026-11-03T10:00:00.000Z'
const october = '2026-10-06T09:00:00.000Z'

test('the next room of the team sees what the last one left to do, with who, when and from which day', () => {
  const book = { text: 'Book the specialist', owner: 'Chloe', due: '2026-12-04' }
  expect(carriedActions([held(november, [book, { text: 'Ask the school' }])])).toEqual([
    { ...book, heldOn: '2026-11-03' },
    { text: 'Ask the school', heldOn: '2026-11-03' },
  ])
  expect(carriedActions([])).toEqual([])
})

test('what a room did not take on again is let go, and what it did stands with that room', () => {
  const before = held(october, [{ text: 'Ask the school' }, { text: 'Write to the uncle' }])
  const after = held(november, [{ text: 'Ask  the School', owner: 'Ben' }])
  expect(carriedActions([after, before])).toEqual([
    { text: 'Ask  the School', owner: 'Ben', heldOn: '2026-11-03' },
  ])
})

test('a room that never came to agree has let nothing go', () => {
  const before = held(october, [{ text: 'Write to the uncle' }])
  expect(carriedActions([held(november, null), before])).toEqual([
    { text: 'Write to the uncle', heldOn: '2026-10-06' },
  ])
})

test('an action counts as taken on again by its words, however they are spaced', () => {
  const room = createRoom().goTo('agree')
  expect(isTakenOn(room.view, { text: 'Ask the school' })).toBe(false)
  room.send(chloe, { type: 'action.add', body: { text: 'ask the  school' } })
  expect(isTakenOn(room.view, { text: 'Ask the school' })).toBe(true)
})

test('an action that a later room found done is never brought again, also where that room came to no agreement', () => {
  const before = held(october, [{ text: 'Ask the school' }, { text: 'Write to the uncle' }])
  const after = held(november, null, ['ask the  school'])
  expect(isDone(after, { text: 'Ask the school' })).toBe(true)
  expect(isDone(after, { text: 'Write to the uncle' })).toBe(false)
  expect(carriedActions([after, before])).toEqual([
    { text: 'Write to the uncle', heldOn: '2026-10-06' },
  ])
})
