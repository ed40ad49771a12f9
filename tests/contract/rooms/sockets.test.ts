import { createServer, request, type IncomingMessage } from 'node:http'
import { Server } from 'socket.io'
import { expect, onTestFinished, test } from 'vitest'
import { currentRequest } from '#server/platform/request.server.ts'
import { sha256 } from '#server/rooms/log/chain.server.ts'
import { digestInput, fold } from '#server/rooms/rules/view.ts'
import {
  commandId,
  createWorld,
  fixedRandom,
  openRoom,
  threeStages,
} from '#tests/services/rooms/open-room.ts'
import { come, startRoomServer, upgradeHeaders, type Transport } from './room-server.ts'

const transports: Transport[] = ['websocket', 'polling']

/** The status of a bare handshake, on either transport. */
function handshake(
  origin: string,
  transport: Transport,
  headers: Record<string, string>,
): Promise<number> {
  const all = transport === 'websocket' ? { ...headers, ...upgradeHeaders } : headers
  return new Promise((done, failed) => {
    const asked = request(`${origin}/socket.io/?EIO=4&transport=${transport}`, { headers: all })
    asked.on('response', (response: IncomingMessage) => {
      response.resume()
      done(response.statusCode ?? 0)
    })
    asked.on('upgrade', (_response, socket) => {
      socket.destroy()
      done(101)
    })
    asked.on('error', failed)
    asked.end()
  })
}

test('T14: a foreign or missing Origin is refused on both transports, and who is signed out', async () => {
  const world = await createWorld()
  const server = await startRoomServer(world)
  const cookie = server.cookieOf((await world.actor('ben')).person)
  const ask = (transport: Transport, headers: Record<string, string>) =>
    handshake(server.origin, transport, headers)
  for (const transport of transports) {
    const good = transport === 'websocket' ? 101 : 200
    const { origin } = server
    expect(await ask(transport, { cookie, origin })).toBe(good)
    expect(await ask(transport, { cookie, 'sec-fetch-site': 'same-origin' })).toBe(good)
    expect(await ask(transport, { cookie, origin: 'http://elsewhere.example' })).toBe(403)
    expect(await ask(transport, { cookie, origin: 'null' })).toBe(403)
    expect(await ask(transport, { cookie })).toBe(403)
    expect(await ask(transport, { cookie, 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await ask(transport, { origin })).toBe(401)
    expect(await ask(transport, { origin, cookie: 'session=' })).toBe(401)
  }
})

test('T15: what polling is answered carries the protective headers, also a refusal', async () => {
  const world = await createWorld()
  const server = await startRoomServer(world)
  const cookie = server.cookieOf((await world.actor('ben')).person)
  const { origin } = server
  const asked: Record<string, string>[] = [{ cookie, origin }, { origin }, { cookie }]
  for (const headers of asked) {
    const answer = await fetch(`${origin}/socket.io/?EIO=4&transport=polling`, { headers })
    await answer.text()
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
})

test('T14 ★: without allowRequest a foreign page would be let in, whatever cors says', async () => {
  const http = createServer()
  const bare = new Server(http, { cors: { origin: 'http://localhost:1' } })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()))
  onTestFinished(() => void bare.close())
  const address = http.address()
  if (!address || typeof address !== 'object') throw new Error('no port')
  const origin = `http://127.0.0.1:${address.port}`
  expect(await handshake(origin, 'websocket', { origin: 'http://elsewhere.example' })).toBe(101)
})

for (const transport of transports) {
  test(`G3, G9: over ${transport} a client gets what is missing, then what is new, in one order`, async () => {
    const world = await createWorld()
    const room = await openRoom(world, { phase: 'discuss' })
    const server = await startRoomServer(world)
    const ben = await come(world, server, 'ben', transport)
    const head = (await room.log()).length
    const joined = await ben.ask('room:join', { room: room.room, since: { room: 3 } })
    expect(joined).toMatchObject({ ok: true, role: 'participant', heads: { room: head } })
    expect(joined['heads']).not.toHaveProperty('staff')
    await ben.until(() => ben.events().length === head - 3)
    const post = { id: commandId(), room: room.room, type: 'card.post', body: { text: 'a' } }
    const answer = await ben.ask('room:command', post)
    expect(answer).toEqual({ ok: true, stream: 'room', seq: head + 1 })
    expect(await ben.ask('room:command', post)).toEqual({ ...answer, duplicate: true })
    for (let n = 0; n < 20; n += 1) await room.send('chloe', { type: 'hand.raise' })
    await ben.until(() => ben.events().at(-1)?.seq === head + 21)
    expect(ben.events().map(({ seq }) => seq)).toEqual(
      Array.from({ length: head + 18 }, (_, n) => n + 4),
    )
    const pulled = await ben.ask('room:pull', { room: room.room, stream: 'room', since: head })
    expect(pulled).toMatchObject({ ok: true, head: head + 21 })
  })
}

test('a number that the room does not have yet, a stream that is not yours: refused', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const ben = await come(world, server, 'ben')
  const join = (since: object) => ben.ask('room:join', { room: room.room, since })
  expect(await join({ room: 999 })).toMatchObject({ error: { code: 'invalid' } })
  expect(await join({ staff: 1 })).toMatchObject({ error: { code: 'invalid' } })
  const pull = (stream: string) => ben.ask('room:pull', { room: room.room, stream, since: 0 })
  expect(await pull('staff')).toMatchObject({ error: { code: 'forbidden' } })
  expect(await pull('group:a')).toMatchObject({ error: { code: 'forbidden' } })
  const grace = await come(world, server, 'grace')
  expect(await grace.ask('room:join', { room: room.room })).toMatchObject({
    error: { code: 'not_found' },
  })
})

test('a room with a long log: 500 events follow, the rest is pulled', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  await Promise.all(Array.from({ length: 700 }, () => room.send('ben', { type: 'hand.raise' })))
  const server = await startRoomServer(world)
  const ben = await come(world, server, 'ben')
  await ben.ask('room:join', { room: room.room, since: { room: 0 } })
  await ben.until(() => ben.events().length >= 500)
  const rest = await ben.ask('room:pull', { room: room.room, stream: 'room', since: 500 })
  const head = (await room.log('room')).length
  expect(head).toBe(500)
  expect(rest).toMatchObject({ ok: true })
  expect(ben.events().map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, n) => n + 1))
})

test('the staff stream is heard by staff, and by whoever becomes staff, with new heads', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const [ewa, ben] = [await come(world, server, 'ewa'), await come(world, server, 'ben')]
  await ewa.ask('room:join', { room: room.room })
  await ewa.until(() => ewa.events('staff').length === 1)
  await ben.ask('room:join', { room: room.room })
  await room.lead('staff.add', { person: (await world.actor('ben')).person })
  await ben.until(() =>
    ben.heard.some(
      ({ name, payload }) => name === 'room:heads' && 'staff' in Object(payload['heads']),
    ),
  )
  expect(ben.events('staff')).toEqual([])
  const pulled = await ben.ask('room:pull', { room: room.room, stream: 'staff', since: 0 })
  expect(pulled).toMatchObject({ ok: true, head: 1 })
})

test('what is one’s own goes to all of one’s sockets and to nobody else’s', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'write' })
  const server = await startRoomServer(world)
  const phone = await come(world, server, 'ben')
  const laptop = await come(world, server, 'ben', 'polling', 'b')
  const chloe = await come(world, server, 'chloe')
  for (const one of [phone, laptop, chloe]) await one.ask('room:join', { room: room.room })
  const post = { id: commandId(), room: room.room, type: 'card.post', body: { text: 'unseen' } }
  expect(await phone.ask('room:command', post)).toEqual({ ok: true, mine: 1 })
  const hears = (one: typeof phone) => one.heard.filter(({ name }) => name === 'room:mine')
  await laptop.until(() => hears(laptop).length === 1)
  await phone.until(() => hears(phone).length === 1)
  await room.send('chloe', { type: 'hand.raise' })
  await chloe.until(() => chloe.events().some(({ type }) => type === 'hand.raised'))
  expect(hears(chloe)).toEqual([])
  expect(JSON.stringify(chloe.heard)).not.toContain('unseen')
})

test('T4: who is removed is told and closed within a second; who signs out likewise', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const [ben, chloe] = [await come(world, server, 'ben'), await come(world, server, 'chloe')]
  const other = await come(world, server, 'chloe', 'websocket', 'b')
  for (const one of [ben, chloe, other]) await one.ask('room:join', { room: room.room })
  const from = performance.now()
  await room.lead('person.remove', { person: (await world.actor('ben')).person })
  await ben.until(ben.isGone)
  expect(ben.heard.at(-1)).toEqual({
    name: 'room:goodbye',
    payload: { room: room.room, reason: 'removed' },
  })
  server.signOut((await world.actor('chloe')).person)
  await chloe.until(chloe.isGone)
  expect(performance.now() - from).toBeLessThan(2_000)
  expect(chloe.heard.at(-1)).toEqual({ name: 'room:goodbye', payload: { reason: 'signed_out' } })
  expect(other.isGone()).toBe(false)
})

test('each packet is a request of its own to whatever it records', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const requests: (string | null)[] = []
  const rooms = { ...world.rooms }
  rooms.command = (...given) => {
    requests.push(currentRequest())
    return world.rooms.command(...given)
  }
  const server = await startRoomServer({ ...world, rooms })
  const ben = await come(world, server, 'ben')
  for (const text of ['one', 'two']) {
    await ben.ask('room:command', {
      ...{ id: commandId(), room: room.room, type: 'card.post', body: { text } },
    })
  }
  expect(requests).toHaveLength(2)
  expect(new Set(requests).size).toBe(2)
  expect(requests.every((id) => /^[0-9a-f-]{36}$/.test(id ?? ''))).toBe(true)
})

test('six sockets a person; the seventh is told to come back later', async () => {
  const world = await createWorld()
  const server = await startRoomServer(world, { limitsOff: false })
  const open = []
  for (let n = 0; n < 6; n += 1) open.push(await come(world, server, 'ben', 'websocket', `d${n}`))
  const seventh = await come(world, server, 'ben', 'websocket', 'd6')
  await seventh.until(seventh.isGone)
  expect(seventh.heard).toMatchObject([{ name: 'room:goodbye', payload: { reason: 'too_many' } }])
  expect(open.some((one) => one.isGone())).toBe(false)
})

test('when the server stops, every socket is told and closed', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const [ben, chloe] = [await come(world, server, 'ben'), await come(world, server, 'chloe')]
  for (const one of [ben, chloe]) await one.ask('room:join', { room: room.room })
  await server.sockets.goodbye()
  for (const one of [ben, chloe]) {
    await one.until(one.isGone)
    expect(one.heard.at(-1)).toMatchObject({ payload: { reason: 'restart' } })
  }
})

test('G3: heads with a digest come by themselves, and the digest is that of the view', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world, { headsEveryMs: 100 })
  const [ben, ewa] = [await come(world, server, 'ben'), await come(world, server, 'ewa')]
  for (const one of [ben, ewa]) await one.ask('room:join', { room: room.room })
  const heads = (one: typeof ben) => one.heard.find(({ name }) => name === 'room:heads')?.payload
  await ben.until(() => heads(ben) !== undefined)
  await ewa.until(() => heads(ewa) !== undefined)
  const head = (await room.log()).length
  const digest = sha256(digestInput(fold(await room.log())))
  expect(heads(ben)).toEqual({ room: room.room, heads: { room: head }, digest })
  expect(heads(ewa)).toEqual({ room: room.room, heads: { room: head, staff: 1 }, digest })
})

test('a room that cannot be read keeps no other from its heads, and nobody in them from being there', async () => {
  const world = await createWorld()
  const [broken, whole] = [await openRoom(world), await openRoom(world)]
  for (const room of [broken, whole]) await room.lead('room.open')
  let isBroken = false
  const unlessBroken = (room: string) => {
    if (isBroken && room === broken.room) throw new Error('a hole in its log')
  }
  const { rooms } = world
  const server = await startRoomServer(
    {
      ...world,
      rooms: {
        ...rooms,
        position(organisation, room) {
          unlessBroken(room)
          return rooms.position(organisation, room)
        },
      },
    },
    { headsEveryMs: 100 },
  )
  const ben = await come(world, server, 'ben')
  for (const { room } of [broken, whole]) await ben.ask('room:join', { room })
  isBroken = true
  const heads = () =>
    ben.heard.filter(({ name, payload }) => name === 'room:heads' && payload['room'] === whole.room)
  const before = heads().length
  await ben.until(() => heads().length > before + 2)
  expect(server.logged.join('')).toContain('telling a room failed')
})

/** Every packet that a participant's socket hears and is answered in one scripted room. */
async function wire(stages: typeof threeStages): Promise<string> {
  const world = await createWorld({ stages, closingMs: 0 })
  const room = await openRoom(world, { phase: 'disclose' })
  const server = await startRoomServer(world)
  const ben = await come(world, server, 'ben')
  const answers: unknown[] = [await ben.ask('room:join', { room: room.room })]
  const random = fixedRandom()
  const look = async () => {
    for (const stage of ['stage-1', 'stage-2', 'stage-3']) {
      const command = { id: random.uuid(), room: room.room, type: 'stage.open', body: { stage } }
      answers.push(await ben.ask('room:command', command))
    }
    answers.push(await ben.ask('room:pull', { room: room.room, stream: 'room', since: 0 }))
    answers.push(await ben.ask('room:pull', { room: room.room, stream: 'staff', since: 0 }))
  }
  await look()
  await room.lead('stage.release', { stage: 'stage-1' })
  await look()
  await room.goTo('discuss')
  await room.lead('room.close')
  await ben.until(() => ben.events().some(({ type }) => type === 'room.closed'))
  await look()
  // Presence is told by a clock of its own: once a second, whatever happened.
  const heard = ben.heard.filter(({ name }) => name === 'room:events' || name === 'room:mine')
  const events = ben.events()
  return JSON.stringify({ answers, events, mine: heard.filter(({ name }) => name === 'room:mine') })
}

test('G5: on the wire a stage that is not released makes no difference of one byte', async () => {
  const other = threeStages.map((stage, index) =>
    index === 0 ? stage : { title: 'Other '.repeat(30), html: 'x'.repeat(9_000), notesHtml: '' },
  )
  expect(await wire(other)).toBe(await wire(threeStages))
})

test('small groups: each member hears their group from number 1, those who lead hear all', async () => {
  const world = await createWorld({ kinds: ['welcome', 'small-groups', 'discuss'] })
  const server = await startRoomServer(world, { headsEveryMs: 200 })
  const room = await openRoom(world, { phase: 'small-groups' })
  const [ben, chloe, amara] = [
    await come(world, server, 'ben'),
    await come(world, server, 'chloe', 'polling'),
    await come(world, server, 'amara'),
  ]
  for (const client of [ben, chloe, amara]) await client.ask('room:join', { room: room.room })
  const people = async (name: 'ben' | 'chloe') => [(await world.actor(name)).person]
  const groups = [
    { group: 'g1', title: 'Group 1', people: await people('ben') },
    { group: 'g2', title: 'Group 2', people: await people('chloe') },
  ]
  await room.lead('groups.form', { groups })
  const answer = await ben.ask('room:command', {
    id: commandId(),
    room: room.room,
    type: 'card.post',
    body: { text: 'only for the first group' },
  })
  expect(answer).toMatchObject({ ok: true, stream: 'group:g1', seq: 1 })
  await ben.until(() => ben.events('group:g1').length === 1)
  await amara.until(() => amara.events('group:g1').length === 1)
  await chloe.until(() => chloe.heard.some(({ name }) => name === 'room:heads'))
  expect(JSON.stringify(chloe.heard)).not.toContain('only for the first group')
  const foreign = { room: room.room, stream: 'group:g1', since: 0 }
  expect(await chloe.ask('room:pull', foreign)).toMatchObject({ error: { code: 'forbidden' } })
  const joinWith = (since: object) => chloe.ask('room:join', { room: room.room, since })
  expect(await joinWith({ 'group:g1': 0 })).toMatchObject({ error: { code: 'forbidden' } })
  expect(await joinWith({ 'group:g2': 0 })).toMatchObject({ ok: true })
  // Who comes back is told where the group's stream ends, and gets what is missing.
  const again = await come(world, server, 'ben')
  await again.ask('room:join', { room: room.room })
  await again.until(() => again.events('group:g1').length === 1)
  await room.lead('groups.recall')
  await chloe.until(() => chloe.events().some(({ type }) => type === 'cards.revealed'))
  // Who was away while a group was called back still names it.
  expect(await joinWith({ 'group:g2': 0 })).toMatchObject({ ok: true })
  const seqs = ben.events('group:g1').map(({ seq }) => seq)
  expect(seqs).toEqual([1])
})
