import { expect, test } from 'vitest'
import { formatId, toolkitId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { commandId, createWorld, openRoom, type World } from './open-room.ts'

const dayMs = 86_400_000
const pressed = 'abcdef01-2345-4678-8abc-def012345678'

function formOf(world: World, days = 0) {
  return {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    date: londonDay(world.clock.now() + days * dayMs),
    time: londonMinute(world.clock.now()),
    id: pressed,
  }
}

/** The rooms on somebody's lists: their own, and those of their team. */
async function listed(world: World, name: 'amara' | 'ben') {
  const actor = await world.actor(name)
  const own = await world.rooms.roomsOf(actor)
  const team = await world.rooms.roomsOfTeam(actor, world.east)
  if (!team.ok) throw new Error(team.error.message)
  const of = (rooms: typeof own) => rooms.map(({ room }) => room)
  return [of(own), of(team.value)]
}

test('a form that is sent twice, also at once, makes one room; what says something else makes another', async () => {
  const world = await createWorld()
  const amara = await world.actor('amara')
  const send = async (form: ReturnType<typeof formOf>) => {
    const made = await world.rooms.schedule(amara, world.east, form)
    if (!made.ok) throw new Error(made.error.message)
    return made.value
  }
  const form = formOf(world)
  const [one, two] = await Promise.all([send(form), send(form)])
  const three = await send(form)
  expect([two, three]).toEqual([one, one])
  expect(await listed(world, 'ben')).toEqual([[one], [one]])
  const later = await send(formOf(world, 1))
  expect(later).not.toBe(one)
  const { id: _none, ...plain } = form
  const plainRooms = [
    await world.rooms.schedule(amara, world.east, plain),
    await world.rooms.schedule(amara, world.east, plain),
  ]
  expect(new Set([one, later, ...plainRooms.map((made) => made.ok && made.value)]).size).toBe(4)
})

test('a room is called off by whoever leads it, until it is open; then it is on no list and nobody missed it', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  const expect1 = { seat: 1 }
  const callOff = async (name: 'amara' | 'ben' | 'ewa' | 'grace', id = commandId()) => {
    const answer = await room.rooms.command(
      await world.actor(name),
      { id, room: room.room, type: 'room.cancel', expect: expect1 },
      'post',
    )
    return answer.ok ? 'ok' : answer.error.code
  }
  expect(await callOff('ben')).toBe('forbidden')
  expect(await callOff('ewa')).toBe('forbidden')
  expect(await callOff('grace')).toBe('not_found')
  expect(await listed(world, 'ben')).toEqual([[room.room], [room.room]])
  const id = commandId()
  const told = async (name: 'amara' | 'ben' | 'grace', since: number) =>
    (await world.rooms.calledOff(await world.actor(name), since)).map((one) => one.room)
  expect(await told('ben', 0)).toEqual([])
  expect(await callOff('amara', id)).toBe('ok')
  expect(await callOff('amara', id)).toBe('ok')
  expect([await told('amara', 0), await told('ben', 0)]).toEqual([[room.room], [room.room]])
  expect([await told('grace', 0), await told('ben', world.clock.now() + dayMs)]).toEqual([[], []])
  expect((await room.view()).room.status).toBe('abandoned')
  expect(await listed(world, 'ben')).toEqual([[], []])
  expect(await listed(world, 'amara')).toEqual([[], []])
  expect((await room.log()).at(-1)).toMatchObject({
    type: 'room.closed',
    body: { abandoned: true },
    actor: (await world.actor('amara')).person,
  })

  const open = await openRoom(world)
  await open.lead('room.open')
  expect(await open.lead('room.cancel')).toMatchObject({ error: { code: 'wrong_phase' } })
})

test('a room that was closed before it started is missed by nobody; one that started is', async () => {
  const world = await createWorld()
  const lobby = await openRoom(world)
  await lobby.lead('room.open')
  await lobby.lead('room.close')
  expect((await lobby.view()).room.status).toBe('closed')
  expect(await listed(world, 'ben')).toEqual([[], []])
  const held = await openRoom(world, { phase: 'welcome' })
  await held.lead('room.close')
  expect(await listed(world, 'ben')).toEqual([[held.room], [held.room]])
  // One that nobody came to after it was opened closed by itself: it was not called off.
  const forgotten = await openRoom(world)
  await forgotten.lead('room.open')
  world.wait(3 * 3_600_000)
  await world.rooms.closeAbandoned()
  expect((await forgotten.view()).room.status).toBe('abandoned')
  const off = await world.rooms.calledOff(await world.actor('ben'), 0)
  expect(off.map((one) => one.room)).toEqual([lobby.room])
})

test('a called-off form makes a room again, and a room that nobody opened says so a day later', async () => {
  const world = await createWorld()
  const amara = await world.actor('amara')
  const made = await world.rooms.schedule(amara, world.east, formOf(world))
  if (!made.ok) throw new Error(made.error.message)
  const cancel = { id: commandId(), room: made.value, type: 'room.cancel', expect: { seat: 1 } }
  expect((await world.rooms.command(amara, cancel, 'post')).ok).toBe(true)
  const again = await world.rooms.schedule(amara, world.east, formOf(world))
  if (!again.ok) throw new Error(again.error.message)
  expect(again.value).not.toBe(made.value)
  const lapsed = async () => (await world.rooms.roomsOf(amara)).map((one) => one.hasLapsed)
  world.wait(dayMs - 60_000)
  expect(await lapsed()).toEqual([false])
  world.wait(120_000)
  expect(await lapsed()).toEqual([true])
})
