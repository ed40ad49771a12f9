import { expect, test } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import { organisationId, personId } from '#server/platform/rules/ids.ts'
import { createWorld, openRoom, type Driver, type World } from './open-room.ts'

async function codeOf(world: World, driver: Driver): Promise<string> {
  const made = await world.rooms.code(await world.actor('amara'), driver.room)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

async function twin(): Promise<Actor> {
  return Promise.resolve({
    person: personId.parse('00000000-1111-4111-8111-111111111111'),
    name: 'Twin Marsh',
    jobTitle: 'Team manager',
    organisation: organisationId.parse('00000000-2222-4222-8222-222222222222'),
    organisationName: 'Southbridge Council',
    administrator: true,
    memberships: [],
  })
}

test('a colleague of another team comes in by the code, and everything follows', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const grace = await world.actor('grace')
  const code = await codeOf(world, room)
  expect(await world.rooms.snapshot(grace, room.room)).toMatchObject({ ok: false })

  const spelled = ` ${code.slice(0, 2)} ${code.slice(2)} `.toLowerCase()
  expect(await world.rooms.join(grace, spelled, 'office')).toEqual({ ok: true, value: room.room })

  expect((await room.log()).slice(-2)).toMatchObject([
    { type: 'person.joined', actor: grace.person, body: { name: 'Grace', role: 'participant' } },
    { type: 'code.used', actor: grace.person },
  ])
  expect((await room.view()).people.map(({ name }) => name)).toContain('Grace')
  expect(await room.send('grace', { type: 'card.post', body: { text: 'Ask.' } })).toMatchObject({
    ok: true,
  })
  expect(await world.rooms.roomsOf(grace)).toMatchObject([
    { room: room.room, role: 'participant', teamName: 'Family Support East' },
  ])
  // Coming again adds nothing.
  const before = (await room.log()).length
  expect(await world.rooms.join(grace, code, 'office')).toMatchObject({ ok: true })
  expect((await room.log()).length).toBe(before)
})

test('a guest is no member: the case ahead stays closed, and other rooms of the team too', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const other = await openRoom(world, { phase: 'discuss' })
  const grace = await world.actor('grace')
  await world.rooms.join(grace, await codeOf(world, room), 'office')
  expect(await world.rooms.stage(grace, room.room, 'stage-1')).toMatchObject({ ok: false })
  expect(await world.rooms.snapshot(grace, other.room)).toMatchObject({ ok: false })
  expect(await world.rooms.code(grace, room.room)).toMatchObject({ error: { code: 'forbidden' } })
})

test('the same answer to a wrong code, to another organisation, before the opening, after the end and to whoever was removed', async () => {
  const world = await createWorld()
  const scheduled = await openRoom(world)
  const running = await openRoom(world, { phase: 'discuss' })
  const over = await openRoom(world, { phase: 'discuss' })
  await over.lead('room.close')
  const [grace, ben] = [await world.actor('grace'), await world.actor('ben')]
  const open = await codeOf(world, running)
  await running.lead('person.remove', { person: ben.person })

  const wrong = await world.rooms.join(grace, 'ZZZZZZ', 'office')
  expect(wrong).toMatchObject({ ok: false, error: { code: 'invalid', field: 'code' } })
  for (const [who, code] of [
    [grace, await codeOf(world, scheduled)],
    [grace, await codeOf(world, over)],
    [await twin(), open],
    [ben, open],
    [grace, 'too long to be a code'],
    [grace, ''],
  ] as const) {
    expect(await world.rooms.join(who, code, 'office')).toEqual(wrong)
  }
  // ★ The code itself is right.
  expect(await world.rooms.join(grace, open, 'office')).toMatchObject({ ok: true })
})

test('a room in its lobby and a paused one let people in', async () => {
  const world = await createWorld()
  const lobby = await openRoom(world)
  await lobby.lead('room.open')
  const paused = await openRoom(world, { phase: 'discuss' })
  await paused.lead('room.pause')
  const grace = await world.actor('grace')
  for (const room of [lobby, paused]) {
    expect(await world.rooms.join(grace, await codeOf(world, room), 'a')).toMatchObject({
      ok: true,
    })
  }
})

test('only those who lead the room see its code; it stays the same', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  const code = await codeOf(world, room)
  expect(await world.rooms.code(await world.actor('ewa'), room.room)).toEqual({
    ok: true,
    value: code,
  })
  expect(await world.rooms.code(await world.actor('ben'), room.room)).toMatchObject({
    error: { code: 'forbidden' },
  })
  expect(await world.rooms.code(await world.actor('grace'), room.room)).toMatchObject({
    error: { code: 'not_found' },
  })
})

test('T5: 10,000 guesses stop at 20, also when they are sent at once', async () => {
  const world = await createWorld({ limitsOff: false })
  const room = await openRoom(world, { phase: 'discuss' })
  const [grace, dev] = [await world.actor('grace'), await world.actor('dev')]
  const code = await codeOf(world, room)
  const guesses = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(6, '2'))
  const answers = await Promise.all(
    guesses.map((guess) => world.rooms.join(grace, guess, 'a network')),
  )
  const codes = answers.map((answer) => (answer.ok ? 'in' : answer.error.code))
  expect(codes.filter((one) => one === 'invalid')).toHaveLength(20)
  expect(codes.filter((one) => one === 'too_many')).toHaveLength(9_980)
  // Whoever has guessed that much does not come in with the right one either, for now.
  expect(await world.rooms.join(grace, code, 'a network')).toMatchObject({
    error: { code: 'too_many', field: 'code' },
  })
  // A colleague behind the same address has not guessed.
  expect(await world.rooms.join(dev, code, 'a network')).toMatchObject({ ok: true })
})

test('T5: many people behind one address stop at 100 wrong codes; right ones do not count', async () => {
  const world = await createWorld({ limitsOff: false })
  const room = await openRoom(world, { phase: 'discuss' })
  const code = await codeOf(world, room)
  const [ben, grace] = [await world.actor('ben'), await world.actor('grace')]
  for (let n = 0; n < 150; n += 1) {
    expect(await world.rooms.join(ben, code, 'office')).toMatchObject({ ok: true })
  }
  let wrong = 0
  for (let n = 0; n < 300; n += 1) {
    const person = personId.parse(`00000000-3333-4333-8333-${String(n % 30).padStart(12, '0')}`)
    const answer = await world.rooms.join({ ...grace, person }, 'ZZZZZZ', 'office')
    if (!answer.ok && answer.error.code === 'invalid') wrong += 1
  }
  expect(wrong).toBe(100)
  expect(await world.rooms.join(grace, code, 'another address')).toMatchObject({ ok: true })
})

test('somebody who has left the team stays out until a code lets them in as a guest', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const dev = await world.actor('dev')
  await world.db.tx((tx) => world.organisations.leaveTeamIn(tx, world.east, dev.person))
  const now = await world.actor('dev')
  expect(await world.rooms.snapshot(now, room.room)).toMatchObject({ ok: false })
  expect(await world.rooms.roomsOf(now)).toEqual([])
  await world.rooms.join(now, await codeOf(world, room), 'office')
  expect(await world.rooms.snapshot(now, room.room)).toMatchObject({ ok: true })
  const { people } = await room.view()
  expect(people.filter(({ person }) => person === dev.person)).toHaveLength(1)
})
