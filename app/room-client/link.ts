import type { Socket } from 'socket.io-client'
import { isGroupStream, type LogEvent } from '#server/rooms/rules/events.ts'
import type { Heads, Mine, Role } from '#server/rooms/rules/shapes.ts'
import { paths } from '#app/paths.ts'
import type { Answer } from './answer.ts'
import type { RawCommand } from './form-command.ts'
import type { Ping } from './room-clock.ts'
import type { RoomSnapshot, StreamName } from './room-state.ts'
import { isAnswer, isPulled, isSnapshot, type Pulled } from './wire.ts'

/** How the page reaches the room: sockets, plain requests every few seconds, or not at all. */
export type LinkState = 'connecting' | 'live' | 'requests' | 'offline'
export type Farewell = 'removed' | 'closed' | 'signed_out' | 'restart' | 'resync' | 'too_many'
export type Presence = { here: readonly string[]; writing?: number }

export type Hears = {
  heads: () => Heads
  onState: (state: LinkState) => void
  onEvents: (stream: StreamName, events: readonly LogEvent[]) => void
  onMine: (mine: Mine) => void
  onHeads: (heads: Heads, digest: string) => void
  onPresence: (presence: Presence) => void
  onSnapshot: (snapshot: RoomSnapshot) => void
  onFarewell: (reason: Farewell) => void
}

export type Link = ReturnType<typeof createLink>

type Refused = { ok: false; error: { code: string; message: string; retryAfter?: number } }
type Joined = { ok: true; person: string; role: Role; heads: Heads; mine: Mine }

type ToClient = {
  'room:events': (packet: { room: string; stream: string; events: LogEvent[] }) => void
  'room:mine': (packet: { room: string; mine: Mine }) => void
  'room:heads': (packet: { room: string; heads: Heads; digest: string }) => void
  'room:presence': (packet: { room: string } & Presence) => void
  'room:goodbye': (packet: { room?: string; reason: Farewell; retryAfter?: number }) => void
}
type ToServer = {
  'room:join': (
    packet: { room: string; since: Heads },
    answer: (joined: Joined | Refused) => void,
  ) => void
  'room:command': (command: RawCommand, answer: (answer: Answer) => void) => void
  'room:pull': (
    packet: { room: string; stream: StreamName; since: number },
    answer: (pulled: Pulled | Refused) => void,
  ) => void
}

const answerWithinMs = 6_000
const requestEveryMs = 3_000
/** A little under the 64 KiB that the server takes. */
const longestCommand = 60_000
const tooLong: Answer = {
  ok: false,
  error: { code: 'invalid', message: 'Shorten this to 10,000 characters.', field: 'text' },
}
/** Without a socket for so long, plain requests take over until there is one. */
const socketWithinMs = 6_000

/**
 * The ladder: WebSocket, else long polling (both Socket.IO), else a plain request every 3 seconds.
 * It carries packets and decides nothing; what was not answered is answered by null.
 */
export function createLink(room: string, hears: Hears) {
  let socket: Socket<ToClient, ToServer> | null = null
  let stopped = false
  let requests: ReturnType<typeof setInterval> | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let polls = 0

  async function start(): Promise<void> {
    stopped = false
    waiting = setTimeout(startRequests, socketWithinMs)
    const { io } = await import('socket.io-client')
    if (stopped) return
    socket = io({
      path: '/socket.io',
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      timeout: 5_000,
      reconnectionDelayMax: 5_000,
    })
    socket.on('connect', () => void join())
    socket.on('disconnect', (reason) => lost(reason))
    socket.on('connect_error', () => hears.onState(requests ? 'requests' : 'connecting'))
    socket.on('room:events', (packet) => {
      if (packet.room === room && isStream(packet.stream)) {
        hears.onEvents(packet.stream, packet.events)
      }
    })
    socket.on('room:mine', (packet) => {
      if (packet.room === room) hears.onMine(packet.mine)
    })
    socket.on('room:heads', (packet) => {
      if (packet.room === room) hears.onHeads(packet.heads, packet.digest)
    })
    socket.on('room:presence', (packet) => {
      if (packet.room === room) hears.onPresence(packet)
    })
    socket.on('room:goodbye', (packet) => {
      if (packet.room === undefined || packet.room === room) farewell(packet.reason)
    })
  }

  async function join(): Promise<void> {
    if (!socket) return
    try {
      const joined = await asked<Joined | Refused>((answer) =>
        socket?.timeout(answerWithinMs).emit('room:join', { room, since: hears.heads() }, answer),
      )
      if (!joined.ok) {
        // Our number is above the server's, or the room is not ours any more: look again.
        await look()
        startRequests()
        return
      }
      stopRequests()
      hears.onMine(joined.mine)
      hears.onState('live')
    } catch {
      socket?.disconnect().connect()
    }
  }

  function lost(reason: string): void {
    if (stopped) return
    hears.onState('connecting')
    clearTimeout(waiting)
    waiting = setTimeout(startRequests, socketWithinMs)
    // When the server closes the connection itself, Socket.IO leaves it at that.
    if (reason === 'io server disconnect') setTimeout(() => socket?.connect(), 1_000)
  }

  function farewell(reason: Farewell): void {
    hears.onFarewell(reason)
    if (reason === 'removed' || reason === 'signed_out') stop()
    if (reason === 'resync') void look()
    if (reason === 'too_many') {
      socket?.disconnect()
      startRequests()
    }
  }

  function startRequests(): void {
    clearTimeout(waiting)
    if (stopped || requests) return
    requests = setInterval(() => void poll(), requestEveryMs)
    void poll()
  }

  function stopRequests(): void {
    clearTimeout(waiting)
    clearInterval(requests)
    requests = undefined
  }

  async function poll(): Promise<void> {
    polls += 1
    const heads = hears.heads()
    for (const stream of Object.keys(heads).filter(isStream)) {
      const pulled = await pullByRequest(stream, heads[stream] ?? 0)
      if (pulled) hears.onEvents(stream, pulled.events)
    }
    // Now and then the whole: one's own document does not stand in the log.
    if (polls % 5 === 1) await look()
  }

  async function look(): Promise<void> {
    const fresh = await snapshot()
    if (fresh) hears.onSnapshot(fresh)
  }

  /** A request for JSON; null when it did not arrive or was refused. */
  async function request<T>(
    path: string,
    isExpected: (body: unknown) => body is T,
    init: RequestInit = {},
  ): Promise<T | null> {
    try {
      const response = await fetch(path, {
        ...init,
        credentials: 'same-origin',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
      })
      if (requests && !stopped) hears.onState('requests')
      if (response.status === 401) return (farewell('signed_out'), null)
      if (response.status === 404 && init.method === undefined) return (farewell('removed'), null)
      const body: unknown = await response.json()
      return isExpected(body) ? body : null
    } catch {
      if (!socket?.connected) hears.onState('offline')
      return null
    }
  }

  function pullByRequest(stream: StreamName, since: number): Promise<Pulled | null> {
    return request(`${paths.roomEvents(room)}?stream=${stream}&since=${since}`, isPulled)
  }

  function snapshot(): Promise<RoomSnapshot | null> {
    return request(paths.roomSnapshot(room), isSnapshot)
  }

  function postCommand({ id, type, body, expect }: RawCommand, keepalive = false) {
    return request(paths.roomCommands(room), isAnswer, {
      method: 'POST',
      body: JSON.stringify({ id, type, body, expect }),
      keepalive,
    })
  }

  function stop(): void {
    stopped = true
    stopRequests()
    socket?.disconnect()
  }

  return {
    start,
    stop,
    snapshot,

    /** The device is back on a network: do not wait for the next attempt. */
    hurry(): void {
      if (socket && !socket.connected) socket.disconnect().connect()
    },

    /** The answer to a command; null when none came, so that nobody knows whether it arrived. */
    async send(command: RawCommand): Promise<Answer | null> {
      if (JSON.stringify(command).length > longestCommand) return tooLong
      if (!socket?.connected) {
        const answer = await postCommand(command)
        if (answer?.ok) void ('mine' in answer ? look() : poll())
        return answer
      }
      try {
        return await asked<Answer>((answer) =>
          socket?.timeout(answerWithinMs).emit('room:command', command, answer),
        )
      } catch {
        return null
      }
    },

    /** Sends without waiting: the page is about to go. */
    sendAtLeaving(command: RawCommand): void {
      void postCommand(command, true)
    },

    /** Events of `stream` after `since`; null when they did not come. */
    async pull(stream: StreamName, since: number): Promise<Pulled | null> {
      if (!socket?.connected) return pullByRequest(stream, since)
      try {
        const pulled = await asked<Pulled | Refused>((answer) =>
          socket?.timeout(answerWithinMs).emit('room:pull', { room, stream, since }, answer),
        )
        return pulled.ok ? pulled : null
      } catch {
        return null
      }
    },

    /** One look at the server's clock; null when it does not say. */
    async ping(): Promise<Ping | null> {
      const sentAt = steadyNow()
      try {
        const response = await fetch(
          `${paths.roomEvents(room)}?stream=room&since=${hears.heads().room}`,
          {
            credentials: 'same-origin',
            headers: { accept: 'application/json' },
          },
        )
        const answeredAt = steadyNow()
        const said = Number(response.headers.get('x-time'))
        return Number.isFinite(said) && said > 0 ? { sentAt, answeredAt, serverAt: said } : null
      } catch {
        return null
      }
    },
  }
}

/** What a packet is answered with; rejects when no answer came in time. */
function asked<T>(emit: (answer: (error: Error | null, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    emit((error, value) => (error ? reject(error) : resolve(value)))
  })
}

/** Our own clock in epoch ms, which never jumps while the page is open. */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now()
}

/** Whether this version knows such a stream. */
export function isStream(stream: string): stream is StreamName {
  return stream === 'room' || stream === 'staff' || isGroupStream(stream)
}
