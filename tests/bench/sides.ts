import { io, type Socket } from 'socket.io-client'
import { freePort, startServer, type RunningServer } from '#tests/support/running-server.ts'
import type { Gathering, Size } from './gathering.ts'

/** One side of a comparison: people in rooms over WebSocket, with the same clients on both. */
export type Side = {
  server: RunningServer
  people: number
  /** Connects a person and brings them into their room; resolves once they have all that is there. */
  come(person: number): Promise<void>
  /** Cuts a person's connection. */
  go(person: number): void
  /** Resolves when the post is acknowledged. */
  post(person: number, id: string): Promise<void>
  close(): Promise<void>
}
/** Called at each person who sees a post. */
export type Seen = (id: string) => void

const text = 'I would ask the school first.'

async function connected(origin: string, headers: Record<string, string>): Promise<Socket> {
  const socket = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: 60_000,
    extraHeaders: headers,
  })
  await new Promise<void>((done, failed) => {
    socket.once('connect', done)
    socket.once('connect_error', failed)
  })
  return socket
}

/** What this product's protocol says of a room, as far as the load needs it. */
type Packet = { stream: string; events: readonly { seq: number; type: string; body: object }[] }

/** Everybody of a gathering; each keeps the number of the last event and comes back after it. */
export function ourSide({ server, cookies, roomOf }: Gathering, seen: Seen): Side {
  const sockets = new Map<number, Socket>()
  const last = new Map<number, number>()

  async function come(person: number): Promise<void> {
    const { origin } = server
    const socket = await connected(origin, { Cookie: cookies[person] ?? '', Origin: origin })
    sockets.set(person, socket)
    let target = Infinity
    let complete = (): void => undefined
    const isComplete = new Promise<void>((done) => {
      complete = () => done()
    })
    socket.on('room:events', ({ stream, events }: Packet) => {
      if (stream !== 'room') return
      for (const { seq, type, body } of events) {
        last.set(person, seq)
        if (type === 'card.posted' && 'card' in body) seen(String(body.card))
      }
      if ((last.get(person) ?? 0) >= target) complete()
    })
    const since = { room: last.get(person) ?? 0 }
    const answer: unknown = await socket.emitWithAck('room:join', { room: roomOf(person), since })
    target = headIn(answer)
    if ((last.get(person) ?? 0) >= target) return
    await isComplete
  }

  return {
    ...{ server, people: cookies.length, come },
    go: (person) => void sockets.get(person)?.disconnect(),
    async post(person, id) {
      const command = { id, room: roomOf(person), type: 'card.post', body: { text } }
      const answer: unknown = await sockets.get(person)?.emitWithAck('room:command', command)
      if (!isOk(answer)) throw new Error(`a post was answered ${JSON.stringify(answer)}`)
    },
    close: () => closeAll(sockets, server),
  }
}

function headIn(answer: unknown): number {
  if (isOk(answer) && 'heads' in answer && answer.heads instanceof Object) {
    if ('room' in answer.heads) return Number(answer.heads.room)
  }
  throw new Error(`a join was answered ${JSON.stringify(answer)}`)
}

function isOk(answer: unknown): answer is { ok: true } {
  return answer instanceof Object && 'ok' in answer && answer.ok === true
}

/** A bare Socket.IO server with the same rooms; see bare-sockets.ts. */
export async function bareSide(
  size: Size,
  seen: Seen,
  env: Record<string, string> = {},
): Promise<Side> {
  const port = await freePort()
  const program = 'tests/bench/bare-sockets.ts'
  const server = await startServer({ dataDir: '', port, program, env })
  const sockets = new Map<number, Socket>()
  const roomOf = (person: number) => `room ${Math.floor(person / size.people)}`
  return {
    ...{ server, people: size.rooms * size.people },
    async come(person) {
      const socket = await connected(server.origin, {})
      sockets.set(person, socket)
      socket.on('seen', (id: string) => seen(id))
      await socket.emitWithAck('join', roomOf(person))
    },
    go: (person) => void sockets.get(person)?.disconnect(),
    async post(person, id) {
      await sockets.get(person)?.emitWithAck('post', roomOf(person), id, text)
    },
    close: () => closeAll(sockets, server),
  }
}

async function closeAll(sockets: Map<number, Socket>, server: RunningServer): Promise<void> {
  for (const socket of sockets.values()) socket.disconnect()
  await server.kill()
}

/** Brings everybody in, `atOnce` at a time. */
export async function everybodyComes(side: Side, atOnce = 50): Promise<void> {
  const waiting = Array.from({ length: side.people }, (_, person) => person).values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const person of waiting) await side.come(person)
    }),
  )
}
