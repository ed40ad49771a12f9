import { expect, test } from 'vitest'
import { createWorld, openRoom } from './open-room.ts'

const code = (answer: { ok: true } | { ok: false; error: { code: string } }) =>
  answer.ok ? 'ok' : answer.error.code

test('G8: two reach for the seat at once: one has it, the other is told that nothing was done', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  await room.lead('staff.add', { person: (await world.actor('dev')).person })
  const take = { type: 'seat.take', expect: { seat: 1 } }
  const answers = await Promise.all([room.send('ewa', take), room.send('dev', take)])
  expect(answers.map(code).sort()).toEqual(['ok', 'stale'])
  const told = answers.find((answer) => !answer.ok)
  expect(told).toMatchObject({
    error: { message: 'The seat has changed hands. Nothing you pressed here was done.' },
  })
  expect((await room.view()).seat.number).toBe(2)
  // The old tab of whoever led before.
  const old = await room.send('amara', { type: 'room.pause', expect: { seat: 1 } })
  expect(old).toMatchObject({ error: { code: 'forbidden' } })
  expect((await room.view()).room.status).toBe('running')
})

test('the deputy takes over two minutes after the facilitator’s last window has closed, not before', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const [amara, ben] = [await world.actor('amara'), await world.actor('ben')]
  await room.lead('deputy.name', { person: ben.person })
  const snapshot = await world.rooms.snapshot(ben, room.room)
  expect(snapshot).toMatchObject({ value: { beside: { deputy: ben.person } } })
  const take = { type: 'seat.take', expect: { seat: 1 } }
  // Two windows, and a page that was loaded: it would count as five minutes by itself.
  await world.rooms.touch(amara, room.room, 'page')
  world.rooms.presence.arrived(room.room, amara.person)
  world.rooms.presence.arrived(room.room, amara.person)
  world.rooms.presence.left(room.room, amara.person)
  world.wait(10 * 60_000)
  expect(world.rooms.presence.here(room.room)).toContain(amara.person)
  world.rooms.presence.left(room.room, amara.person)
  expect(world.rooms.presence.here(room.room)).not.toContain(amara.person)

  world.wait(119_000)
  expect(await room.send('ben', take)).toMatchObject({
    error: { code: 'forbidden', retryAfter: 1 },
  })
  world.wait(1_000)
  expect(code(await room.send('chloe', take))).toBe('forbidden')
  expect(code(await room.send('ben', take))).toBe('ok')
})

test('whoever comes back is here again, and the deputy waits anew', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const [amara, ben] = [await world.actor('amara'), await world.actor('ben')]
  await room.lead('deputy.name', { person: ben.person })
  world.rooms.presence.arrived(room.room, amara.person)
  world.rooms.presence.left(room.room, amara.person)
  world.wait(3 * 60_000)
  await world.rooms.touch(amara, room.room, 'page')
  const take = { type: 'seat.take', expect: { seat: 1 } }
  expect(code(await room.send('ben', take))).toBe('forbidden')
})

test('a colleague on Ben’s device attends with Ben, and can say that it is not so', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  await room.lead('room.open')
  await room.lead('room.start')
  const [ben, dev, chloe] = [
    await world.actor('ben'),
    await world.actor('dev'),
    await world.actor('chloe'),
  ]
  const people = [dev.person, chloe.person]
  expect(code(await room.send('ben', { type: 'company.set', body: { people } }))).toBe('ok')
  for (let minute = 0; minute < 25; minute += 1) {
    await world.rooms.touch(ben, room.room, 'page')
    world.wait(60_000)
    if (minute === 0) expect(code(await room.send('chloe', { type: 'company.leave' }))).toBe('ok')
  }
  const snapshot = await world.rooms.snapshot(dev, room.room)
  expect(snapshot).toMatchObject({
    value: { beside: { company: [{ person: ben.person, with: [dev.person] }] } },
  })
  // Signed and written by each on their own account: what Ben writes is not Dev's.
  await room.send('ben', { type: 'learning.save', body: { learnt: 'Ask first.' } })
  expect((await room.mine('dev')).learning).toEqual({})
})
