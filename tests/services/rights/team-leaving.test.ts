import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { formatId, toolkitId, type RoomId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { emailOf } from '#tests/support/cast.ts'
import { password, wholeCouncil } from './whole-council.ts'

type World = Awaited<ReturnType<typeof wholeCouncil>>

/** A room of Family Support East, led by Amara, with Ewa's help where it is asked for. */
async function roomOf(world: World, helper?: Actor): Promise<RoomId> {
  const made = await world.rooms.schedule(world.amara, world.east, {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    date: londonDay(world.clock.now()),
    time: londonMinute(world.clock.now()),
    ...(helper ? { coFacilitator: helper.person } : {}),
  })
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

async function code(outcome: Promise<{ ok: boolean; error?: { code: string } }>) {
  const { ok, error } = await outcome
  return ok ? 'ok' : error?.code
}

test('T4: who moved to another team is taken out of the old one, and sees nothing of it any more', async () => {
  const world = await wholeCouncil()
  const { ben, jo, east, west, rights, rooms, accounts, imports, organisations, now } = world
  const room = await roomOf(world)
  // The documented way to another team only adds to what somebody has.
  const moved = `name,email,job_title,team,role\nBen Whitfield,${emailOf('ben')},Social worker,Adults Locality West,practitioner\n`
  const done = await imports.importPeople('Northbridge Council', moved, { write: true })
  expect(done.ok).toBe(true)
  const teams = async () => (await now(ben)).memberships.map(({ team }) => team).sort()
  expect(await teams()).toEqual([east, west].sort())
  expect(await code(rooms.snapshot(await now(ben), room))).toBe('ok')

  const signedIn = await accounts.signIn(emailOf('ben'), password, 'home')
  const ended: string[] = []
  accounts.whenEnded((one) => void ended.push('person' in one ? one.person : 'one'))
  for (const stranger of [world.amara, ben, world.grace, world.southbridge.jo]) {
    expect(await code(rights.teamMember(stranger, ben.person, east))).toBe('not_found')
    expect(await code(rights.takeOutOfTeam(stranger, ben.person, east))).toBe('not_found')
  }
  expect(await code(rights.takeOutOfTeam(jo, world.grace.person, east))).toBe('not_found')
  expect(await teams()).toEqual([east, west].sort())
  expect(await rights.teamMember(jo, ben.person, east)).toMatchObject({
    value: { name: 'Ben Whitfield', teamName: 'Family Support East', leads: [], isSelf: false },
  })
  expect(await code(rights.takeOutOfTeam(jo, ben.person, east))).toBe('ok')

  expect(await teams()).toEqual([west])
  expect(ended).toContain(ben.person)
  const cookie = signedIn.ok ? signedIn.value.cookie.split(';')[0] : ''
  expect(await accounts.sessionOf(cookie)).toBeNull()
  const after = await now(ben)
  expect(await code(rooms.snapshot(after, room))).toBe('not_found')
  // Nor is the room given to somebody who cannot come in: nobody would lead it.
  for (const type of ['seat.give', 'staff.add', 'deputy.name']) {
    const asked = { id: crypto.randomUUID(), room, type, body: { person: ben.person } }
    expect(await rooms.command(world.amara, { ...asked, expect: { seat: 1 } })).toMatchObject({
      error: { code: 'invalid', message: 'They can no longer come in. Choose somebody else.' },
    })
  }
  expect(await code(rooms.summary(after, room))).toBe('not_found')
  expect(await code(rooms.roomsOfTeam(after, east))).toBe('not_found')
  expect(await rooms.roomsOf(after)).toEqual([])
  const members = await organisations.membersOf(world.db.read, world.organisation, east)
  expect(members.map(({ person }) => person)).not.toContain(ben.person)
  expect(await code(rights.takeOutOfTeam(jo, ben.person, east))).toBe('not_found')
  const lines = world.db.read.all<{ person: string }>(
    sql`select person from audit_log where action = 'rights.change' and object = ${`person ${ben.person}`}`,
  )
  expect(lines.at(-1)).toEqual({ person: jo.person })
})

test('a manager who moves hands on what they led in that team alone', async () => {
  const world = await wholeCouncil()
  const { amara, ewa, grace, jo, east, west, organisations, rights, rooms, db, now } = world
  const [helped, alone] = [await roomOf(world, ewa), await roomOf(world)]
  await db.tx((tx) => organisations.joinTeamIn(tx, west, amara.person, 'manager'))
  const elsewhere = await rooms.schedule(await now(amara), west, {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    date: londonDay(world.clock.now()),
    time: londonMinute(world.clock.now()),
  })
  if (!elsewhere.ok) throw new Error(elsewhere.error.message)
  const told = await rights.teamMember(jo, amara.person, east)
  expect(told).toMatchObject({ value: { isOnlyManager: true } })
  const leads = told.ok ? told.value.leads.map((led) => [led.room, led.to]) : []
  expect(leads).toHaveLength(2)
  expect(leads).toEqual(
    expect.arrayContaining([
      [helped, ewa.name],
      [alone, null],
    ]),
  )
  expect(await code(rights.takeOutOfTeam(jo, amara.person, east))).toBe('ok')

  const listed = async (actor: Actor) =>
    new Map((await rooms.roomsOf(await now(actor))).map((one) => [one.room, one]))
  expect((await listed(ewa)).get(helped)).toMatchObject({ role: 'facilitator', isUnled: false })
  expect((await listed(ewa)).get(alone)).toMatchObject({ isUnled: true })
  expect((await listed(grace)).get(elsewhere.value)).toMatchObject({ isUnled: false })

  // Whoever manages the team next takes the room that nobody leads.
  expect(await code(rooms.takeUnled(await now(grace), alone))).toBe('not_found')
  await db.tx((tx) => organisations.joinTeamIn(tx, east, grace.person, 'manager'))
  expect(await code(rooms.takeUnled(await now(grace), helped))).toBe('stale')
  expect(await code(rooms.takeUnled(await now(grace), alone))).toBe('ok')
  expect((await listed(ewa)).get(alone)).toMatchObject({ isUnled: false })
})

test('an operator names the team', async () => {
  const world = await wholeCouncil()
  const { ben, east, rights, now } = world
  const leave = (email: string, team: string) => code(rights.takeOutByOperator(email, team))
  expect(await leave('nobody@northbridge.example', 'Family Support East')).toBe('not_found')
  expect(await leave(emailOf('ben'), 'Adults Locality West')).toBe('not_found')
  expect((await now(ben)).memberships.map(({ team }) => team)).toEqual([east])
  expect(await leave(emailOf('ben'), 'Family Support East')).toBe('ok')
  expect((await now(ben)).memberships).toEqual([])
})
