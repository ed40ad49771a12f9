import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { overwriteBody } from '#server/rooms/log/erasing-store.server.ts'
import { eventsAfter } from '#server/rooms/log/log-store.server.ts'
import { roomsGoingOn } from '#server/rooms/store.server.ts'
import { commandId, createDriver, createWorld, openRoom, type World } from './open-room.ts'

const types = (events: readonly { type: string }[]) => events.map((event) => event.type)

test('a phase closes in one batch when its time is over: closed, revealed, opened', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  await room.send('ben', { type: 'card.post', body: { text: 'one' } })
  await room.send('chloe', { type: 'card.post', body: { text: 'two' } })
  await room.lead('phase.next')
  world.wait(11_999)
  await room.rooms.closeDue()
  expect((await room.view()).current).toBe('write')
  world.wait(1)
  await room.rooms.closeDue()
  const events = (await room.log()).slice(-3)
  expect(types(events)).toEqual(['phase.closed', 'cards.revealed', 'phase.opened'])
  expect(new Set(events.map((event) => event.at)).size).toBe(1)
  expect((await room.mine('ben')).cards).toEqual([])
})

test('a deadline survives a restart: the next server closes what is due when it begins', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  await room.send('ben', { type: 'card.post', body: { text: 'kept' } })
  await room.lead('phase.next')
  await room.rooms.stop()
  world.wait(3_600_000)
  const rooms = world.newServer()
  await rooms.resume()
  const view = await createDriver(world, room.room, rooms).view()
  expect(view.current).toBe('theme')
  expect(view.cards).toMatchObject([{ text: 'kept' }])
  await rooms.stop()
})

test('a deadline is kept by itself, by whichever server has begun', async () => {
  const world = await createWorld({ closingMs: 0 })
  const rooms = world.newServer()
  await rooms.resume()
  const first = await openRoom(world, { phase: 'welcome' })
  const room = createDriver(world, first.room, rooms)
  await room.lead('phase.next')
  world.wait(2_001)
  // The timer runs on the real clock: 2 s of grace.
  for (let tries = 0; tries < 100 && (await room.view()).current === 'welcome'; tries += 1) {
    await wait(50)
  }
  expect((await room.view()).current).toBe('disclose')
  await rooms.stop()
})

test('a command that comes after the time meets the next phase, even if nobody closed it', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  await room.lead('phase.next')
  world.wait(60_000)
  const answer = await room.send('ben', { type: 'theme.make', body: { title: 'on time' } })
  expect(answer).toMatchObject({ ok: true, stream: 'room' })
  expect((await room.view()).current).toBe('theme')
})

test('G7: who had begun a sentence can finish it within the grace; others keep theirs as a draft', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  const draft = { phase: 'write', field: 'card', text: 'He pro' }
  await room.send('ben', { type: 'draft.save', body: draft })
  await room.lead('phase.next')
  world.wait(11_000)
  const post = { type: 'card.post', body: { text: 'He protects.' }, expect: { phase: 'write' } }
  expect(await room.send('ben', post)).toMatchObject({ ok: true })
  expect(await room.send('chloe', post)).toMatchObject({ error: { code: 'wrong_phase' } })
  expect(await room.send('chloe', { type: 'draft.save', body: draft })).toMatchObject({ ok: true })
  world.wait(1_000)
  await room.rooms.closeDue()
  expect((await room.view()).cards).toMatchObject([{ text: 'He protects.' }])
  expect((await room.mine('chloe')).drafts).toMatchObject([{ text: 'He pro' }])
})

test('a room with nobody in it closes itself: 2 h before its last phase, 30 min after it', async () => {
  const world = await createWorld({ kinds: ['welcome', 'own-learning'] })
  const early = await openRoom(world, { phase: 'welcome' })
  world.wait(119 * 60_000)
  await early.rooms.closeAbandoned()
  expect((await early.view()).room.status).toBe('running')
  world.wait(7 * 60_000)
  await early.rooms.closeAbandoned()
  expect((await early.view()).room.status).toBe('abandoned')
  const late = await openRoom(world, { phase: 'own-learning' })
  await late.next()
  world.wait(36 * 60_000)
  await late.rooms.closeAbandoned()
  expect((await late.view()).room.status).toBe('abandoned')
  expect((await late.log()).at(-1)).toMatchObject({
    type: 'room.closed',
    body: { abandoned: true },
  })
})

test('a room whose log cannot be read keeps no other from closing, nor the server from beginning', async () => {
  const world = await createWorld({ kinds: ['welcome', 'own-learning'] })
  const made = [await openRoom(world), await openRoom(world), await openRoom(world)]
  for (const room of made) await room.goTo('welcome')
  const [broken] = (await roomsGoingOn(world.db.read)).map(({ room }) => room)
  if (!broken) return expect.fail('no room is going on')
  await world.db.tx(async (tx) => overwriteBody(tx, broken, { stream: 'room', seq: 1 }, {}))
  world.wait(3 * 3_600_000)
  const rooms = world.newServer()
  await rooms.resume()
  await rooms.stop()
  for (const { room } of made.filter((one) => one.room !== broken)) {
    expect((await createDriver(world, room, rooms).view()).room.status).toBe('abandoned')
  }
  expect(world.logged.join('')).toContain('a deadline was not kept')
})

/** Spoils the first event of the room's log; answers how to put it right again. */
async function makeUnreadable({ db }: World, room: RoomId): Promise<() => Promise<void>> {
  const [created] = await eventsAfter(db.read, room, 'room', { since: 0, limit: 1 })
  const overwrite = (body: unknown) =>
    db.tx(async (tx) => overwriteBody(tx, room, { stream: 'room', seq: 1 }, body))
  await overwrite({})
  return () => overwrite(created?.body)
}

test('a room whose log cannot be read is tried ever more seldom, and closes once it can be', async () => {
  const world = await createWorld({ kinds: ['welcome', 'own-learning'] })
  const { room, rooms } = await openRoom(world, { phase: 'welcome' })
  await rooms.command(await world.actor('ben'), {
    ...{ id: commandId(), room, type: 'draft.save' },
    body: { phase: 'welcome', field: 'note', text: 'words of mine' },
  })
  const makeReadable = await makeUnreadable(world, room)
  world.wait(3 * 3_600_000)
  const fresh = world.newServer()
  const lines = () => world.logged.filter((line) => line.includes('a deadline was not kept'))
  // Looked at each second for an hour, by both works: tried after 1, 2, 4 … s, then each 5 minutes.
  const triedAt: number[] = []
  for (let second = 0; second < 3_600; second += 1) {
    const before = lines().length
    await fresh.closeDue()
    await fresh.closeAbandoned()
    if (lines().length > before) triedAt.push(second)
    expect(lines().length - before).toBeLessThanOrEqual(1)
    world.wait(1_000)
  }
  const waits = triedAt.slice(1).map((at, index) => at - (triedAt[index] ?? 0))
  expect(waits.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300])
  expect(new Set(waits.slice(10))).toEqual(new Set([300]))
  for (const line of lines()) {
    expect(JSON.parse(line)).toMatchObject({ room, event: 'room-deadline' })
    expect(line).not.toMatch(/Participation|Amara|words of mine/)
  }

  await makeReadable()
  world.wait(300_000)
  await fresh.closeAbandoned()
  const driver = createDriver(world, room, fresh)
  expect((await driver.view()).room.status).toBe('abandoned')
})

test('a room that can be read again closes by itself when it is tried next', async () => {
  const world = await createWorld({ kinds: ['welcome', 'own-learning'] })
  const { room } = await openRoom(world, { phase: 'welcome' })
  const makeReadable = await makeUnreadable(world, room)
  world.wait(3 * 3_600_000)
  const fresh = world.newServer()
  await fresh.resume()
  expect(world.logged.join('')).toContain('a deadline was not kept')
  await makeReadable()
  const isOver = async () => (await roomsGoingOn(world.db.read)).length === 0
  for (let tries = 0; tries < 100 && !(await isOver()); tries += 1) await wait(50)
  expect(await isOver()).toBe(true)
  await fresh.stop()
})
