import { request } from 'node:http'
import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { commandId, createWorld, openRoom } from '#tests/services/rooms/open-room.ts'
import { heldBytes } from '#tests/support/held-memory.ts'
import {
  come,
  startRoomServer,
  upgradeHeaders,
  type Client,
  type RoomServer,
} from './room-server.ts'

/** A client that comes into a room and then reads nothing any more. */
function stall(server: RoomServer, cookie: string, room: string): Promise<Socket> {
  const { hostname, port } = new URL(server.origin)
  return new Promise((done, failed) => {
    const asked = request(`${server.origin}/socket.io/?EIO=4&transport=websocket`, {
      headers: { ...upgradeHeaders, origin: server.origin, cookie, host: `${hostname}:${port}` },
    })
    asked.on('upgrade', (_response, socket) => {
      let heard = ''
      let isAsking = false
      socket.on('data', (bytes: Buffer) => {
        heard += bytes.toString('latin1')
        if (!isAsking && heard.includes('40{"sid"')) {
          isAsking = true
          socket.write(masked(`421["room:join",{"room":"${room}"}]`))
        }
        if (!heard.includes('431[')) return
        socket.pause()
        if (socket instanceof Socket) done(socket)
      })
      socket.write(masked('40'))
    })
    asked.on('error', failed)
    asked.end()
  })
}

/** A text frame as a WebSocket client sends it. */
function masked(text: string): Buffer {
  const payload = Buffer.from(text)
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload])
}

test('G10: a reader that does not read is closed, and the others notice nothing', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const ben = (await world.actor('ben')).person
  const stalled = await stall(server, server.cookieOf(ben), room.room)
  onTestFinished(() => void stalled.destroy())
  const chloe = await come(world, server, 'chloe')
  await chloe.ask('room:join', { room: room.room })
  const { presence } = world.rooms
  expect(presence.here(room.room)).toContain(ben)
  const text = 'x'.repeat(10_000)
  for (let n = 0; n < 60 && hasSocket(presence.here(room.room), ben); n += 1) {
    await Promise.all(
      Array.from({ length: 40 }, () => room.send('dev', { type: 'card.post', body: { text } })),
    )
    await pause(200)
  }
  expect(presence.here(room.room)).not.toContain(ben)
  const head = (await chloe.ask('room:pull', { room: room.room, stream: 'room', since: 0 }))['head']
  await chloe.until(() => chloe.events().at(-1)?.seq === head)
}, 120_000)

function hasSocket(here: readonly string[], person: string): boolean {
  return here.includes(person)
}

/** All sorts of what a broken or hostile client may send. */
const polluted: unknown = JSON.parse('{"text":"a","__proto__":{"admin":true}}')

function malformed(room: string, n: number): unknown[] {
  const id = commandId()
  const all: unknown[][] = [
    [],
    [null],
    [undefined],
    [7],
    ['x'.repeat(1_000)],
    [[]],
    [{}],
    [{ room }],
    [{ room: 'nowhere', stream: 'room', since: 0 }],
    [{ room, stream: '__proto__', since: 0 }],
    [{ room, stream: 'room', since: -1 }],
    [{ room, stream: 'room', since: 1e99 }],
    [{ room, stream: 'room', since: '0' }],
    [{ room, since: { room: 0, more: 1 } }],
    [{ id, room, type: 'constructor', body: {} }],
    [{ id, room, type: 'card.post', body: { text: { toString: 'x' } } }],
    [{ id, room, type: 'card.post', body: polluted }],
    [{ id, room, type: 'card.post', body: { text: 'a' }, expect: { phase: 7 } }],
    [{ id: 'x', room, type: 'hand.raise' }, 'one argument too many'],
    [{ id, room, type: 'vote.put', body: { target: id, dots: 1.5 } }],
  ]
  return all[n % all.length] ?? []
}

const mostGrowthMb = 50

/** By how many MB what this process holds has grown since, its garbage aside. */
function growthSince(): () => number {
  const before = heldBytes()
  return () => (heldBytes() - before) / 1_048_576
}

/** A colleague's own command in the middle of it; answers what she was told. */
function serveHer(chloe: Client, room: string, n: number): Promise<Record<string, unknown>> {
  const type = n % 1_000 === 499 ? 'hand.raise' : 'hand.lower'
  return chloe.ask('room:command', { id: commandId(), room, type })
}

for (const transport of ['websocket', 'polling'] as const) {
  test(`G10: frames of 1 MB over ${transport}: who sends them is cut off, memory stays, a colleague is served`, async () => {
    const world = await createWorld()
    const room = await openRoom(world, { phase: 'discuss' })
    const server = await startRoomServer(world)
    const chloe = await come(world, server, 'chloe')
    await chloe.ask('room:join', { room: room.room })
    const before = (await room.log()).length
    const growth = growthSince()
    const frames = 40
    for (let n = 0; n < frames; n += 1) {
      const hostile = await come(world, server, 'ben', transport, `device-${n}`)
      const text = 'x'.repeat(1_048_576)
      const command = { id: commandId(), room: room.room, type: 'card.post', body: { text } }
      hostile.socket.emit('room:command', command)
      await hostile.until(hostile.isGone)
      const answer = await serveHer(chloe, room.room, n % 2 ? 499 : 999)
      expect(answer).toMatchObject({ ok: true })
    }
    expect((await room.log()).length).toBe(before + frames)
    expect(chloe.isGone()).toBe(false)
    expect(growth()).toBeLessThan(mostGrowthMb)
    expect(server.logged.filter((line) => line.includes('packet failed'))).toEqual([])
  }, 60_000)
}

test('T16, G10: malformed frames: an error answer or nothing, never a crash, nobody else notices', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const [hostile, chloe] = [await come(world, server, 'ben'), await come(world, server, 'chloe')]
  await chloe.ask('room:join', { room: room.room })
  await hostile.ask('room:join', { room: room.room })
  const before = (await room.log()).length
  const names = ['room:join', 'room:command', 'room:pull', 'room:leave', 'room:unknown', 'error']
  const growth = growthSince()
  const served: Record<string, unknown>[] = []
  let answers = 0
  const frames = 10_000
  for (let n = 0; n < frames; n += 1) {
    const name = names[n % names.length] ?? ''
    const args = malformed(room.room, Math.floor(n / names.length))
    // Every third frame has no callback.
    if (n % 3 === 0) hostile.socket.emit(name, ...args)
    else {
      hostile.socket.emit(name, ...args, (answer: { ok: boolean }) => {
        answers += 1
        if (answer.ok) expect(name).toMatch(/room:(join|leave)/)
      })
    }
    if (n % 500 === 499) served.push(await serveHer(chloe, room.room, n))
  }
  await hostile.until(() => true)
  const alive = await hostile.ask('room:pull', { room: room.room, stream: 'room', since: 0 })
  expect(served.filter((answer) => answer['ok'] !== true)).toEqual([])
  expect(served).toHaveLength(frames / 500)
  expect(alive).toMatchObject({ ok: true, head: before + served.length })
  expect(answers).toBeGreaterThan(frames / 3)
  expect((await room.log()).length).toBe(before + served.length)
  expect(growth()).toBeLessThan(mostGrowthMb)
  expect(server.logged.filter((line) => line.includes('packet failed'))).toEqual([])
  await room.send('chloe', { type: 'hand.raise' })
  await chloe.until(() => chloe.events().some(({ type }) => type === 'hand.raised'))
}, 120_000)
