import { expect, test } from 'vitest'
import { createWorld, openRoom } from '#tests/services/rooms/open-room.ts'
import { come, startRoomServer, type Client } from './room-server.ts'

const told = (client: Client) =>
  client.heard.filter(({ name }) => name === 'room:seat').map(({ payload }) => payload['here'])
const lists = (client: Client) => client.heard.filter(({ name }) => name === 'room:presence')

test('G8: without names all are told that the facilitator has gone, and nobody who else is here', async () => {
  const world = await createWorld({ withoutNames: true, kinds: ['welcome', 'write', 'discuss'] })
  const room = await openRoom(world, { phase: 'welcome' })
  const server = await startRoomServer(world)
  const [amara, ben] = [await come(world, server, 'amara'), await come(world, server, 'ben')]
  for (const client of [amara, ben]) await client.ask('room:join', { room: room.room })
  await ben.until(() => lists(ben).length > 0)
  expect(told(ben)).toEqual([])

  await room.next()
  await ben.until(() => told(ben).length === 1)
  expect(told(ben)).toEqual([true])
  const before = lists(ben).length

  // Somebody else comes, writes and goes: nothing is said of it.
  const chloe = await come(world, server, 'chloe')
  await chloe.ask('room:join', { room: room.room })
  await chloe.until(() => told(chloe).length === 1)
  const draft = { phase: 'write', field: 'card', text: 'I was' }
  await room.send('chloe', { type: 'draft.save', body: draft }, 'socket')
  chloe.socket.disconnect()

  amara.socket.disconnect()
  await ben.until(() => told(ben).length === 2)
  const back = await come(world, server, 'amara')
  await back.ask('room:join', { room: room.room })
  await ben.until(() => told(ben).length === 3)
  expect(told(ben)).toEqual([true, false, true])
  expect(lists(ben)).toHaveLength(before)

  // ★ With names the list comes again, with the next phase.
  await room.next()
  await ben.until(() => lists(ben).length > before)
})
