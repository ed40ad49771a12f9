import { expect, test } from 'vitest'
import * as log from '#server/rooms/log/log-store.server.ts'
import { createStates } from '#server/rooms/log/states.server.ts'
import { foldState, type State } from '#server/rooms/rules/state.ts'
import { commandId, createWorld, openRoom } from './open-room.ts'

/** A room with some cards: its events, and the state and the end of the log after each of them. */
async function toldRoom() {
  const world = await createWorld()
  const driver = await openRoom(world, { phase: 'discuss' })
  for (const text of ['one', 'two', 'three', 'four', 'five', 'six']) {
    await driver.send('ben', { id: commandId(), type: 'card.post', body: { text } })
  }
  const [db, room] = [world.db.read, driver.room]
  const events = await log.eventsAfter(db, room, 'room', { since: 0, limit: 500 })
  const headAt = async (head: number): Promise<log.Head> => ({
    head,
    hash: (await log.hashAt(db, room, 'room', head)) ?? '',
    rewritten: 0,
  })
  const stateAt = (head: number): State => foldState(events.slice(0, head))
  return { db, room, last: events.length, headAt, stateAt }
}

test('of many states before one commit few are kept, and each is found or folded again', async () => {
  const { db, room, last, headAt, stateAt } = await toldRoom()
  const states = createStates()
  for (let head = last - 5; head <= last; head += 1) {
    states.keep(room, await headAt(head), stateAt(head))
  }
  for (let head = last - 6; head <= last; head += 1) {
    expect(await states.at(db, room, await headAt(head))).toEqual(stateAt(head))
  }
})

test('★ the newest, the one before it and the oldest are kept as they are; those between are not', async () => {
  const { db, room, last, headAt, stateAt } = await toldRoom()
  const [states, given] = [createStates(), new Map<number, State>()]
  for (let head = last - 5; head <= last; head += 1) {
    given.set(head, stateAt(head))
    states.keep(room, await headAt(head), given.get(head) ?? stateAt(head))
  }
  const isKept = async (head: number) =>
    (await states.at(db, room, await headAt(head))) === given.get(head)
  expect(await isKept(last)).toBe(true)
  expect(await isKept(last - 1)).toBe(true)
  expect(await isKept(last - 5)).toBe(true)
  expect(await isKept(last - 3)).toBe(false)
})

test('a state of a commit that failed is never used: the log has another hash there', async () => {
  const { db, room, last, headAt, stateAt } = await toldRoom()
  const states = createStates()
  states.keep(room, await headAt(last - 1), stateAt(last - 1))
  const never = stateAt(last - 1)
  states.keep(room, { ...(await headAt(last)), hash: 'of a log that was rolled back' }, never)
  const found = await states.at(db, room, await headAt(last))
  expect(found).not.toBe(never)
  expect(found).toEqual(stateAt(last))
})

test('after a commit what stood before it is not kept', async () => {
  const { db, room, last, headAt, stateAt } = await toldRoom()
  const states = createStates()
  const before = stateAt(last - 1)
  states.keep(room, await headAt(last - 1), before)
  states.keep(room, await headAt(last), stateAt(last))
  states.settle(room, last)
  const found = await states.at(db, room, await headAt(last - 1))
  expect(found).not.toBe(before)
  expect(found).toEqual(before)
})
