import { expect, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { formatId, toolkitId, type PersonId, type RoomId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { minuteMs } from '#tests/support/clock.ts'
import { emailOf, givePassword } from '#tests/support/cast.ts'
import { password, wholeCouncil } from './whole-council.ts'

/** Two rooms of Amara's: Ben helps her in one of them, she leads the other alone. */
async function twoRooms() {
  const world = await wholeCouncil()
  const { amara, ben, east, clock, rooms } = world
  const schedule = async (more: { coFacilitator?: PersonId } = {}) => {
    const at = clock.now() + 24 * 60 * minuteMs
    const made = await rooms.schedule(amara, east, {
      toolkit: toolkitId.parse('participation'),
      format: formatId.parse('swott'),
      ...{ date: londonDay(at), time: londonMinute(at), ...more },
    })
    if (!made.ok) throw new Error(made.error.message)
    return made.value
  }
  const helped = await schedule({ coFacilitator: ben.person })
  const alone = await schedule()
  const view = async (actor: Actor, room: RoomId) => {
    const seen = await rooms.snapshot(actor, room)
    if (!seen.ok) throw new Error(seen.error.message)
    return seen.value.view
  }
  const roleOf = async (actor: Actor, room: RoomId, person: PersonId) =>
    (await view(actor, room)).people.find((one) => one.person === person)?.role
  return { ...world, helped, alone, view, roleOf }
}

test('who leads rooms that are not over is told before they go who leads them then', async () => {
  const { amara, ben, helped, alone, rights } = await twoRooms()
  const told = await rights.roomsToHandOver(amara)
  expect(new Map(told.map(({ room, to }) => [room, to]))).toEqual(
    new Map([
      [helped, ben.name],
      [alone, null],
    ]),
  )
  // Who only helps leads nothing.
  expect(await rights.roomsToHandOver(ben)).toEqual([])
})

test('an administrator is told which rooms change hands, before and after; nobody else is told', async () => {
  const world = await twoRooms()
  const { db, amara, ben, chloe, hana, jo, southbridge, helped, alone, rights, rooms } = world
  const { east, organisations } = world
  const [familySupport, here] = ['Family Support East', expect.any(String) as string]
  const told = { teamName: familySupport, title: here }
  const before = await rights.removable(jo, amara.person)
  if (!before.ok) throw new Error(before.error.message)
  expect(new Map(before.value.leads.map((led) => [led.room, led]))).toMatchObject(
    new Map([
      [helped, { ...told, to: ben.name, managers: [] }],
      [alone, { ...told, to: null, managers: [] }],
    ]),
  )
  expect(before.value).toMatchObject({ isSelf: false, onlyManagerOf: [familySupport] })
  expect(await rights.removable(jo, jo.person)).toMatchObject({ value: { isSelf: true } })
  expect(await rights.removed(jo, amara.person)).toBeNull()

  // A second manager may take the room that nobody helps with, and is named for it.
  await db.tx((tx) => organisations.joinTeamIn(tx, east, hana.person, 'manager'))
  expect(await rights.removable(jo, amara.person)).toMatchObject({
    value: { onlyManagerOf: [], leads: [{ managers: [hana.name] }, { managers: [hana.name] }] },
  })
  expect((await rights.remove(jo, amara.person)).ok).toBe(true)
  const after = await rights.removed(jo, amara.person)
  expect(after?.name).toBe(amara.name)
  expect(new Map(after?.rooms.map(({ room, to, managers }) => [room, { to, managers }]))).toEqual(
    new Map([
      [helped, { to: ben.name, managers: [hana.name] }],
      [alone, { to: null, managers: [hana.name] }],
    ]),
  )
  for (const stranger of [chloe, ben, southbridge.jo]) {
    expect(await rights.removed(stranger, amara.person)).toBeNull()
  }
  // Once it is taken it is nobody's worry.
  expect((await rooms.takeUnled(await world.now(hana), alone)).ok).toBe(true)
  expect((await rights.removed(jo, amara.person))?.rooms.map(({ room }) => room)).toEqual([helped])
})

test('an operator who removes somebody is told the same', async () => {
  const { helped, alone, ben, rights } = await twoRooms()
  const led = await rights.removeByOperator(emailOf('amara'))
  expect(new Map(led?.map(({ room, to }) => [room, to]))).toEqual(
    new Map([
      [helped, ben.name],
      [alone, null],
    ]),
  )
  expect(await rights.removeByOperator(emailOf('amara'))).toBeNull()
})

test('who leaves hands their rooms to whoever helped; a manager takes the others, nobody else', async () => {
  const world = await twoRooms()
  const { amara, ben, chloe, jo, helped, alone, rights, rooms, view, roleOf } = world
  const { db, east, organisations } = world
  const listed = async (actor: Actor) => {
    const all = await rooms.roomsOfTeam(actor, east)
    return new Map(all.ok ? all.value.map((one) => [one.room, one]) : [])
  }
  expect((await rooms.takeUnled(amara, alone)).ok).toBe(false)
  expect((await rights.remove(jo, amara.person)).ok).toBe(true)

  const before = await view(ben, helped)
  expect(before.seat).toEqual({ person: ben.person, number: 2 })
  // Who has gone helps no more: nobody would ask them for a pause.
  expect(await roleOf(ben, helped, amara.person)).toBe('participant')
  expect((await listed(ben)).get(helped)).toMatchObject({ isUnled: false })
  expect((await listed(ben)).get(alone)).toMatchObject({ isUnled: true })

  // A member of the team cannot, the team's new manager can, once, and somebody who leads keeps it.
  expect(await rooms.takeUnled(chloe, alone)).toMatchObject({ error: { code: 'not_found' } })
  await db.tx((tx) => organisations.joinTeamIn(tx, east, jo.person, 'manager'))
  const manager = await world.now(jo)
  expect(await rooms.takeUnled(manager, helped)).toMatchObject({ error: { code: 'stale' } })
  expect(await rooms.takeUnled(manager, alone)).toEqual({ ok: true, value: null })
  expect(await rooms.takeUnled(manager, alone)).toMatchObject({ error: { code: 'stale' } })
  const after = await view(manager, alone)
  expect(after.seat).toEqual({ person: jo.person, number: 2 })
  expect(await roleOf(manager, alone, jo.person)).toBe('facilitator')
  expect((await listed(manager)).get(alone)).toMatchObject({ isUnled: false })
  expect(await rooms.verifyChains()).toMatchObject({ broken: [] })
})

test('a manager who becomes a practitioner hands their rooms on, and helps where they helped', async () => {
  const world = await twoRooms()
  const { amara, ben, chloe, hana, jo, east, helped, alone, db, now } = world
  const { organisations, rights, rooms, teams, view, roleOf } = world
  await db.tx((tx) => organisations.joinTeamIn(tx, east, hana.person, 'manager'))
  const at = world.clock.now() + 24 * 60 * minuteMs
  const made = await rooms.schedule(await now(hana), east, {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    ...{ date: londonDay(at), time: londonMinute(at), coFacilitator: amara.person },
  })
  const ofHana = made.ok ? made.value : helped
  const steppedDown = { person: amara.person, role: 'practitioner' } as const
  expect((await teams.changeRole(jo, east, steppedDown)).ok).toBe(true)

  expect((await view(ben, helped)).seat).toEqual({ person: ben.person, number: 2 })
  expect(await roleOf(ben, helped, amara.person)).toBe('participant')
  expect(await roleOf(amara, ofHana, amara.person)).toBe('co-facilitator')
  // Nobody helps in the other one: a manager takes it, nobody else; a practitioner in the seat keeps it.
  const listed = await rooms.roomsOfTeam(await now(hana), east)
  const unled = listed.ok ? listed.value.filter(({ isUnled }) => isUnled) : []
  expect(unled.map(({ room }) => room)).toEqual([alone])
  for (const stranger of [await now(amara), chloe]) {
    expect((await rooms.takeUnled(stranger, alone)).ok).toBe(false)
  }
  expect(await rooms.takeUnled(await now(hana), helped)).toMatchObject({ error: { code: 'stale' } })
  expect((await rooms.takeUnled(await now(hana), alone)).ok).toBe(true)
  expect(await rights.roomsToHandOver(await now(amara))).toEqual([])
  expect(await rooms.verifyChains()).toMatchObject({ broken: [] })

  // Who becomes one by a file of people, just so.
  const row = `name,email,job_title,team,role\nHana,${emailOf('hana')},Social worker,Family Support East,practitioner\n`
  await world.imports.importPeople('Northbridge Council', row, { write: true })
  expect((await view(amara, ofHana)).seat).toEqual({ person: amara.person, number: 2 })
})

test('who erases their account hands their rooms on just so, and is named in none of them', async () => {
  const world = await twoRooms()
  const { amara, ben, helped, rights, view } = world
  await givePassword(world, amara, password)
  expect((await rights.erase(amara, password)).ok).toBe(true)
  const seen = await view(ben, helped)
  expect(seen.seat.person).toBe(ben.person)
  expect(JSON.stringify(seen)).not.toContain(amara.name)
})
