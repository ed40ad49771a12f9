import type { z } from 'zod'
import type { Actor } from '#server/access/rules/actor.ts'
import { eachInTurn } from '#server/platform/each-in-turn.server.ts'
import type { OrganisationId, PersonId, RoomId } from '#server/platform/rules/ids.ts'
import { refuse } from '#server/platform/rules/outcome.ts'
import { headsAmong } from '#server/rooms/reading.server.ts'
import { streamsFor } from '#server/rooms/rules/group-notes.ts'
import {
  eventsAtOnce,
  isGroupStream,
  streamOfGroup,
  type EventBody,
  type Heads,
  type LogEvent,
  type packets,
  type Stream,
} from '#server/rooms/rules/protocol.ts'
import {
  groups,
  socketsIn,
  type RoomServer,
  type RoomServices,
  type RoomSocket,
} from './types.server.ts'

type Reply = (answer: object) => void
type Join = z.infer<(typeof packets)['room:join']>

const leaveAfterMs = 200
/** After these somebody hears other streams than before. */
const changesStreams = new Set([
  'staff.added',
  'staff.removed',
  'role.changed',
  'seat.moved',
  'groups.formed',
  'groups.recalled',
])

/** Coming into rooms and leaving them, and what everybody inside is told. */
export function createDoor(io: RoomServer, services: RoomServices) {
  const { rooms, organisations } = services
  /** Rooms that somebody here is in; the organisation is what reads are scoped by. */
  const open = new Map<RoomId, OrganisationId>()
  /** How many sockets are in each room. */
  const inRoom = new Map<RoomId, number>()
  /** Whether the holder of the seat is here, as a room without names was told last. */
  const seatsTold = new Map<RoomId, boolean>()

  async function join(
    socket: RoomSocket,
    actor: Actor,
    { room, since }: Join,
    reply: Reply,
  ): Promise<void> {
    const tooMany = rooms.limit(actor.person, 'pull')
    if (tooMany) return reply({ ok: false, error: tooMany })
    const found = await rooms.snapshotHead(actor, room)
    if (!found.ok) return reply(found)
    const { role, heads, mine } = found.value
    const streams = streamsIn(heads)
    const from = new Map(streams.map((stream) => [stream, since?.[stream] ?? 0]))
    const named = Object.keys(since ?? {}).filter(isGroupStream)
    const foreign = named.filter((stream) => !streams.includes(stream))
    if (foreign.length > 0 && (await isFormed(room, actor, foreign))) {
      return reply(refuse('forbidden', 'Only the people of this group read this.'))
    }
    // A group that has been called back may still be named; what one never may read may not.
    const above = (stream: Stream) => (since?.[stream] ?? 0) > (heads[stream] ?? 0)
    if ([...streams, 'staff' as const].some(above)) {
      return reply(refuse('invalid', 'This room has no such number yet. Load the page again.'))
    }
    await rooms.pump.watch(room, (stream, events) => deliver(room, stream, events))
    if (!socket.connected) return tidy(room)
    // From here on a change of rights finds the socket in the room; before, it finds it here.
    if (!organisations.isCurrent(actor)) {
      tidy(room)
      return reply(refuse('unavailable', 'Try again.', { retryAfter: 1 }))
    }
    open.set(room, actor.organisation)
    if (!socket.data.rooms.has(room)) {
      if (socket.data.rooms.size === 0) socket.data.judged = actor
      socket.data.rooms.add(room)
      inRoom.set(room, (inRoom.get(room) ?? 0) + 1)
      rooms.presence.arrived(room, actor.person)
    }
    await socket.join([groups.own(room, actor.person)])
    reply({ ok: true, person: actor.person, role, heads, mine })
    for (const stream of streams) {
      await catchUp(socket, actor, room, stream, from.get(stream) ?? 0)
    }
    const seatIsHere = seatsTold.get(room)
    if (seatIsHere !== undefined) socket.emit('room:seat', { room, here: seatIsHere })
    await rooms.touch(actor, room, 'socket')
  }

  /** Whether one of these streams is of a group that works now. */
  async function isFormed(room: RoomId, { organisation }: Actor, streams: string[]) {
    const position = await rooms.position(organisation, room)
    const working = position?.view.groups.map(({ group }): string => streamOfGroup(group)) ?? []
    return streams.some((stream) => working.includes(stream))
  }

  /**
   * Sends what is missing, then lets the socket hear what is new. In between nothing is lost: it is
   * let in at the very moment at which it has all that the others have been sent.
   */
  async function catchUp(
    socket: RoomSocket,
    actor: Actor,
    room: RoomId,
    stream: Stream,
    since: number,
  ): Promise<void> {
    const group = groups.stream(room, stream)
    let [sent, count] = [since, 0]
    const mayHear = () => socket.data.rooms.has(room) && organisations.isCurrent(actor)
    while (sent < rooms.pump.cursor(room, stream) && count < eventsAtOnce) {
      const found = await rooms.events(actor, room, stream, sent)
      const last = found.ok ? found.value.events.at(-1) : undefined
      if (!found.ok || !last || !mayHear()) break
      socket.emit('room:events', { room, stream, events: found.value.events })
      sent = last.seq
      count += found.value.events.length
    }
    // Who came in as a facilitator may have stopped being one meanwhile, when nothing was heard yet
    // that could have been taken away.
    const isTheirs = stream === 'room' || (await isReaderOf(actor, room, stream))
    if (isTheirs && mayHear()) await socket.join(group)
  }

  /** Whether somebody may read this stream of the room at this moment. */
  async function isReaderOf(actor: Actor, room: RoomId, stream: Stream): Promise<boolean> {
    const found = await rooms.inside(actor, room)
    if (!found.ok) return false
    const { role, current } = found.value
    return streamsFor(current.state.view, actor.person, role).includes(stream)
  }

  function deliver(room: RoomId, stream: Stream, events: readonly LogEvent[]): void {
    io.to(groups.stream(room, stream)).emit('room:events', { room, stream, events })
    for (const event of events) {
      if (event.type === 'person.removed') sayGoodbye(groups.own(room, event.body.person), room)
      if (event.type === 'room.closed') {
        io.to(groups.stream(room, 'room')).emit('room:goodbye', { room, reason: 'closed' })
      }
    }
    // Whether names are told of may have changed with the phase.
    if (events.some(({ type }) => type === 'phase.opened')) void tellPresence(room)
    const changed = events.filter(({ type }) => changesStreams.has(type))
    for (const event of changed)
      if (event.type === 'groups.formed') sortGroups(room, event.body.groups)
    if (changed.length > 0) void sortStreams(room)
  }

  /** At once, before anything is handed on that a group has written: its members hear it. */
  function sortGroups(room: RoomId, formed: EventBody<'groups.formed'>['groups']): void {
    leaveGroups(room)
    for (const { group, people } of formed) {
      const stream = groups.stream(room, streamOfGroup(group))
      for (const person of people) io.in(groups.own(room, person)).socketsJoin(stream)
      io.in(groups.stream(room, 'staff')).socketsJoin(stream)
    }
  }

  function leaveGroups(room: RoomId): void {
    const ofGroups = streamsHeard(io, room).filter((name) => name.startsWith('group:'))
    for (const name of ofGroups) io.in(name).socketsLeave(name)
  }

  /** Everybody hears the streams that they may read now, and no other. */
  async function sortStreams(room: RoomId): Promise<void> {
    const organisation = open.get(room)
    const position = organisation ? await rooms.position(organisation, room) : null
    if (!position) return
    const { view } = position
    const every: Stream[] = ['staff', ...view.groups.map(({ group }) => streamOfGroup(group))]
    if (view.groups.length === 0) leaveGroups(room)
    for (const { person, role } of view.people) {
      const own = io.in(groups.own(room, person))
      const theirs = streamsFor(view, person, role)
      for (const stream of every) {
        if (theirs.includes(stream)) own.socketsJoin(groups.stream(room, stream))
        else own.socketsLeave(groups.stream(room, stream))
      }
    }
    tellHeads(room, position)
  }

  type Position = NonNullable<Awaited<ReturnType<typeof rooms.position>>>

  /** Where the streams end, for each what they may read. */
  function tellHeads(room: RoomId, { heads, view }: Position) {
    const digest = rooms.digestOf(view)
    const everybody = groups.stream(room, 'room')
    const apart = view.people.filter(
      ({ person, role }) => streamsFor(view, person, role).length > 1,
    )
    io.to(everybody)
      .except(apart.map(({ person }) => groups.own(room, person)))
      .emit('room:heads', { room, heads: { room: heads.room }, digest })
    for (const { person, role } of apart) {
      const own = headsAmong(heads, streamsFor(view, person, role))
      io.to(groups.own(room, person)).emit('room:heads', { room, heads: own, digest })
    }
  }

  /** Tells all sockets of a group that they have no place here any more, then closes them. */
  function sayGoodbye(group: string, room?: RoomId, reason: 'removed' | 'signed_out' = 'removed') {
    const leaving = socketsIn(io, group)
    io.to(group).emit('room:goodbye', room ? { room, reason } : { reason })
    for (const socket of leaving) stopHearing(socket, room)
    setTimeout(() => {
      for (const socket of leaving) socket.disconnect(true)
    }, leaveAfterMs)
  }

  /** From this very moment the socket hears nothing more of `room`, or of any. */
  function stopHearing(socket: RoomSocket, room?: RoomId): void {
    for (const name of socket.rooms) if (groups.isOfRoom(name, room)) void socket.leave(name)
  }

  /** Answers whether the socket was in the room. */
  function leave(socket: RoomSocket, room: RoomId): boolean {
    const { rooms: inside, holder } = socket.data
    if (!inside.delete(room)) return false
    stopHearing(socket, room)
    const others = (inRoom.get(room) ?? 1) - 1
    if (others > 0) inRoom.set(room, others)
    else inRoom.delete(room)
    rooms.presence.left(room, holder.person)
    tidy(room)
    return true
  }

  /** Nobody of this process is in the room any more: it need not be watched. */
  function tidy(room: RoomId): void {
    if (inRoom.has(room)) return
    open.delete(room)
    seatsTold.delete(room)
    rooms.pump.unwatch(room)
  }

  async function tellMine(room: RoomId, person: PersonId): Promise<void> {
    const group = groups.own(room, person)
    if (!io.of('/').adapter.rooms.has(group)) return
    io.to(group).emit('room:mine', { room, mine: await rooms.mine({ person }, room) })
  }

  async function tellPresence(room: RoomId): Promise<void> {
    const organisation = open.get(room)
    const position = organisation ? await rooms.position(organisation, room) : null
    if (!position) return
    const { current, phases, people } = position.view
    // A list of who is there, beside texts without names, would name them: only the seat, which is
    // nobody's secret, is told of, and only when that has changed.
    if (phases.find(({ id }) => id === current)?.anonymous) {
      const told = { room, here: rooms.presence.here(room).includes(position.view.seat.person) }
      if (seatsTold.get(room) !== told.here) {
        seatsTold.set(room, told.here)
        io.to(groups.stream(room, 'room')).emit('room:seat', told)
      }
      return
    }
    seatsTold.delete(room)
    const known = new Set(people.map(({ person }) => person))
    io.to(groups.stream(room, 'room')).emit('room:presence', {
      room,
      here: rooms.presence.here(room).filter((person) => known.has(person)),
      writing: rooms.presence.writing(room),
    })
  }

  /** Whether everything that a socket is in is still its holder's to read. */
  async function isAtHome(socket: RoomSocket): Promise<boolean> {
    const { holder, rooms: inside } = socket.data
    const known = socket.data.actor
    const isKnown = known !== null && organisations.isCurrent(known)
    const actor = isKnown ? known : await organisations.actorFor(holder.person)
    for (const room of inside) {
      const found = actor ? await rooms.inside(actor, room) : null
      if (!found?.ok) return false
    }
    socket.data.judged = actor
    return actor !== null
  }

  /** Nobody's rights have changed since the socket's holder was found to belong here: asks nothing. */
  function isUnchanged({ data }: RoomSocket): boolean {
    return data.judged !== null && organisations.isCurrent(data.judged)
  }

  /**
   * The rights of these sockets' holders may have changed: they hear nothing more from this very
   * moment, and are closed. Who still belongs comes back at once, and misses nothing.
   */
  async function judgeAgain(sockets: readonly RoomSocket[]): Promise<void> {
    const hearing = sockets.filter(({ data }) => data.rooms.size > 0)
    for (const socket of hearing) stopHearing(socket)
    for (const socket of hearing) {
      const [room] = socket.data.rooms
      if (await isAtHome(socket)) socket.emit('room:goodbye', { reason: 'resync', retryAfter: 1 })
      else socket.emit('room:goodbye', { ...(room ? { room } : {}), reason: 'removed' })
      setTimeout(() => socket.disconnect(true), leaveAfterMs)
    }
  }

  return {
    join,
    leave,
    isAtHome,
    isUnchanged,
    judgeAgain,
    sayGoodbye,
    tellPresence,
    /** There is more: in the log, in what is these people's own. */
    async wake({ room, people }: { room: RoomId; people: readonly PersonId[] }): Promise<void> {
      if (!open.has(room)) return
      await rooms.pump.pump(room)
      for (const person of people) await tellMine(room, person)
    },
    /** Where every open room stands, so that a client can tell whether it has the same. */
    async tellAllHeads(): Promise<void> {
      // Many rooms at once would keep everybody's contributions waiting.
      await eachInTurn(open, async ([room, organisation]) => {
        // Should a wake-up have been lost, what it stood for is handed on now.
        await rooms.pump.pump(room)
        const position = await rooms.position(organisation, room)
        if (position) tellHeads(room, position)
      })
    },
  }
}
export type RoomDoor = ReturnType<typeof createDoor>

/** The streams of `room` that somebody here may read, the room's own first. */
function streamsIn(heads: Heads): Stream[] {
  const others = heads.staff === undefined ? [] : (['staff'] as const)
  return ['room', ...others, ...Object.keys(heads).filter(isGroupStream)]
}

/** Names of the groups of sockets that hear a stream of `room`. */
function streamsHeard(io: RoomServer, room: RoomId): string[] {
  const own = `own ${room}`
  return [...io.of('/').adapter.rooms.keys()].filter(
    (name) => name.endsWith(` ${room}`) && !name.startsWith(own),
  )
}
