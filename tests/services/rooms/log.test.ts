import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase, type Queries } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { join } from 'node:path'
import { roomId } from '#server/platform/rules/ids.ts'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import { commitmentOf, linkHash, linkText, chainStart } from '#server/rooms/log/chain.server.ts'
import { fold } from '#server/rooms/rules/view.ts'
import { createErasing } from '#server/rooms/erasing.server.ts'
import { createStates } from '#server/rooms/log/states.server.ts'
import * as log from '#server/rooms/log/log-store.server.ts'
import * as store from '#server/rooms/store.server.ts'
import { testFolder } from '#tests/support/database.ts'
import { commandId, createDriver, createWorld, openRoom } from './open-room.ts'

test('G1: what is acknowledged is in the log at its number, also after a crash', async () => {
  const file = join(testFolder(), 'crash.sqlite')
  migrate(file)
  const db = openDatabase(file)
  const world = await createWorld({ db })
  const room = await openRoom(world, { phase: 'discuss' })
  const sent = Array.from({ length: 20 }, (_, n) => ({
    id: commandId(),
    type: 'card.post',
    body: { text: `card ${n}` },
  }))
  const answers = await Promise.all(sent.map((one) => room.send('ben', one)))
  // No close, no checkpoint: another process opens the file as the crash left it.
  const after = openDatabase(file)
  const events = await log.eventsAfter(after.read, room.room, 'room', { since: 0, limit: 500 })
  for (const [index, answer] of answers.entries()) {
    if (!answer.ok || !('seq' in answer)) throw new Error('not acknowledged')
    expect(events[answer.seq - 1]?.body).toMatchObject({ card: sent[index]?.id })
  }
  after.close()
  db.close()
})

test('G1: a crash between the commit and the acknowledgement: the repeat finds the first answer', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const post = { id: commandId(), type: 'card.post', body: { text: 'once' } }
  await room.send('ben', post)
  // The answer never arrived; a new server knows nothing but the database.
  const again = createDriver(world, room.room, world.newServer())
  const answer = await again.send('ben', post)
  expect(answer).toMatchObject({ ok: true, stream: 'room', duplicate: true })
  expect((await again.view()).cards).toHaveLength(1)
})

test('G1: a transaction that fails leaves nothing, and the state in memory does not know it', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const before = await room.view()
  const amara = await world.actor('amara')
  const row = await store.findRoom(world.db.read, amara.organisation, room.room)
  expect(row).not.toBeNull()
  const broken = world.newServer({
    ...world.db,
    tx: (work) =>
      world.db.tx(async (tx) => {
        await work(tx)
        throw new Error('the disk went away')
      }),
  })
  const failing = createDriver(world, room.room, broken)
  const post = { id: commandId(), type: 'card.post', body: { text: 'lost and repeated' } }
  await expect(failing.send('ben', post)).rejects.toThrow('the disk went away')
  expect(await failing.view()).toEqual(before)
  expect(await room.send('ben', post)).not.toHaveProperty('duplicate')
  expect((await failing.view()).cards).toHaveLength(1)
})

test('G2: a repeated command gets the first answer and adds nothing', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const post = { id: commandId(), type: 'card.post', body: { text: 'I would ask first.' } }
  const first = await room.send('ben', post)
  expect(await room.send('ben', post)).toEqual({ ...first, duplicate: true })
  const edited = { ...post, body: { text: 'something else' } }
  expect(await room.send('ben', edited)).toEqual({ ...first, duplicate: true })
  expect((await room.view()).cards).toHaveLength(1)
  await room.goTo('agree')
  await room.lead('room.close')
  expect(await room.send('ben', post)).toEqual({ ...first, duplicate: true })
})

test('G2: the first answer of what went into mine is its revision then', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  const post = { id: commandId(), type: 'card.post', body: { text: 'one' } }
  expect(await room.send('ben', post)).toEqual({ ok: true, mine: 1 })
  await room.send('ben', { type: 'card.post', body: { text: 'two' } })
  expect(await room.send('ben', post)).toEqual({ ok: true, mine: 1, duplicate: true })
  expect((await room.mine('ben')).cards).toHaveLength(2)
})

test('G2: the same id in another person’s hands is invalid', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const post = { id: commandId(), type: 'card.post', body: { text: 'mine' } }
  await room.send('ben', post)
  expect(await room.send('chloe', post)).toMatchObject({ ok: false, error: { code: 'invalid' } })
})

test('a form that was sent empty is told what to fill in, with the field', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const told = async (type: string, body: Record<string, unknown>) =>
    room.send('ben', { id: commandId(), type, body })
  expect(await told('card.post', {})).toMatchObject({
    error: { code: 'invalid', field: 'text', message: 'Write something first.' },
  })
  expect(await told('theme.make', {})).toMatchObject({
    error: { field: 'title', message: 'Write a name for it first.' },
  })
  const amara = { id: commandId(), type: 'person.remove', body: {}, expect: { seat: 1 } }
  expect(await room.send('amara', amara)).toMatchObject({
    error: { field: 'person', message: 'Choose a person first.' },
  })
  expect(await told('scale.put', {})).toMatchObject({
    error: { field: 'value', message: 'Choose a number first.' },
  })
})

test('G2: a refused command is not remembered', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'welcome' })
  const post = { id: commandId(), type: 'card.post', body: { text: 'too early' } }
  expect(await room.send('ben', post)).toMatchObject({ error: { code: 'wrong_phase' } })
  await room.goTo('discuss')
  expect(await room.send('ben', post)).not.toHaveProperty('duplicate')
})

test('G3: numbers are gap-free per stream, however many write at once', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const people = ['ben', 'chloe', 'dev', 'farid'] as const
  await Promise.all(
    Array.from({ length: 120 }, (_, n) =>
      room.send(people[n % 4] ?? 'ben', { type: 'card.post', body: { text: `${n}` } }),
    ),
  )
  const events = await room.log()
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
  expect((await room.view()).cards).toHaveLength(120)
  expect(fold(events)).toEqual(await room.view())
})

test('G3: a server that has just started and one that was there all along see the same', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'theme' })
  await room.send('ben', { type: 'theme.make', body: { title: 'He reads the room' } })
  const ben = await world.actor('ben')
  const live = await room.rooms.snapshot(ben, room.room)
  const fresh = await world.newServer().snapshot(ben, room.room)
  expect(fresh).toEqual(live)
})

test('the head is compared and set: who comes second with an old head writes nothing', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const heads = await log.headsOf(world.db.read, room.room)
  const ben = (await world.actor('ben')).person
  const append = () =>
    world.db.tx((tx) =>
      log.append(
        tx,
        room.room,
        heads,
        {
          events: [{ stream: 'room', type: 'hand.raised', body: {}, actor: ben }],
          mines: [],
        },
        { id: commandId(), person: ben },
        { at: world.clock.now(), salt: () => new Uint8Array(16) },
      ),
    )
  await append()
  await expect(append()).rejects.toThrow()
  const after = await log.headsOf(world.db.read, room.room)
  expect(after.room.head).toBe(heads.room.head + 1)
})

test('a document of one’s own is compared and set by its revision', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const ben = (await world.actor('ben')).person
  const own = await store.mineOf(world.db.read, room.room, ben)
  const heads = await log.headsOf(world.db.read, room.room)
  const change = () =>
    world.db.tx((tx) =>
      log.append(tx, room.room, heads, { events: [], mines: [{ person: ben, next: own }] }, null, {
        at: 0,
        salt: () => new Uint8Array(16),
      }),
    )
  await change()
  await expect(change()).rejects.toMatchObject({ code: 'head_moved' })
})

test('two servers on one file: each reduces on what the other has written', async () => {
  const world = await createWorld()
  const one = await openRoom(world, { phase: 'discuss' })
  const two = createDriver(world, one.room, world.newServer())
  await two.view()
  await one.send('ben', { type: 'hand.raise' })
  await two.send('chloe', { type: 'hand.raise' })
  await one.send('dev', { type: 'hand.raise' })
  const hands = (await two.view()).hands
  expect(hands).toHaveLength(3)
  expect((await one.view()).hands).toEqual(hands)
  const answers = await Promise.all([one.lead('phase.next'), two.lead('phase.next')])
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
})

test('the log cannot be changed or taken away; a body can be erased and the chain still verifies', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  await room.send('ben', { type: 'card.post', body: { text: 'to be erased' } })
  const change = (statement: string) => world.db.tx(async (tx) => void tx.run(sql.raw(statement)))
  await expect(change(`UPDATE room_events SET type = 'x'`)).rejects.toThrow()
  await expect(change(`DELETE FROM room_events`)).rejects.toThrow()
  type Row = {
    seq: number
    type: string
    at: number
    actor: string | null
    body: string
    salt: Buffer | null
    commitment: string
    hash: string
  }
  const rows = () =>
    world.db.read.all<Row>(
      sql`SELECT * FROM room_events WHERE room = ${room.room} AND stream = 'room' ORDER BY seq`,
    )
  const verify = () => {
    let before = chainStart
    for (const { seq, type, at, actor, body, salt, commitment, hash } of rows()) {
      if (salt) expect(commitmentOf(salt, JSON.parse(body))).toBe(commitment)
      expect(
        linkHash(before, { room: room.room, stream: 'room', seq, type, at, actor, commitment }),
      ).toBe(hash)
      before = hash
    }
  }
  verify()
  await change(
    `UPDATE room_events SET salt = NULL, body = json_set(body, '$.text', '') WHERE type = 'card.posted'`,
  )
  verify()
  expect(JSON.stringify(rows())).not.toContain('to be erased')
  const fresh = createDriver(world, room.room, world.newServer())
  expect((await fresh.view()).cards).toMatchObject([{ text: '' }])
})

test('a link of the chain is hashed as canonical JSON writes it', () => {
  const id = fc.uuid()
  const link = fc.record({
    room: id.map((one) => roomId.parse(one)),
    stream: fc.constantFrom('room' as const, 'staff' as const, 'group:a' as const),
    seq: fc.integer({ min: 1 }),
    type: fc.constantFrom('card.posted', 'room.created'),
    at: fc.nat({ max: 8_640_000_000_000_000 }),
    actor: fc.option(id),
    commitment: fc.stringMatching(/^[0-9a-f]{64}$/),
  })
  fc.assert(fc.property(link, (one) => linkText(one) === canonicalJson(one)))
})

test('a reader that began before an erasure leaves nothing of the erased words behind', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  await room.send('ben', { type: 'card.post', body: { text: 'words of mine' } })
  const states = createStates()
  const readNow = async (read: Queries) => {
    const { room: head } = await log.headsOf(read, room.room)
    return JSON.stringify(await states.at(read, room.room, head))
  }
  const { person } = await world.actor('ben')
  const erasing = createErasing({ db: world.db, states })
  const before = await world.db.together(async (read) => {
    await log.headsOf(read, room.room)
    await world.db.tx((tx) => erasing.eraseIn(tx, person))
    return readNow(read)
  })
  expect(before).toContain('words of mine')
  expect(await readNow(world.db.read)).not.toContain('words of mine')
})
