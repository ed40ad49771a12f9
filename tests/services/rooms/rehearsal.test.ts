import { join, resolve } from 'node:path'
import SQLite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { seedNorthbridge } from '#db/seed/northbridge.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { createLog } from '#server/platform/log.server.ts'
import { formatId, personId, toolkitId, type RoomId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { rehearsalsAtOnce } from '#server/rooms/rehearsal/rehearsals.server.ts'
import type { View } from '#server/rooms/rules/shapes.ts'
import { createServices } from '#server/services.ts'
import { handClock, hourMs } from '#tests/support/clock.ts'
import { testFolder } from '#tests/support/database.ts'
import { beginPublished } from '#tests/support/published.ts'

const contentFolder = resolve(import.meta.dirname, '..', '..', '..', 'content')
const swott = { toolkit: toolkitId.parse('participation'), format: formatId.parse('swott') }
const closingMs = 10_000

/** The demonstration with a clock that is turned by hand: nothing happens by itself. */
async function northbridge() {
  const file = join(testFolder(), 'casecircle.sqlite')
  beginPublished(file)
  migrate(file)
  const db = openDatabase(file)
  const clock = handClock()
  const services = createServices({
    ...{ db, clock, random: systemRandom, log: createLog('error'), contentFolder, closingMs },
    installationKey: Buffer.alloc(32, 7),
    ...{ secure: false, demonstration: true, limitsOff: true },
  })
  await services.toolkits.publishAll()
  await seedNorthbridge({ db, services, now: clock.now(), people: 0 })
  onTestFinished(async () => {
    await services.rooms.stop()
    db.close()
  })
  const cast = await services.organisations.demonstrationCast(true)
  async function named(name: string): Promise<Actor> {
    const found = cast.find((one) => one.name.startsWith(name))
    const actor = found ? await services.organisations.actorFor(found.person) : null
    return actor ?? expect.fail(`${name} is not there`)
  }
  return { file, db, clock, services, named }
}
type Northbridge = Awaited<ReturnType<typeof northbridge>>

/** Amara in a rehearsal of hers, and what she does there. */
async function rehearsing(house: Northbridge, format: string = swott.format) {
  const { services, clock, named } = house
  const amara = await named('Amara')
  const team = amara.memberships[0]?.team ?? expect.fail('Amara has no team')
  const begun = await services.rehearsals.begin(amara, team, {
    ...swott,
    format: formatId.parse(format),
  })
  const room: RoomId = begun.ok ? begun.value : expect.fail(begun.error.message)
  async function look(): Promise<View> {
    const found = await services.rooms.snapshot(amara, room)
    return found.ok ? found.value.view : expect.fail(found.error.message)
  }
  async function send(type: string, body: object = {}, expectation: object = {}): Promise<void> {
    const input = { id: crypto.randomUUID(), room, type, body, expect: expectation }
    const answer = await services.rooms.command(amara, input)
    if (!answer.ok) expect.fail(`${type}: ${answer.error.message}`)
  }
  return {
    ...{ amara, team, room, look, send },
    /** Lets `seconds` go by, a second at a time, as a page that is looked at does. */
    async wait(seconds: number): Promise<View> {
      for (let second = 0; second < seconds; second += 1) {
        clock.turn(1000)
        await services.rehearsals.actIn(room)
      }
      return look()
    },
    async lead(type: string, body: object = {}): Promise<void> {
      const { seat, current } = await look()
      const phase = type === 'phase.next' ? { phase: current } : {}
      await send(type, body, { seat: seat.number, ...phase })
    },
    async next(): Promise<View> {
      await this.lead('phase.next')
      return this.wait(13)
    },
  }
}

/** Walks the whole default format, as its facilitator, until the room is closed. */
async function walk(stage: Awaited<ReturnType<typeof rehearsing>>): Promise<View> {
  await stage.lead('room.start')
  let view = await stage.wait(30)
  while (view.current !== undefined) {
    const phase = view.phases.find(({ id }) => id === view.current)
    if (phase?.stage) await stage.lead('stage.release', { stage: phase.stage })
    view = await stage.wait(40)
    const turns = view.turns[phase?.id ?? '']
    if (turns?.now === stage.amara.person) await stage.send('turn.finish')
    view = await stage.next()
  }
  await stage.send('learning.save', { learnt: 'Words of a rehearsal' })
  await stage.lead('room.close')
  return stage.look()
}

/** Every row of every table of the file, as text. */
function everything(file: string): Record<string, unknown[]> {
  const db = new SQLite(file, { readonly: true })
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => name)
    .filter((name) => name !== 'sessions')
  const rows = tables.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()] as const)
  db.close()
  return Object.fromEntries(rows)
}

test('a rehearsal, walked to its end, leaves every table as it was and stands in no list', async () => {
  const house = await northbridge()
  const before = everything(house.file)
  const stage = await rehearsing(house)
  const view = await walk(stage)
  expect(view.room.status).toBe('closed')
  expect(view.statements[0]?.signatures.map(({ position }) => position)).toContain('disagree')
  const { amara, team, room } = stage
  const { rooms, cpd, guidance } = house.services
  const listed = JSON.stringify([
    await rooms.roomsOf(amara),
    await rooms.roomsOfTeam(amara, team),
    await cpd.summary(amara),
    await guidance.home(amara),
  ])
  expect(listed).not.toContain(room)
  expect(listed).not.toContain('Rehearsal')
  expect(everything(house.file)).toEqual(before)
  const ended = await house.services.rehearsals.end(stage.amara, stage.room)
  expect(ended).toEqual({ ok: true, value: stage.team })
  expect(everything(house.file)).toEqual(before)
  // The control: the same steps in a room of the team do leave their mark.
  const kept = await house.services.rooms.schedule(stage.amara, stage.team, {
    ...swott,
    date: londonDay(house.clock.now()),
    time: londonMinute(house.clock.now()),
  })
  expect(kept.ok).toBe(true)
  expect(everything(house.file)).not.toEqual(before)
})

test('only a manager of the team rehearses, and nobody else comes in, not even the team', async () => {
  const house = await northbridge()
  const { room, team, look } = await rehearsing(house)
  expect((await look()).room.title).toMatch(/^Rehearsal: /)
  for (const name of ['Ben', 'Ewa', 'Grace', 'Jo']) {
    const other = await house.named(name)
    const { rooms } = house.services
    expect((await rooms.snapshot(other, room)).ok).toBe(false)
    expect((await rooms.summary(other, room)).ok).toBe(false)
    const asked = { actor: other, secret: null }
    expect((await rooms.screen(asked, room, 'http://localhost')).ok).toBe(false)
    const input = { id: crypto.randomUUID(), room, type: 'hand.raise' }
    expect(await rooms.command(other, input)).toMatchObject({ error: { code: 'not_found' } })
    expect((await house.services.rehearsals.end(other, room)).ok).toBe(false)
    expect((await house.services.rehearsals.begin(other, team, swott)).ok).toBe(false)
  }
})

test('a second rehearsal ends the first, and one that has had its hours is gone', async () => {
  const house = await northbridge()
  const first = await rehearsing(house)
  const second = await rehearsing(house)
  const snapshot = (room: RoomId) => house.services.rooms.snapshot(first.amara, room)
  expect((await snapshot(first.room)).ok).toBe(false)
  expect((await snapshot(second.room)).ok).toBe(true)
  house.clock.turn(4 * hourMs + 1)
  await house.services.rehearsals.endDue()
  expect((await snapshot(second.room)).ok).toBe(false)
})

test('where there are as many as there can be, one that nobody uses gives way, and no other', async () => {
  const house = await northbridge()
  const first = await rehearsing(house)
  const { rehearsals, rooms } = house.services
  const begin = () => {
    const person = personId.parse(crypto.randomUUID())
    return rehearsals.begin({ ...first.amara, person }, first.team, swott)
  }
  for (let count = 1; count < rehearsalsAtOnce; count += 1) {
    house.clock.turn(1000)
    expect((await begin()).ok).toBe(true)
  }
  const refused = await begin()
  expect(refused).toMatchObject({ error: { code: 'unavailable' } })
  expect(refused.ok ? '' : refused.error.message).toContain('Nothing was begun.')
  // Whoever has one going on may begin anew all the same.
  const again = await rehearsing(house)
  house.clock.turn(31 * 60_000)
  expect((await rooms.snapshot(again.amara, again.room)).ok).toBe(true)
  expect((await begin()).ok).toBe(true)
  expect((await rooms.snapshot(again.amara, again.room)).ok).toBe(true)
})

test('every format that can be scheduled can be rehearsed to its end', async () => {
  const house = await northbridge()
  const formats = await house.services.toolkits.formats()
  expect(formats.length).toBeGreaterThan(8)
  for (const { id, phases } of formats) {
    const stage = await rehearsing(house, id)
    await stage.lead('room.start')
    let view = await stage.wait(5)
    while (view.current !== undefined) view = await stage.next()
    expect(view.phases.map(({ state }) => state)).toEqual(phases.map(() => 'closed'))
    await stage.lead('room.close')
    expect((await stage.look()).room.status, id).toBe('closed')
  }
})
