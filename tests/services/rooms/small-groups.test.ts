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
