import type { LogEvent } from '#server/rooms/rules/events.ts'
import type { Heads, Mine } from '#server/rooms/rules/shapes.ts'
import type { Answer } from './answer.ts'
import type { RawCommand } from './form-command.ts'
import { createRequestLine } from './request-line.ts'
import type { Ping } from './room-clock.ts'
import { isStream, type RoomSnapshot, type StreamName } from './room-state.ts'
import { createSocketLine, type Farewell, type Presence } from './socket-line.ts'
import type { Pulled } from './wire.ts'

export type { Farewell, Presence } from './socket-line.ts'

/** How the page reaches the room: sockets, plain requests every few seconds, or not at all. */
export type LinkState = 'connecting' | 'live' | 'requests' | 'offline'

export type Hears = {
  person: string
  heads: () => Heads
  onState: (state: LinkState) => void
  onEvents: (stream: StreamName, events: readonly LogEvent[]) => void
  onMine: (mine: Mine) => void
  onHeads: (heads: Heads, digest: string) => void
  onPresence: (presence: Presence) => void
  /** Whether whoever holds the seat is here, in a phase without names. */
  onSeat: (here: boolean) => void
  onSnapshot: (snapshot: RoomSnapshot) => void
  onFarewell: (reason: Farewell) => void
}

export type Link = ReturnType<typeof createLink>

const requestEveryMs = 3_000
/** Without a socket for so long, plain requests take over until there is one. */
const socketWithinMs = 6_000
/** A little under the 64 KiB that the server takes. */
const longestCommand = 60_000
const tooLong: Answer = {
  ok: false,
  error: { code: 'invalid', message: 'Shorten this to 10,000 characters.', field: 'text' },
}

/**
 * The ladder: WebSocket, else long polling (both Socket.IO), else a plain request every 3 seconds,
 * and up again as soon as a socket can be had. It carries packets and decides nothing; what was not
 * answered is answered by null.
 */
export function createLink(room: string, hears: Hears) {
  let stopped = false
  let requests: ReturnType<typeof setInterval> | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let polls = 0

  const line = createRequestLine(room, {
    person: hears.person,
    onArrived() {
      if (!requests || stopped) return
      hears.onState('requests')
      socket.tryAgain()
    },
    onNothing() {
      if (!socket.isConnected() && !stopped) hears.onState('offline')
    },
    onFarewell: farewell,
  })

  const socket = createSocketLine(room, {
    onConnect: () => void join(),
    onLost() {
      hears.onState('connecting')
      clearTimeout(waiting)
      waiting = setTimeout(startRequests, socketWithinMs)
    },
    onBlocked: startRequests,
    onEvents: hears.onEvents,
    onMine: hears.onMine,
    onHeads: hears.onHeads,
    onPresence: hears.onPresence,
    onSeat: hears.onSeat,
    onFarewell: farewell,
  })

  /** Comes into the room by the socket, or makes sure that one is still in it. */
  async function join(isSecondTry = false): Promise<void> {
    const joined = await socket.join(hears.heads())
    if (!joined || stopped) return
    if (!joined.ok && joined.error.retryAfter !== undefined) {
      setTimeout(() => socket.isConnected() && void join(), joined.error.retryAfter * 1000)
      return
    }
    if (!joined.ok) {
      // A number or a stream that we had is not ours any more, or the room is not: look again.
      const fresh = await look()
      if (fresh && !isSecondTry && socket.isConnected()) return join(true)
      startRequests()
      return
    }
    // Somebody else has signed in on this browser.
    if (joined.person !== hears.person) return farewell('signed_out')
    stopRequests()
    hears.onMine(joined.mine)
    hears.onState('live')
  }

  function farewell(reason: Farewell): void {
    if (stopped) return
    if (reason === 'removed' || reason === 'signed_out') stop()
    hears.onFarewell(reason)
    if (reason === 'resync') void look()
    if (reason === 'too_many') {
      socket.drop()
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
      if (stopped) return
      const pulled = await line.pull(stream, heads[stream] ?? 0)
      if (pulled) hears.onEvents(stream, pulled.events)
    }
    // Now and then the whole: one's own document does not stand in the log.
    if (polls % 5 === 1 && !stopped) await look()
  }

  /** Answers whether the room could be seen. */
  async function look(): Promise<boolean> {
    const fresh = await line.snapshot()
    if (fresh) hears.onSnapshot(fresh)
    return fresh !== null
  }

  function stop(): void {
    stopped = true
    stopRequests()
    socket.stop()
  }

  return {
    stop,
    snapshot: (): Promise<RoomSnapshot | null> => line.snapshot(),

    start(): void {
      stopped = false
      waiting = setTimeout(startRequests, socketWithinMs)
      void socket.start()
    },

    /**
     * The device is back on a network, or awake after sleep: what looked like a connection may be
     * none, so it is tried, and one that is wanting is not waited for.
     */
    hurry(): void {
      if (stopped) return
      if (socket.isConnected()) void join()
      else socket.hurry()
      if (requests) void poll()
    },

    /** The device says that it has no network: what is under way is not waited for. */
    lose(): void {
      socket.drop()
      hears.onState('offline')
    },

    /** The answer to a command; null when none came, so that nobody knows whether it arrived. */
    async send(command: RawCommand): Promise<Answer | null> {
      if (JSON.stringify(command).length > longestCommand) return tooLong
      if (socket.isConnected()) {
        const told = await socket.command(command)
        if (told?.ok !== false || told.error.code !== 'signed_out') return told
        farewell('signed_out')
        return null
      }
      const answer = await line.command(command)
      if (answer?.ok && !stopped) void ('mine' in answer ? look() : poll())
      return answer
    },

    /** Sends without waiting: the page is about to go. */
    sendAtLeaving: (command: RawCommand): void => line.commandAtLeaving(command),

    /** Events of `stream` after `since`; null when they did not come. */
    pull(stream: StreamName, since: number): Promise<Pulled | null> {
      return socket.isConnected() ? socket.pull(stream, since) : line.pull(stream, since)
    },

    ping: (): Promise<Ping | null> => line.ping(hears.heads().room),
  }
}
