import type { Socket } from 'socket.io-client'
import type { LogEvent } from '#server/rooms/rules/events.ts'
import type { Heads, Mine, Role } from '#server/rooms/rules/shapes.ts'
import type { Answer } from './answer.ts'
import type { RawCommand } from './form-command.ts'
import { isStream, type StreamName } from './room-state.ts'
import type { Pulled } from './wire.ts'

export type Farewell = 'removed' | 'closed' | 'signed_out' | 'restart' | 'resync' | 'too_many'
export type Presence = { here: readonly string[]; writing?: number }
export type Refused = {
  ok: false
  error: { code: string; message: string; retryAfter?: number }
}
export type Joined = { ok: true; person: string; role: Role; heads: Heads; mine: Mine }
export type SocketLine = ReturnType<typeof createSocketLine>

type ToClient = {
  'room:events': (packet: { room: string; stream: string; events: LogEvent[] }) => void
  'room:mine': (packet: { room: string; mine: Mine }) => void
  'room:heads': (packet: { room: string; heads: Heads; digest: string }) => void
  'room:presence': (packet: { room: string } & Presence) => void
  'room:seat': (packet: { room: string; here: boolean }) => void
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

type Hears = {
  onConnect: () => void
  onLost: () => void
  /** No socket could be had, by neither of its two ways. */
  onBlocked: () => void
  onEvents: (stream: StreamName, events: readonly LogEvent[]) => void
  onMine: (mine: Mine) => void
  onHeads: (heads: Heads, digest: string) => void
  onPresence: (presence: Presence) => void
  onSeat: (here: boolean) => void
  onFarewell: (reason: Farewell) => void
}

const answerWithinMs = 6_000

/**
 * The upper two rungs: WebSocket, else long polling. A network that lets a WebSocket begin and then
 * stay silent is left for polling at the next attempt, which rises to WebSocket when that answers.
 */
export function createSocketLine(room: string, hears: Hears) {
  let socket: Socket<ToClient, ToServer> | null = null
  let stopped = false

  async function start(): Promise<void> {
    stopped = false
    const loaded = await import('socket.io-client').catch(() => null)
    if (stopped) return
    if (!loaded) return hears.onBlocked()
    if (socket) return void socket.connect()
    const made: Socket<ToClient, ToServer> = loaded.io({
      path: '/socket.io',
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      timeout: 5_000,
      reconnectionDelayMax: 5_000,
    })
    socket = made
    made.on('connect', hears.onConnect)
    made.on('disconnect', (reason) => {
      if (stopped) return
      hears.onLost()
      // When the server closes the connection itself, Socket.IO leaves it at that.
      if (reason === 'io server disconnect') setTimeout(() => connect(), 1_000)
    })
    made.on('connect_error', () => {
      if (stopped) return
      made.io.opts.transports = ['polling', 'websocket']
      hears.onBlocked()
      // A refused middleware is not tried again by itself.
      if (!made.active) setTimeout(() => connect(), 2_000)
    })
    listen(made)
  }

  function listen(made: Socket<ToClient, ToServer>): void {
    made.on('room:events', (packet) => {
      if (packet.room === room && isStream(packet.stream)) {
        hears.onEvents(packet.stream, packet.events)
      }
    })
    made.on('room:mine', (packet) => {
      if (packet.room === room) hears.onMine(packet.mine)
    })
    made.on('room:heads', (packet) => {
      if (packet.room === room) hears.onHeads(packet.heads, packet.digest)
    })
    made.on('room:presence', (packet) => {
      if (packet.room === room) hears.onPresence(packet)
    })
    made.on('room:seat', (packet) => {
      if (packet.room === room) hears.onSeat(packet.here)
    })
    made.on('room:goodbye', (packet) => {
      if (packet.room === undefined || packet.room === room) hears.onFarewell(packet.reason)
    })
  }

  function connect(): void {
    if (!stopped) socket?.connect()
  }

  /** What an emitted packet is answered with; null when no answer came in time: then anew. */
  async function asked<T>(
    emit: (answer: (error: Error | null, value: T) => void) => void,
  ): Promise<T | null> {
    try {
      return await new Promise<T>((resolve, reject) => {
        emit((error, value) => (error ? reject(error) : resolve(value)))
      })
    } catch {
      if (socket?.connected && !stopped) socket.disconnect().connect()
      return null
    }
  }

  return {
    start,
    isConnected: (): boolean => socket?.connected ?? false,

    stop(): void {
      stopped = true
      socket?.disconnect()
    },

    /** Do not wait for the next attempt. */
    hurry(): void {
      if (socket && !socket.connected && !stopped) socket.disconnect().connect()
    },

    drop(): void {
      socket?.disconnect()
    },

    /** After it was dropped; while it tries by itself there is nothing to do. */
    tryAgain(): void {
      if (socket && !socket.active) connect()
    },

    join: (since: Heads) =>
      asked<Joined | Refused>((answer) =>
        socket?.timeout(answerWithinMs).emit('room:join', { room, since }, answer),
      ),

    command: (command: RawCommand) =>
      asked<Answer>((answer) =>
        socket?.timeout(answerWithinMs).emit('room:command', command, answer),
      ),

    async pull(stream: StreamName, since: number): Promise<Pulled | null> {
      const pulled = await asked<Pulled | Refused>((answer) =>
        socket?.timeout(answerWithinMs).emit('room:pull', { room, stream, since }, answer),
      )
      return pulled?.ok ? pulled : null
    },
  }
}
