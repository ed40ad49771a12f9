import { expect, test } from 'vitest'
import { formatId, roomId, toolkitId } from '#server/platform/rules/ids.ts'
import { day, londonDay } from '#server/platform/rules/london.ts'
import { commandId, createWorld, openRoom, threeStages, type World } from './open-room.ts'

const code = (answer: { ok: true } | { ok: false; error: { code: string } }) =>
  answer.ok ? 'ok' : answer.error.code

async function form(world: World, more: object = {}) {
  return {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    date: londonDay(world.clock.now() + 86_400_000),
    time: '14:00',
    ...more,
  }
}

test('a manager makes a room: seat 1, the team takes part, stages go to staff alone', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  const [first] = await room.log()
  expect(first).toMatchObject({ seq: 1, type: 'room.created', body: { seat: { number: 1 } } })
  const view = await room.view()
  expect(view.people.map(({ name, role }) => [name, role])).toEqual([
    ['Amara', 'facilitator'],
    ['Ben', 'participant'],
    ['Chloe', 'participant'],
    ['Dev', 'participant'],
    ['Ewa', 'co-facilitator'],
    ['Farid', 'participant'],
  ])
  expect(await room.log('staff', 'ewa')).toMatchObject([{ type: 'stages.listed', seq: 1 }])
  const ben = await world.actor('ben')
  expect(code(await room.rooms.events(ben, room.room, 'staff', 0))).toBe('forbidden')
  expect(code(await room.rooms.events(ben, room.room, 'group:a', 0))).toBe('forbidden')
  expect(code(await room.rooms.events(ben, room.room, '__proto__', 0))).toBe('invalid')
})

test('only a manager of the team schedules, from now on, in a format that can be held', async () => {
  const world = await createWorld({ kinds: ['welcome', 'disclose'], stages: [] })
  const [amara, ben, grace] = [
    await world.actor('amara'),
    await world.actor('ben'),
    await world.actor('grace'),
  ]
  const { rooms, east } = world
  expect(code(await rooms.schedule(ben, east, await form(world)))).toBe('not_found')
  expect(code(await rooms.schedule(grace, east, await form(world)))).toBe('not_found')
  const without = await rooms.schedule(amara, east, await form(world))
  expect(without).toMatchObject({ error: { code: 'invalid', field: 'format' } })
  const past = await rooms.schedule(amara, east, await form(world, { date: '2026-11-25' }))
  expect(past).toMatchObject({ error: { code: 'invalid', field: 'date' } })
  const far = await rooms.schedule(amara, east, await form(world, { date: '2096-12-01' }))
  expect(far).toMatchObject({ error: { code: 'invalid', field: 'date' } })
  const other = await form(world, { coFacilitator: grace.person })
  expect(await rooms.schedule(amara, east, other)).toMatchObject({ error: { code: 'invalid' } })
})

test('a room can be moved until it was opened, by its facilitator', async () => {
  const world = await createWorld()
  const room = await openRoom(world)
  const to = { date: londonDay(world.clock.now() + 86_400_000), time: '09:30' }
  const move = async (name: 'amara' | 'ewa' | 'grace') =>
    code(await room.rooms.reschedule(await world.actor(name), room.room, to))
  expect(await move('ewa')).toBe('forbidden')
  expect(await move('grace')).toBe('not_found')
  expect(await move('amara')).toBe('ok')
  expect((await room.view()).room.startsAt).toBe('2026-11-27T09:30:00.000Z')
  const far = { ...to, date: day.parse('2096-12-01') }
  const tooFar = await room.rooms.reschedule(await world.actor('amara'), room.room, far)
  expect(tooFar).toMatchObject({ error: { code: 'invalid', field: 'date' } })
  expect((await room.view()).room.startsAt).toBe('2026-11-27T09:30:00.000Z')
  await room.lead('room.open')
  expect(await move('amara')).toBe('wrong_phase')
})

test('a room of another team is the same as one that does not exist', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const grace = await world.actor('grace')
  const nowhere = roomId.parse('00000000-0000-4000-8000-00000000ffff')
  const { rooms } = room
  for (const ask of [
    (id: typeof nowhere) => rooms.snapshot(grace, id),
    (id: typeof nowhere) => rooms.events(grace, id, 'room', 0),
    (id: typeof nowhere) => rooms.stage(grace, id, 'stage-1'),
    (id: typeof nowhere) => rooms.summary(grace, id),
    (id: typeof nowhere) => rooms.command(grace, { id: commandId(), room: id, type: 'hand.raise' }),
  ]) {
    const refused = await ask(room.room)
    expect(code(refused)).toBe('not_found')
    expect(refused).toEqual(await ask(nowhere))
  }
})

test('somebody who joins the team later is let in; who was removed is not, nor who left', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const hana = await world.hire('hana', world.east)
  expect(code(await room.rooms.snapshot(hana, room.room))).toBe('ok')
  expect((await room.log()).at(-1)).toMatchObject({ type: 'person.joined', body: { name: 'Hana' } })
  expect(code(await room.send('hana', { type: 'hand.raise' }))).toBe('ok')
  const post = { id: commandId(), type: 'card.post', body: { text: 'a' } }
  await room.send('hana', post)
  await room.lead('person.remove', { person: hana.person })
  expect(code(await room.send('hana', post))).toBe('not_found')
  expect(code(await room.rooms.snapshot(hana, room.room))).toBe('not_found')
  const ben = await world.actor('ben')
  await world.db.tx((tx) => world.organisations.leaveTeamIn(tx, world.east, ben.person))
  expect(code(await room.send('ben', { type: 'hand.raise' }))).toBe('not_found')
  expect(code(await room.rooms.events(await world.actor('ben'), room.room, 'room', 0))).toBe(
    'not_found',
  )
})

test('staff read the case ahead, with the notes; nobody else before its release', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'disclose' })
  const read = async (name: 'amara' | 'ewa' | 'ben', stage: string) =>
    room.rooms.stage(await world.actor(name), room.room, stage)
  for (const leader of ['amara', 'ewa'] as const) {
    expect(await read(leader, 'stage-3')).toMatchObject({
      value: { html: threeStages[2]?.html, notesHtml: threeStages[2]?.notesHtml },
    })
  }
  expect(await read('ben', 'stage-1')).toEqual(await read('ben', 'stage-9'))
  expect(code(await read('ben', 'stage-1'))).toBe('not_found')
  await room.lead('stage.release', { stage: 'stage-1' })
  const shown = await read('ben', 'stage-1')
  expect(shown).toMatchObject({ value: { html: threeStages[0]?.html } })
  expect(JSON.stringify(shown)).not.toContain('notes')
  expect(code(await read('ben', 'stage-2'))).toBe('not_found')
})

test('the summary is for those who were in the room and the other members of the team', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'agree' })
  await room.send('ben', { type: 'statement.propose', body: { text: 'We ask first.' } })
  await room.lead('room.close')
  const hana = await world.hire('hana', world.east)
  expect(code(await room.rooms.snapshot(hana, room.room))).toBe('not_found')
  const summary = await room.rooms.summary(hana, room.room)
  expect(JSON.stringify(summary)).toContain('We ask first.')
})

test('limits: a burst, then a pause with retryAfter; a repeat and a refusal cost nothing', async () => {
  const world = await createWorld({ limitsOff: false })
  const room = await openRoom(world)
  await room.lead('room.open')
  await room.lead('room.start')
  await room.goTo('discuss')
  const post = () => ({ id: commandId(), type: 'card.post', body: { text: 'a' } })
  const first = post()
  expect(code(await room.send('ben', first))).toBe('ok')
  for (let n = 0; n < 9; n += 1) expect(code(await room.send('ben', post()))).toBe('ok')
  const refused = await room.send('ben', post())
  expect(refused).toMatchObject({ error: { code: 'too_many', retryAfter: 1 } })
  expect(await room.send('ben', first)).toMatchObject({ ok: true, duplicate: true })
  expect(code(await room.send('chloe', post()))).toBe('ok')
  world.wait(1_000)
  expect(code(await room.send('ben', post()))).toBe('ok')
})

test('anything may be sent: the answer says invalid and nothing happens', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const ben = await world.actor('ben')
  const before = await room.log()
  const id = commandId()
  const strange: unknown[] = [
    null,
    7,
    'text',
    [],
    {},
    { id },
    { id, room: 'nowhere' },
    { id: 'x', room: room.room, type: 'hand.raise' },
    { id, room: room.room },
    { id, room: room.room, type: 'toString' },
    { id, room: room.room, type: 'card.post', body: { text: 'x'.repeat(10_001) } },
    JSON.parse(`{"id":"${id}","room":"${room.room}","type":"hand.raise","__proto__":{"a":1}}`),
  ]
  for (const input of strange) {
    expect(code(await room.rooms.command(ben, input))).toBe('invalid')
  }
  expect(await room.log()).toEqual(before)
})
