import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { personId, type PersonId } from '#server/platform/rules/ids.ts'
import { createLog } from '#server/platform/log.server.ts'
import type { EndedSessions } from '#server/accounts/accounts.server.ts'
import { attachSockets } from '#server/sockets/sockets.server.ts'
import type { World } from '#tests/services/rooms/open-room.ts'

/** Sockets of one world on a port of its own; a session is a cookie that names its person. */
export async function startRoomServer(
  world: World,
  { limitsOff = true, headsEveryMs = 15_000 } = {},
) {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const origin = `http://127.0.0.1:${portOf(server.address())}`
  const ended = new Set<string>()
  const logged: string[] = []
  const log = createLog('debug', { write: (line: string) => void logged.push(line) })
  const sessionOf = (cookies: string | undefined) => {
    const [, token] = /session=([^;]+)/.exec(cookies ?? '') ?? []
    if (!token || ended.has(token)) return Promise.resolve(null)
    return Promise.resolve({
      person: personId.parse(token.split('.')[0]),
      token,
      sharedDevice: false,
    })
  }
  const listeners = new Set<(ended: EndedSessions) => void>()
  const whenEnded = (listener: (ended: EndedSessions) => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const services = {
    accounts: { sessionOf, whenEnded },
    organisations: world.organisations,
    rooms: world.rooms,
  }
  const sockets = attachSockets(server, { services, log, origin, limitsOff, headsEveryMs })
  await world.rooms.resume()
  onTestFinished(async () => {
    await sockets.goodbye()
    server.closeAllConnections()
    await new Promise<void>((done) => server.close(() => done()))
    await world.rooms.stop()
  })
  return {
    origin,
    logged,
    sockets,
    cookieOf: (person: PersonId, device = 'a') => `session=${person}.${device}`,
    /** As another process does it: nobody here is told. */
    endElsewhere: (person: PersonId, device = 'a') => void ended.add(`${person}.${device}`),
    signOut(person: PersonId, device = 'a') {
      ended.add(`${person}.${device}`)
      for (const listener of listeners) listener({ token: `${person}.${device}` })
    },
  }
}
export type RoomServer = Awaited<ReturnType<typeof startRoomServer>>

export type Transport = 'websocket' | 'polling'
export type Heard = { name: string; payload: Record<string, unknown> }

/** A socket that keeps all that it hears. */
export async function connect(
  server: RoomServer,
  cookie: string,
  transport: Transport = 'websocket',
  headers: Record<string, string> = { origin: server.origin },
) {
  const socket: Socket = io(server.origin, {
    transports: [transport],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie, ...headers },
  })
  onTestFinished(() => void socket.disconnect())
  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  socket.onAny((name: string, payload: Record<string, unknown>) => {
    heard.push({ name, payload })
    for (const look of waiting) look()
  })
  await new Promise<void>((done, failed) => {
    socket.once('connect', () => done())
    socket.once('connect_error', (error) => failed(error))
  })
  let gone = ''
  socket.on('disconnect', (reason) => {
    gone = reason
    for (const look of waiting) look()
  })

  /** Resolves when `seen` holds; fails after 5 s. */
  function until(seen: () => boolean): Promise<void> {
    return new Promise((done, failed) => {
      const look = () => {
        if (!seen()) return
        clearTimeout(timer)
        waiting.delete(look)
        done()
      }
      const timer = setTimeout(() => failed(new Error('it did not come')), 5_000)
      waiting.add(look)
      look()
    })
  }

  return {
    socket,
    heard,
    until,
    isGone: () => gone !== '',
    events: (stream = 'room') =>
      heard
        .filter(({ name, payload }) => name === 'room:events' && payload['stream'] === stream)
        .flatMap(({ payload }) => listOf(payload['events'])),
    ask(name: string, payload: unknown): Promise<Record<string, unknown>> {
      return new Promise((done, failed) => {
        const timer = setTimeout(() => failed(new Error(`${name} was not answered`)), 5_000)
        socket.emit(name, payload, (answer: Record<string, unknown>) => {
          clearTimeout(timer)
          done(answer)
        })
      })
    },
  }
}
export type Client = Awaited<ReturnType<typeof connect>>

type Seen = { seq: number; type: string; body: Record<string, unknown> }

function listOf(events: unknown): Seen[] {
  return Array.isArray(events) ? events.filter(isSeen) : []
}

function isSeen(event: unknown): event is Seen {
  return typeof event === 'object' && event !== null && 'seq' in event && 'body' in event
}

function portOf(address: AddressInfo | string | null): number {
  if (address && typeof address === 'object') return address.port
  throw new Error('no port')
}

/** Somebody's socket, on a device of theirs. */
export async function come(
  world: World,
  server: RoomServer,
  name: 'amara' | 'ben' | 'chloe' | 'ewa' | 'grace',
  transport: Transport = 'websocket',
  device = 'a',
) {
  const { person } = await world.actor(name)
  return connect(server, server.cookieOf(person, device), transport)
}

/** What makes a request a WebSocket's. */
export const upgradeHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
}
