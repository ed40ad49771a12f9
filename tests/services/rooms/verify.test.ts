import { sql } from 'drizzle-orm'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { verifyChains } from '#server/rooms/log/verifying.server.ts'
import { testFolder } from '#tests/support/database.ts'
import { createWorld, openRoom, type World } from './open-room.ts'

/** Two rooms with something in each stream, in a file that a stranger can open too. */
async function twoRooms() {
  const file = join(testFolder(), 'verify.sqlite')
  migrate(file)
  const world = await createWorld({ db: openDatabase(file) })
  const one = await openRoom(world, { phase: 'discuss' })
  await one.send('ben', { type: 'card.post', body: { text: 'We ask the child first.' } })
  await one.send('chloe', { type: 'card.post', body: { text: 'We ask the school.' } })
  const two = await openRoom(world, { phase: 'welcome' })
  return { world, file, one, two, head: (await one.log()).length }
}

/** What somebody can do who has the file and no respect for triggers. */
function tamper(file: string, statement: string): number {
  const stranger = new SQLite(file)
  for (const { name } of stranger
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'trigger' and tbl_name = 'room_events'",
    )
    .all()) {
    stranger.exec(`drop trigger "${name}"`)
  }
  stranger.pragma('foreign_keys = 0')
  const { changes } = stranger.prepare(statement).run()
  stranger.close()
  return changes
}

const verify = (world: World) => verifyChains(world.db.read)

test('every event of every room, in all streams, follows from the one before it', async () => {
  const { world, one, two } = await twoRooms()
  const logs = await Promise.all([one.log(), one.log('staff'), two.log(), two.log('staff')])
  const events = logs.reduce((sum, log) => sum + log.length, 0)
  expect(logs[1]?.length).toBeGreaterThan(0)
  expect(await verify(world)).toEqual({ rooms: 2, events, erased: 0, broken: [] })
})

test('an erased text leaves its commitment behind: the chain still verifies', async () => {
  const { world, one, head } = await twoRooms()
  await world.db.tx(async (tx) => {
    await Promise.resolve(
      tx.run(
        sql`update room_events set salt = null, body = json_set(body, '$.text', '') where room = ${one.room} and type = 'card.posted'`,
      ),
    )
  })
  const report = await verify(world)
  expect(report).toMatchObject({ erased: 2, broken: [] })
  expect(report.events).toBeGreaterThan(head)
})

test('★ one flipped byte of a body is found, and the event is named', async () => {
  const { world, file, one } = await twoRooms()
  const seq = (await one.log()).find(({ type }) => type === 'card.posted')?.seq ?? 0
  expect(
    tamper(
      file,
      `update room_events set body = replace(body, 'child', 'cHild') where seq = ${seq} and room = '${one.room}' and stream = 'room'`,
    ),
  ).toBe(1)
  expect((await verify(world)).broken).toEqual([
    { room: one.room, stream: 'room', seq, why: 'its body is not what was written' },
  ])
})

const inRoom = (room: string) => `room = '${room}' and stream = 'room'`
const cases: [string, (room: string, head: number) => string, (head: number) => number, RegExp][] =
  [
    [
      'a body that is not JSON any more',
      (room) => `update room_events set body = '{' where seq = 3 and ${inRoom(room)}`,
      () => 3,
      /its body/,
    ],
    [
      'another time',
      (room) => `update room_events set "at" = "at" + 1 where seq = 4 and ${inRoom(room)}`,
      () => 4,
      /does not follow/,
    ],
    [
      'another person',
      (room, head) =>
        `update room_events set actor = upper(actor) || '1' where seq = ${head} and ${inRoom(room)}`,
      (head) => head,
      /does not follow/,
    ],
    [
      'another type',
      (room) => `update room_events set type = 'room.paused' where seq = 2 and ${inRoom(room)}`,
      () => 2,
      /does not follow/,
    ],
    [
      'a salt that is not its own',
      (room) => `update room_events set salt = zeroblob(16) where seq = 2 and ${inRoom(room)}`,
      () => 2,
      /its body/,
    ],
    [
      'a commitment with its salt erased',
      (room) =>
        `update room_events set salt = null, commitment = replace(commitment, 'a', 'b') || '0' where seq = 2 and ${inRoom(room)}`,
      () => 2,
      /does not follow/,
    ],
    [
      'an event taken out of the middle',
      (room) => `delete from room_events where seq = 3 and ${inRoom(room)}`,
      () => 3,
      /missing/,
    ],
    [
      'the last event taken away',
      (room, head) => `delete from room_events where seq = ${head} and ${inRoom(room)}`,
      (head) => head,
      /missing/,
    ],
    [
      'the whole log taken away',
      (room) => `delete from room_events where ${inRoom(room)}`,
      () => 1,
      /missing/,
    ],
    [
      'an event put in at the end',
      (room, head) =>
        `insert into room_events select room, stream, seq + 1, type, "at", actor, body, salt, commitment, hash from room_events where seq = ${head} and ${inRoom(room)}`,
      (head) => head + 1,
      /after the end/,
    ],
    [
      'an end that names another event',
      (room) => `update room_streams set hash = replace(hash, '0', '1') where ${inRoom(room)}`,
      (head) => head,
      /names another/,
    ],
    [
      'events in a stream that the room does not have',
      (room) =>
        `insert into room_events select room, 'group:a', seq, type, "at", actor, body, salt, commitment, hash from room_events where seq = 1 and ${inRoom(room)}`,
      () => 1,
      /after the end/,
    ],
  ]

test.each(cases)('★ %s is found', async (_what, statement, seqOf, why) => {
  const { world, file, one, head } = await twoRooms()
  expect(tamper(file, statement(one.room, head))).toBeGreaterThan(0)
  const { broken } = await verify(world)
  expect(broken).toHaveLength(1)
  expect(broken[0]).toMatchObject({ room: one.room, seq: seqOf(head) })
  expect(broken[0]?.why).toMatch(why)
})
