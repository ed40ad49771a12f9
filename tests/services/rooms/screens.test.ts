import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createWorld, openRoom, type World, type Driver } from './open-room.ts'

const origin = 'https://casecircle.example'
const stopped = 'This display address was stopped. Ask the person who leads the room for a new one.'

async function display(world: World, room: Driver) {
  const made = await world.rooms.makeDisplay(await world.actor('amara'), room.room)
  if (!made.ok) throw new Error(made.error.message)
  const { secret } = made.value
  return {
    secret,
    look: (at = room.room) => world.rooms.screen({ actor: null, secret }, at, origin),
  }
}

test('a display address shows its room and no other, to nobody in particular', async () => {
  const world = await createWorld()
  const [room, other] = [await openRoom(world), await openRoom(world)]
  await room.lead('room.open')
  const wall = await display(world, room)
  expect(await wall.look()).toMatchObject({
    ok: true,
    value: {
      screen: { title: 'Participation', status: 'lobby', phase: null },
      invitation: { address: 'casecircle.example/join' },
    },
  })
  expect(await wall.look(other.room)).toMatchObject({ error: { code: 'not_found' } })
  const guess = { actor: null, secret: `${wall.secret.slice(0, -1)}_` }
  expect(await world.rooms.screen(guess, room.room, origin)).toMatchObject({
    error: { code: 'not_found' },
  })
})

test('T4: a stopped address shows nothing from that moment on, and says so', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const ewa = await world.actor('ewa')
  const [first, second] = [await display(world, room), await display(world, room)]
  const listed = await world.rooms.displays(ewa, room.room)
  expect(listed).toMatchObject({ value: [{ madeBy: 'Amara' }, { madeBy: 'Amara' }] })
  const ids = listed.ok ? listed.value.map((one) => one.display) : []
  expect(await first.look()).toMatchObject({ ok: true })

  for (const id of ids)
    expect(await world.rooms.stopDisplay(ewa, room.room, id)).toMatchObject({ ok: true })

  for (const wall of [first, second]) {
    expect(await wall.look()).toMatchObject({
      error: { code: 'closed', message: stopped },
    })
  }
  expect(await world.rooms.displays(ewa, room.room)).toEqual({ ok: true, value: [] })
  expect(await world.rooms.stopDisplay(ewa, room.room, ids[0] ?? '')).toMatchObject({
    error: { code: 'not_found' },
  })
})

test('an address ends with its room: closed early it shows nothing of the phase, minutes later nothing', async () => {
  const world = await createWorld({ kinds: ['welcome', 'discuss'] })
  const room = await openRoom(world, { phase: 'discuss' })
  await room.send('ben', { type: 'card.post', body: { text: 'what Ben said of the family' } })
  const wall = await display(world, room)
  expect(JSON.stringify(await wall.look())).toContain('what Ben said of the family')
  await room.lead('room.close')
  const seen = await wall.look()
  expect(seen).toMatchObject({
    value: { screen: { status: 'closed', phase: null, parts: [], here: null }, invitation: null },
  })
  expect(JSON.stringify(seen)).not.toMatch(/Ben/)
  world.wait(11 * 60_000)
  expect(await wall.look()).toMatchObject({ error: { code: 'closed' } })
})

test('T4: an address ends when its maker is taken out of the room or leaves the employer', async () => {
  const world = await createWorld()
  const [room, other] = [await openRoom(world), await openRoom(world)]
  const ewa = await world.actor('ewa')
  const made = await world.rooms.makeDisplay(ewa, room.room)
  const elsewhere = await world.rooms.makeDisplay(ewa, other.room)
  if (!made.ok || !elsewhere.ok) throw new Error('no address')
  const look = () => world.rooms.screen({ actor: null, ...made.value }, room.room, origin)
  const lookThere = () =>
    world.rooms.screen({ actor: null, ...elsewhere.value }, other.room, origin)
  expect([await look(), await lookThere()]).toMatchObject([{ ok: true }, { ok: true }])
  await room.lead('person.remove', { person: ewa.person })
  expect(await look()).toMatchObject({ error: { code: 'closed', message: stopped } })
  expect(await lookThere()).toMatchObject({ ok: true })
  await world.db.tx((tx) => world.organisations.leaveIn(tx, ewa.person))
  expect(await lookThere()).toMatchObject({ error: { code: 'closed', message: stopped } })
})

test('only those who lead make, see and stop display addresses, and open the screen by name', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const [ben, grace] = [await world.actor('ben'), await world.actor('grace')]
  await display(world, room)
  const listed = await world.rooms.displays(await world.actor('amara'), room.room)
  const id = listed.ok ? (listed.value[0]?.display ?? '') : ''
  for (const [who, code] of [
    [ben, 'forbidden'],
    [grace, 'not_found'],
  ] as const) {
    const { rooms } = world
    expect(await rooms.makeDisplay(who, room.room)).toMatchObject({ error: { code } })
    expect(await rooms.displays(who, room.room)).toMatchObject({ error: { code } })
    expect(await rooms.stopDisplay(who, room.room, id)).toMatchObject({ error: { code } })
    const asked = { actor: who, secret: null }
    expect(await rooms.screen(asked, room.room, origin)).toMatchObject({ error: { code } })
  }
  const asked = { actor: await world.actor('ewa'), secret: null }
  expect(await world.rooms.screen(asked, room.room, origin)).toMatchObject({ ok: true })
})

test('the database holds no usable secret', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  const wall = await display(world, room)
  const stored = JSON.stringify(world.db.read.all('select * from room_displays'))
  expect(stored).toContain('secret_hash')
  expect(stored).not.toContain(wall.secret)
})

test('a room has at most ten addresses at a time', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  for (let n = 0; n < 10; n += 1) await display(world, room)
  expect(await world.rooms.makeDisplay(await world.actor('amara'), room.room)).toMatchObject({
    error: { code: 'invalid' },
  })
})

test('making and stopping a display address is written down, with who did it and for which room', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  const ewa = await world.actor('ewa')
  await display(world, room)
  const listed = await world.rooms.displays(ewa, room.room)
  const id = listed.ok ? (listed.value[0]?.display ?? '') : ''
  await world.rooms.stopDisplay(ewa, room.room, id)
  await world.rooms.stopDisplay(ewa, room.room, id)
  const lines = world.db.read.all(sql`select person, action, object, outcome from audit_log`)
  const object = `room ${room.room}`
  const amara = await world.actor('amara')
  expect(lines).toEqual([
    { person: amara.person, action: 'display.make', object, outcome: 'done' },
    { person: ewa.person, action: 'display.stop', object, outcome: 'done' },
  ])
})

test('a wall that asks every two seconds is answered; an address that is asked all the time waits', async () => {
  const world = await createWorld({ limitsOff: false })
  const room = await openRoom(world)
  const [wall, other] = [await display(world, room), await display(world, room)]
  for (let asked = 0; asked < 60; asked += 1) {
    expect(await wall.look()).toMatchObject({ ok: true })
    world.wait(2_000)
  }
  const answers = await Promise.all(Array.from({ length: 40 }, () => wall.look()))
  const refused = answers.filter((answer) => !answer.ok)
  expect(refused).toHaveLength(20)
  expect(refused[0]).toMatchObject({ error: { code: 'too_many', retryAfter: 1 } })
  expect(await other.look()).toMatchObject({ ok: true })
  world.wait(1_000)
  expect(await wall.look()).toMatchObject({ ok: true })
})
