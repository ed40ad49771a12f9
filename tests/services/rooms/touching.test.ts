import { expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { overwriteBody } from '#server/rooms/log/erasing-store.server.ts'
import { presenceOf } from '#server/rooms/presence/presence-store.server.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, openRoom, startedAt } from './open-room.ts'

/** How often the database has been written to, as another connection sees it. */
async function commitsDuring(db: Database, work: () => Promise<void>): Promise<number> {
  let [commits, last, counting] = [0, db.foreignChanges(), true]
  const look = () => {
    const now = db.foreignChanges()
    if (now !== last) commits += 1
    last = now
  }
  const lookEachTurn = () => {
    if (!counting) return
    look()
    setImmediate(lookEachTurn)
  }
  lookEachTurn()
  await work()
  counting = false
  look()
  return commits
}

test('open sockets of a whole team are kept with one commit, and only of who is in the room', async () => {
  const db = await testDatabase()
  const world = await createWorld({ db })
  const room = await openRoom(world, { phase: 'discuss' })
  const [ben, chloe, dev] = [
    await world.actor('ben'),
    await world.actor('chloe'),
    await world.actor('dev'),
  ]
  await room.lead('person.remove', { person: dev.person })
  const before = await presenceOf(db.read, room.room)
  world.wait(60 * 60_000)
  const there = [ben, dev, chloe].map((actor) => ({ actor, room: room.room }))
  expect(await commitsDuring(db, () => world.rooms.touchTogether(there))).toBe(1)
  const added = (await presenceOf(db.read, room.room)).slice(before.length)
  expect(added.map(({ person }) => person).sort()).toEqual([ben.person, chloe.person].sort())
  for (const { from, to } of added) {
    expect(from).toBeGreaterThanOrEqual(startedAt + 60 * 60_000)
    expect(to - from).toBe(90_000)
  }

  // A minute later each stretch grows; half a minute later there is nothing worth a commit.
  world.wait(60_000)
  await world.rooms.touchTogether(there)
  const grown = (await presenceOf(db.read, room.room)).slice(before.length)
  expect(grown.map(({ from, to }) => to - from)).toEqual([150_000, 150_000])
  world.wait(30_000)
  expect(await commitsDuring(db, () => world.rooms.touchTogether(there))).toBe(0)
})

test('a room that cannot be read keeps nobody of another from being there', async () => {
  const world = await createWorld()
  const [broken, whole] = [await openRoom(world), await openRoom(world)]
  const ben = await world.actor('ben')
  await world.db.tx(async (tx) => overwriteBody(tx, broken.room, { stream: 'room', seq: 1 }, {}))
  const fresh = world.newServer()
  const there = [broken, whole].map(({ room }) => ({ actor: ben, room }))
  await expect(fresh.touchTogether(there)).rejects.toThrow()
  const kept = await presenceOf(world.db.read, whole.room)
  expect(kept.map(({ person }) => person)).toContain(ben.person)
})

test('between any two sockets others have their turn', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const ben = await world.actor('ben')
  let [turns, counting] = [0, true]
  const count = () => {
    if (!counting) return
    turns += 1
    setImmediate(count)
  }
  count()
  await world.rooms.touchTogether(
    Array.from({ length: 20 }, () => ({ actor: ben, room: room.room })),
  )
  counting = false
  expect(turns).toBeGreaterThanOrEqual(20)
})
