import { expect, test } from 'vitest'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
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

test('G8: in each kind of phase the room goes on when its facilitator’s browser dies', async () => {
  const world = await createWorld({ kinds: phaseKinds })
  const room = await openRoom(world, { phase: 'welcome' })
  const [amara, ben] = [await world.actor('amara'), await world.actor('ben')]
  const survived: string[] = []
  for (;;) {
    const { current, phases, seat } = await room.view()
    const phase = phases.find(({ id }) => id === current)
    if (!phase) break
    const text = `What Chloe noted in ${phase.title}`
    const note = { type: 'draft.save', body: { phase: phase.id, field: 'note', text } }
    expect(await room.send('chloe', note)).toMatchObject({ ok: true })
    await room.lead('deputy.name', { person: ben.person })
    world.rooms.presence.arrived(room.room, amara.person)
    world.rooms.presence.left(room.room, amara.person)
    const take = { type: 'seat.take', expect: { seat: seat.number } }
    world.wait(119_000)
    expect(code(await room.send('ben', take))).toBe('forbidden')
    world.wait(1_000)
    expect(code(await room.send('ben', take))).toBe('ok')

    const after = await room.view()
    expect(after).toMatchObject({ current, room: { status: 'running' } })
    expect(after.seat.person).toBe(ben.person)
    expect((await room.mine('chloe')).drafts).toContainEqual(expect.objectContaining({ text }))
    // Ben leads on, and Amara, who is back, hears that she does not.
    const old = { type: 'phase.next', expect: { seat: seat.number, phase: phase.id } }
    expect(code(await room.send('amara', old))).toBe('forbidden')
    await room.next()
    survived.push(phase.kind)
    await room.lead('seat.give', { person: amara.person })
    await room.lead('staff.remove', { person: ben.person })
  }
  expect(survived).toEqual([...phaseKinds])
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
