import type { Server as HttpServer } from 'node:http'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { Server } from 'socket.io'
import type { Actor } from '#server/access/rules/actor.ts'
import { newNonce, protect } from '#server/http/headers.server.ts'
import { eachInTurn } from '#server/platform/each-in-turn.server.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import { socketsAtOnce } from '#server/rooms/rules/limits.ts'
import { watchBuffer } from './buffer.server.ts'
import { createGate } from './gate.server.ts'
import { createPackets } from './packets.server.ts'
import { createDoor, type RoomDoor } from './room-door.server.ts'
import {
  groups,
  socketsIn,
  type RoomServer,
  type RoomServices,
  type RoomSocket,
} from './types.server.ts'

const touchEveryMs = 60_000
/** As many sockets share a commit. */
const touchedTogether = 50
const bufferEveryMs = 1_000
const bufferLimit = 1_048_576
/** All sockets leave within so long when the server stops: a second for a team, more for many. */
const spread = { perSocketMs: 20, atMostMs: 20_000 }

type Parts = {
  services: RoomServices
  log: Log
  origin: string
  limitsOff: boolean
  headsEveryMs?: number
}

/**
 * Rooms over Socket.IO, on the same command path as everything else: packet → command →
 * acknowledgement. Answers how to stop: every socket is told and closed, spread over time.
 */
export function attachSockets(server: HttpServer, parts: Parts) {
  const { services, log, origin } = parts
  let draining = false
  const gate = createGate(services, origin, () => draining)
  const io: RoomServer = new Server(server, {
    path: '/socket.io',
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 65_536,
    destroyUpgrade: false,
    transports: ['polling', 'websocket'],
    allowRequest: (request, answer) => gate.allowRequest(request, answer),
  })
  // Its answers do not come through the pipeline of the pages: they are protected like all others.
  server.prependListener('request', ({ url = '' }, response) => {
    if (!url.startsWith('/socket.io')) return
    protect(response, { nonce: newNonce(), origin, secure: origin.startsWith('https:') })
  })
  const door = createDoor(io, services)
  const packets = createPackets(services, door, log)

  io.use((socket, next) => {
    const holder = gate.holderOf(socket.request)
    if (!holder) return next(new Error('signed_out'))
    const waiting = watchBuffer(socket.conn)
    socket.data = { holder, actor: null, judged: null, rooms: new Set(), waiting, full: 0 }
    next()
  })
  io.on('connection', (socket) => {
    void socket.join([
      groups.person(socket.data.holder.person),
      groups.session(socket.data.holder.token),
    ])
    packets.listen(socket)
    socket.on('disconnect', () => {
      for (const room of socket.data.rooms) door.leave(socket, room)
    })
    socket.on('error', (error) => log.warn(errorFields(error), 'socket failed'))
    if (!parts.limitsOff && countOf(io, socket.data.holder.person) > socketsAtOnce) {
      socket.emit('room:goodbye', { reason: 'too_many', retryAfter: 10 })
      setTimeout(() => socket.disconnect(true), 200)
    }
  })
  const stop = keepGoing(io, door, parts)

  return {
    /** Tells every socket that the server restarts, and closes them one after the other. */
    async goodbye(): Promise<void> {
      draining = true
      stop()
      const sockets = [...io.of('/').sockets.values()]
      const each = Math.min(spread.perSocketMs, spread.atMostMs / Math.max(1, sockets.length))
      for (const socket of sockets) {
        socket.emit('room:goodbye', { reason: 'restart', retryAfter: 2 })
        await wait(each)
        socket.disconnect(true)
      }
      io.engine.close()
    },
  }
}

function countOf(io: RoomServer, person: PersonId): number {
  return io.of('/').adapter.rooms.get(groups.person(person))?.size ?? 0
}

/** What happens by itself while sockets are open. Answers how to end it. */
function keepGoing(
  io: RoomServer,
  door: RoomDoor,
  { services, log, headsEveryMs = 15_000 }: Parts,
): () => void {
  const { accounts, organisations, rooms } = services
  const failed = (error: unknown) => log.error(errorFields(error), 'telling a room failed')
  const quietly = (work: Promise<unknown>) => void work.catch(failed)
  const sockets = () => [...io.of('/').sockets.values()]
  const timers = [
    setInterval(() => {
      quietly(door.tellAllHeads())
      quietly(refuseStrangers(sockets(), services, door))
    }, headsEveryMs),
    setInterval(() => quietly(touchAll(sockets(), services, door)), touchEveryMs),
    setInterval(() => closeStalled(sockets()), bufferEveryMs),
  ]
  const hearing = [
    rooms.onWake((wake) => quietly(door.wake(wake))),
    rooms.presence.onChange((room: RoomId) => quietly(door.tellPresence(room))),
    organisations.whenChanged((person) => {
      // Another process has written: whose rights that changed is not known, so all are asked.
      if (person === null) quietly(refuseStrangers(sockets(), services, door))
      else quietly(door.judgeAgain(socketsIn(io, groups.person(person))))
    }),
    accounts.whenEnded((ended) => {
      const theirs = 'token' in ended ? groups.session(ended.token) : groups.person(ended.person)
      door.sayGoodbye(theirs, undefined, 'signed_out')
    }),
  ]
  return () => {
    for (const timer of timers) clearInterval(timer)
    for (const end of hearing) end()
  }
}

/**
 * Who may not be in a room any more, because they left the team or organisation, leaves it; whose
 * session another process has ended is signed out.
 */
async function refuseStrangers(
  sockets: readonly RoomSocket[],
  { accounts }: RoomServices,
  door: RoomDoor,
): Promise<void> {
  const changed = sockets.filter((socket) => !door.isUnchanged(socket))
  // A thousand in one turn would keep everybody's contributions waiting for a fifth of a second.
  await eachInTurn(changed, async (socket) => {
    const { holder } = socket.data
    const session = await accounts.sessionOf(holder.cookies)
    if (!session) door.sayGoodbye(groups.session(holder.token), undefined, 'signed_out')
    else if (!(await door.isAtHome(socket))) await door.judgeAgain([socket])
  })
}

/** Presence is kept, and a session in use lives on; one that has ended closes its sockets. */
async function touchAll(
  sockets: readonly RoomSocket[],
  services: RoomServices,
  door: RoomDoor,
): Promise<void> {
  const starts = Array.from({ length: Math.ceil(sockets.length / touchedTogether) }, (_, at) => at)
  await eachInTurn(starts, async (start) => {
    const some = sockets.slice(start * touchedTogether, (start + 1) * touchedTogether)
    const there: Awaited<ReturnType<typeof whereItIs>> = []
    for (const socket of some) {
      there.push(...(await whereItIs(socket, services, door)))
      await nextTurn()
    }
    await services.rooms.touchTogether(there)
  })
}

/** The rooms that a socket is in, with who is there by it; none where its session has ended. */
async function whereItIs(
  { data }: RoomSocket,
  { accounts, organisations }: RoomServices,
  door: RoomDoor,
): Promise<{ actor: Actor; room: RoomId }[]> {
  const { holder } = data
  const session = await accounts.sessionOf(holder.cookies)
  const known = data.actor && organisations.isCurrent(data.actor) ? data.actor : null
  const actor = session ? (known ?? (await organisations.actorFor(holder.person))) : null
  if (actor) return [...data.rooms].map((room) => ({ actor, room }))
  door.sayGoodbye(groups.session(holder.token), undefined, 'signed_out')
  return []
}

/** A reader that does not read is closed, so that memory stays bounded; it pulls when it is back. */
function closeStalled(sockets: readonly RoomSocket[]): void {
  for (const socket of sockets) {
    const { data } = socket
    data.full = data.waiting() > bufferLimit ? data.full + 1 : 0
    if (data.full < 2) continue
    socket.emit('room:goodbye', { reason: 'resync', retryAfter: 1 })
    socket.disconnect(true)
  }
}
