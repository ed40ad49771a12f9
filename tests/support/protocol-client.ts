import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import type { z } from 'zod'
import { answerWithinMs, request, type Response, type Sent } from './protocol-requests.ts'
import {
  answer,
  eventsPush,
  goodbyePush,
  headsPush,
  joined,
  minePush,
  pulled,
  signedOut,
  snapshot,
  type Answer,
  type Mine,
  type RoomEvent,
  type Snapshot,
} from './protocol-shapes.ts'

/**
 * A client of the room protocol, written from its page alone: nothing of the product is imported.
 * One face over WebSocket, polling and plain requests.
 */

export type { Answer, Mine, RoomEvent, Snapshot } from './protocol-shapes.ts'
export type Transport = 'websocket' | 'polling' | 'http'

export type Command = {
  id: string
  room: string
  type: string
  body?: Record<string, unknown>
  expect?: { phase?: string; seat?: number; revision?: number }
}

/** No answer came: it may have been done or not, so the same id must be sent again. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

const eventsByThemselves = 500

export type ClientSettings = {
  origin: string
  cookie: string
  transport: Transport
  /** Takes events in the order in which they come, numbered or not: only for a naive server. */
  trusting?: boolean
  /** How often plain requests ask for news. */
  askEveryMs?: number
  /** Signs in again when the session has ended; answers the new Cookie header. */
  renew?: () => Promise<string>
}

type Place = {
  person: string
  role: string
  logs: Map<string, RoomEvent[]>
  mine: Mine | null
  pulling: Set<string>
  digests: { head: number; digest: string }[]
}

export type ProtocolClient = ReturnType<typeof createProtocolClient>

/**
 * A person's client. It keeps each stream of the rooms it has joined, applies only the last number
 * plus one, pulls over gaps, and comes back by itself after a cut.
 */
export function createProtocolClient(settings: ClientSettings) {
  const { origin, transport, trusting = false, askEveryMs = 400, renew } = settings
  let { cookie } = settings
  let renewing: Promise<void> | null = null
  const places = new Map<string, Place>()
  const faults: string[] = []
  const goodbyes: string[] = []
  const heard: ((room: string, event: RoomEvent) => void)[] = []
  let closed = false
  const socket = transport === 'http' ? null : openSocket()
  const asking = transport === 'http' ? askAlways() : Promise.resolve()

  function openSocket(): Socket {
    const made = io(origin, {
      transports: [transport],
      forceNew: true,
      upgrade: false,
      reconnectionDelay: 100,
      reconnectionDelayMax: 800,
      timeout: answerWithinMs,
      extraHeaders: { Cookie: cookie, Origin: origin },
    })
    made.on('connect', () => {
      for (const room of places.keys()) void rejoin(room)
    })
    made.on('room:events', (packet: unknown) =>
      reading(eventsPush, packet, (push) => apply(push.room, push.stream, push.events)),
    )
    made.on('room:mine', (packet: unknown) => reading(minePush, packet, keepMine))
    made.on('room:heads', (packet: unknown) =>
      reading(headsPush, packet, (push) => {
        const place = places.get(push.room)
        const head = push.heads['room']
        if (place && head !== undefined) place.digests.push({ head, digest: push.digest })
        for (const [stream, last] of Object.entries(push.heads)) {
          if (last > headOf(push.room, stream)) void pullOver(push.room, stream)
        }
      }),
    )
    made.on('room:goodbye', (packet: unknown) =>
      reading(goodbyePush, packet, ({ reason }) => {
        goodbyes.push(reason)
        if (reason === 'signed_out') void signInAgain()
      }),
    )
    made.on('connect_error', () => {
      void signInAgainWhereEnded()
      // Refused after the handshake: the library does not try again by itself.
      if (!made.active && !closed) setTimeout(() => void comeBack(made), 200)
    })
    // A server that closes a socket by itself is not called again by the library.
    made.on('disconnect', (reason) => {
      if (reason === 'io server disconnect' && !closed) setTimeout(() => void comeBack(made), 100)
    })
    return made
  }

  async function comeBack(made: Socket): Promise<void> {
    await renewing
    if (!closed) made.connect()
  }

  /** One sign-in for all that found the session ended at the same time. */
  function signInAgain(): Promise<void> {
    if (!renew) return Promise.resolve()
    renewing ??= renew()
      .then((fresh) => {
        cookie = fresh
        if (socket) socket.io.opts.extraHeaders = { Cookie: fresh, Origin: origin }
      })
      .catch((error: unknown) => void goodbyes.push(`could not sign in again: ${String(error)}`))
      .finally(() => {
        renewing = null
      })
    return renewing
  }

  /** A handshake that fails does not say why: a plain request does. */
  async function signInAgainWhereEnded(): Promise<void> {
    const [room] = places.keys()
    if (!renew || room === undefined || renewing) return
    const { status } = await http(`/rooms/${room}/snapshot`).catch(() => ({ status: 0 }))
    if (status === 401) await signInAgain()
  }

  function reading<T>(schema: z.ZodType<T>, packet: unknown, hear: (value: T) => void): void {
    if (trusting) return hear(loosely(schema, packet))
    const parsed = schema.safeParse(packet)
    if (parsed.success) hear(parsed.data)
    else faults.push(`unreadable packet: ${JSON.stringify(packet).slice(0, 300)}`)
  }

  /** A naive server leaves numbers out: they are made up here, in the order of arrival. */
  function loosely<T>(schema: z.ZodType<T>, packet: unknown): T {
    const text = JSON.stringify(packet, (key, value: unknown) =>
      key === 'events' && Array.isArray(value)
        ? value.map((one: unknown) => Object.assign({ seq: 0 }, one))
        : value,
    )
    return schema.parse(JSON.parse(text))
  }

  function placeOf(room: string): Place {
    const known = places.get(room)
    if (known) return known
    const made: Place = {
      person: '',
      role: '',
      logs: new Map(),
      mine: null,
      pulling: new Set(),
      digests: [],
    }
    places.set(room, made)
    return made
  }

  function logOf(room: string, stream: string): RoomEvent[] {
    const { logs } = placeOf(room)
    const known = logs.get(stream)
    if (known) return known
    const made: RoomEvent[] = []
    logs.set(stream, made)
    return made
  }

  function headOf(room: string, stream: string): number {
    return logOf(room, stream).length
  }

  function apply(room: string, stream: string, events: readonly RoomEvent[]): void {
    const log = logOf(room, stream)
    for (const event of events) {
      const seq = trusting ? log.length + 1 : event.seq
      if (seq <= log.length) continue
      if (seq > log.length + 1) return void pullOver(room, stream)
      log.push({ ...event, seq })
      for (const listener of heard) listener(room, event)
    }
  }

  function keepMine(push: { room: string; mine: Mine }): void {
    const place = placeOf(push.room)
    if (trusting || !place.mine || push.mine.revision >= place.mine.revision) place.mine = push.mine
  }

  async function rejoin(room: string): Promise<void> {
    try {
      await join(room)
    } catch (error) {
      if (!(error instanceof Unanswered)) faults.push(String(error))
    }
  }

  async function ask(event: string, packet: unknown): Promise<unknown> {
    if (!socket) throw new Error('plain requests have no packets')
    let answered: unknown
    try {
      answered = await socket.timeout(answerWithinMs).emitWithAck(event, packet)
    } catch {
      throw new Unanswered(`${event} was not answered`)
    }
    if (renew && signedOut.safeParse(answered).success) {
      await signInAgain()
      throw new Unanswered('the session had ended')
    }
    return answered
  }

  async function http(path: string, sent: Sent = {}): Promise<Response> {
    await renewing
    const answered = await request(origin, path, { ...sent, cookie }).catch((error: unknown) => {
      throw new Unanswered(`${path}: ${String(error)}`)
    })
    if (answered.status !== 401 || !renew) return answered
    await signInAgain()
    throw new Unanswered(`${path}: the session had ended`)
  }

  /** Enters a room; what is missing follows by itself. */
  async function join(room: string): Promise<{ person: string; role: string }> {
    const place = placeOf(room)
    if (!socket) {
      const found = await takeSnapshot(room)
      Object.assign(place, { person: found.person, role: found.role })
      keepMine({ room, mine: found.mine })
      await catchUp(room)
      return found
    }
    const since = Object.fromEntries([...place.logs].map(([stream, log]) => [stream, log.length]))
    const packet = await ask('room:join', { room, since })
    const parsed = joined.safeParse(packet)
    if (!parsed.success) throw new Error(`room:join was answered ${JSON.stringify(packet)}`)
    const { person, role } = parsed.data
    Object.assign(place, { person, role })
    keepMine({ room, mine: parsed.data.mine })
    for (const [stream, head] of Object.entries(parsed.data.heads)) {
      // So much follows by itself; beyond it one pulls.
      if (head - headOf(room, stream) > eventsByThemselves) void pullOver(room, stream)
    }
    return { person, role }
  }

  /** One stretch of a stream after `since`. Throws Unanswered, or an error with the refusal. */
  async function pull(room: string, stream: string, since: number) {
    const packet = socket
      ? await ask('room:pull', { room, stream, since })
      : parsedJson(await http(`/rooms/${room}/events?stream=${stream}&since=${since}`))
    const parsed = pulled.safeParse(packet)
    if (parsed.success) return parsed.data
    throw new Error(`a pull of ${stream} was answered ${JSON.stringify(packet).slice(0, 300)}`)
  }

  function parsedJson({ status, text }: Response): unknown {
    if (status === 503) throw new Unanswered('unavailable')
    try {
      return JSON.parse(text)
    } catch {
      throw new Error(`answered ${status}, not JSON: ${text.slice(0, 200)}`)
    }
  }

  async function pullOver(room: string, stream: string): Promise<void> {
    const place = placeOf(room)
    if ((trusting && socket) || place.pulling.has(stream)) return
    place.pulling.add(stream)
    try {
      for (;;) {
        const { events, head } = await pull(room, stream, headOf(room, stream))
        apply(room, stream, events)
        if (events.length === 0 || headOf(room, stream) >= head) return
      }
    } catch (error) {
      if (!(error instanceof Unanswered)) faults.push(String(error))
    } finally {
      place.pulling.delete(stream)
    }
  }

  async function catchUp(room: string): Promise<void> {
    const isStaff = ['facilitator', 'co-facilitator'].includes(placeOf(room).role)
    for (const stream of isStaff ? ['room', 'staff'] : ['room']) await pullOver(room, stream)
  }

  async function askAlways(): Promise<void> {
    while (!closed) {
      await wait(askEveryMs)
      for (const room of places.keys()) {
        if (placeOf(room).person === '') await rejoin(room)
        else await catchUp(room)
      }
    }
  }

  async function takeSnapshot(room: string): Promise<Snapshot> {
    const packet = parsedJson(await http(`/rooms/${room}/snapshot`))
    const parsed = snapshot.safeParse(packet)
    if (parsed.success) return parsed.data
    throw new Error(`a snapshot was answered ${JSON.stringify(packet).slice(0, 300)}`)
  }

  /** Sends a command once. Throws Unanswered when nothing was heard: send it again then. */
  async function send(command: Command): Promise<Answer> {
    const { room, ...rest } = command
    const packet = socket
      ? await ask('room:command', command)
      : parsedJson(await http(`/rooms/${room}/commands`, { method: 'POST', json: rest }))
    const parsed = answer.safeParse(packet)
    if (parsed.success) return parsed.data
    throw new Error(`${command.type} was answered ${JSON.stringify(packet).slice(0, 300)}`)
  }

  return {
    transport,
    faults,
    goodbyes,
    join,
    pull,
    send,
    snapshot: takeSnapshot,
    catchUp,
    person: (room: string) => placeOf(room).person,
    role: (room: string) => placeOf(room).role,
    mine: (room: string) => placeOf(room).mine,
    /** What this client has applied of a stream, from 1. */
    log: (room: string, stream = 'room'): readonly RoomEvent[] => logOf(room, stream),
    /** Every digest that the server said, with the head it stands beside. */
    digests: (room: string): readonly { head: number; digest: string }[] => placeOf(room).digests,
    /** Hears each event once, in order, after it was applied. */
    onEvent: (listener: (room: string, event: RoomEvent) => void) => void heard.push(listener),
    /** The Cookie header of the session that it has now. */
    cookie: () => cookie,
    isConnected: () => socket?.connected ?? !closed,
    /** Cuts the own connection without a goodbye; it comes back by itself. */
    cut: () => void socket?.io.engine.close(),
    async close(): Promise<void> {
      closed = true
      socket?.disconnect()
      await asking
    },
  }
}
