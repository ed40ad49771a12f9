import { expect, test } from 'vitest'
import { createDriver, createWorld, openRoom, type World } from './open-room.ts'

async function formed(world: World) {
  const room = await openRoom(world, { phase: 'small-groups' })
  const person = async (name: 'ben' | 'chloe' | 'dev') => (await world.actor(name)).person
  const groups = [
    { group: 'g1', title: 'Group 1', people: [await person('ben'), await person('chloe')] },
    { group: 'g2', title: 'Group 2', people: [await person('dev')] },
  ]
  expect(await room.lead('groups.form', { groups })).toMatchObject({ ok: true, stream: 'room' })
  return room
}
const kinds = ['welcome', 'small-groups', 'discuss'] as const
const post = (text: string) => ({ type: 'card.post', body: { text } })

test('a note stands in its group’s stream: read by its members and those who lead alone', async () => {
  const world = await createWorld({ kinds })
  const room = await formed(world)
  expect(await room.send('ben', post('between us'))).toMatchObject({
    ok: true,
    stream: 'group:g1',
    seq: 1,
  })
  expect(await room.log('group:g1', 'chloe')).toHaveLength(1)
  expect(await room.log('group:g1', 'ewa')).toHaveLength(1)
  expect(await room.log('group:g1', 'amara')).toHaveLength(1)
  const dev = await world.actor('dev')
  const foreign = await room.rooms.events(dev, room.room, 'group:g1', 0)
  expect(foreign).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  for (const name of ['dev', 'farid'] as const) {
    const seen = await room.rooms.snapshot(await world.actor(name), room.room)
    expect(JSON.stringify(seen)).not.toContain('between us')
  }
  const ben = await room.rooms.snapshot(await world.actor('ben'), room.room)
  expect(ben).toMatchObject({
    value: { heads: { 'group:g1': 1 }, notes: [{ group: 'g1', text: 'between us' }] },
  })
})

test('the recall brings every note to the room, and the chain of each stream holds', async () => {
  const world = await createWorld({ kinds })
  const room = await formed(world)
  await room.send('ben', post('one'))
  await room.send('dev', post('two'))
  await room.next()
  const view = await room.view()
  expect(view.cards.map(({ text }) => text)).toEqual(['one', 'two'])
  expect(view.groups).toEqual([])
  const ben = await room.rooms.snapshot(await world.actor('ben'), room.room)
  expect(ben).toMatchObject({ value: { notes: [] } })
})

test('a second server continues the stream of a group where the first left it', async () => {
  const world = await createWorld({ kinds })
  const room = await formed(world)
  await room.send('ben', post('one'))
  const other = createDriver(world, room.room, world.newServer())
  expect(await other.send('chloe', post('two'))).toMatchObject({ stream: 'group:g1', seq: 2 })
  expect(await room.send('ben', post('three'))).toMatchObject({ stream: 'group:g1', seq: 3 })
})

test('spread by answers is one plan, while groups are open, and with fewer than six answers none', async () => {
  const world = await createWorld({ kinds: ['scale', 'small-groups', 'discuss'] })
  const room = await openRoom(world, { phase: 'scale' })
  await world.hire('hana', world.east)
  const five = ['ben', 'chloe', 'dev', 'ewa', 'farid'] as const
  const answer = (name: (typeof five)[number] | 'amara' | 'hana', value: number) =>
    room.send(name, { type: 'scale.put', body: { value } })
  for (const name of five)
    expect(await answer(name, name === 'dev' ? 1 : 5)).toMatchObject({ ok: true })
  // Whoever leads knows their own answer: it makes the others’ no safer.
  await answer('amara', 3)
  const spread = async (number?: number) =>
    room.rooms.proposeGroups(await world.actor('amara'), room.room, { how: 'answers', number })
  await room.next()
  expect(await spread()).toMatchObject({ error: { code: 'invalid' } })
  await room.lead('phase.open', { phase: 'scale' })
  world.wait(12_000)
  await room.rooms.closeDue()
  await answer('hana', 5)
  expect(await spread()).toMatchObject({ error: { code: 'wrong_phase' } })
  await room.next()
  const plan = await spread()
  expect(plan).toMatchObject({ value: [{ group: 'group-1' }, { group: 'group-2' }] })
  for (const number of [undefined, 1, 2, 3, 6, 12]) {
    await room.send('ben', { type: 'hand.raise' })
    expect(await spread(number)).toEqual(plan)
  }
  // Closing the scale once more without a new answer draws no new plan either.
  await room.lead('phase.open', { phase: 'scale' })
  world.wait(12_000)
  await room.rooms.closeDue()
  await room.next()
  expect(await spread()).toEqual(plan)
  await room.next()
  expect(await spread()).toMatchObject({ error: { code: 'wrong_phase' } })
})
