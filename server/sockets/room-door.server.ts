import type { z } from 'zod'
import type { Actor } from '#server/access/rules/actor.ts'
import type { OrganisationId, PersonId, RoomId } from '#server/platform/rules/ids.ts'
import { refuse } from '#server/platform/rules/outcome.ts'
import { isStaff } from '#server/rooms/rules/state.ts'
import {
  eventsAtOnce,
  type LogEvent,
  type packets,
  type Stream,
} from '#server/rooms/rules/protocol.ts'
import { groups, type RoomServer, type RoomServices, type RoomSocket } from './types.server.ts'

type Reply = (answer: object) => void
type Join = z.infer<(typeof packets)['room:join']>

const leaveAfterMs = 200
const changesRoles = new Set(['staff.added', 'staff.removed', 'role.changed', 'seat.moved'])

/** Coming into rooms and leaving them, and what everybody inside is told. */
export function createDoor(io: RoomServer, services: RoomServices) {
  const { rooms } = services
  /** Rooms that somebody here is in; the organisation is what reads are scoped by. */
  const open = new Map<RoomId, OrganisationId>()

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
    const from = { room: since?.room ?? 0, staff: since?.staff ?? 0 }
    if (from.room > heads.room || from.staff > (heads.staff ?? 0)) {
      return reply(refuse('invalid', 'This room has no such number yet. Load the page again.'))
    }
    await rooms.pump.watch(room, (stream, events) => deliver(room, stream, events))
    if (!socket.connected) return tidy(room)
    open.set(room, actor.organisation)
    if (!socket.data.rooms.has(room)) rooms.presence.arrived(room, actor.person)
    socket.data.rooms.add(room)
    await socket.join([groups.own(room, actor.person)])
    reply({ ok: true, person: actor.person, role, heads, mine })
    await catchUp(socket, actor, room, 'room', from.room)
    if (isStaff(role)) await catchUp(socket, actor, room, 'staff', from.staff)
    await rooms.touch(actor, room, 'socket')
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
    const group = stream === 'staff' ? groups.staff(room) : groups.room(room)
    let [sent, count] = [since, 0]
    while (sent < rooms.pump.cursor(room, stream) && count < eventsAtOnce) {
      const found = await rooms.events(actor, room, stream, sent)
      const last = found.ok ? found.value.events.at(-1) : undefined
      if (!found.ok || !last) break
      socket.emit('room:events', { room, stream, events: found.value.events })
      sent = last.seq
      count += found.value.events.length
    }
    if (socket.data.rooms.has(room)) await socket.join(group)
  }

  function deliver(room: RoomId, stream: Stream, events: readonly LogEvent[]): void {
    const group = stream === 'staff' ? groups.staff(room) : groups.room(room)
    io.to(group).emit('room:events', { room, stream, events })
    for (const event of events) {
      if (event.type === 'person.removed') sayGoodbye(groups.own(room, event.body.person), room)
      if (event.type === 'room.closed') {
        io.to(groups.room(room)).emit('room:goodbye', { room, reason: 'closed' })
      }
    }
    if (events.some(({ type }) => changesRoles.has(type))) void sortStaff(room)
  }

  /** Whoever leads now hears the staff stream, whoever does not hears it no more. */
  async function sortStaff(room: RoomId): Promise<void> {
    const organisation = open.get(room)
    const position = organisation ? await rooms.position(organisation, room) : null
    if (!position) return
    for (const { person, role } of position.view.people) {
      const own = io.in(groups.own(room, person))
      if (isStaff(role)) own.socketsJoin(groups.staff(room))
      else own.socketsLeave(groups.staff(room))
    }
    tellHeads(room, position)
  }

  function tellHeads(
    room: RoomId,
    { heads, digest }: { heads: { room: number; staff: number }; digest: string },
  ) {
    const staff = groups.staff(room)
    io.to(groups.room(room))
      .except(staff)
      .emit('room:heads', {
        room,
        heads: { room: heads.room },
        digest,
      })
    io.to(staff).emit('room:heads', { room, heads, digest })
  }

  /** Tells all sockets of a group that they have no place here any more, then closes them. */
  function sayGoodbye(group: string, room?: RoomId, reason: 'removed' | 'signed_out' = 'removed') {
    io.to(group).emit('room:goodbye', room ? { room, reason } : { reason })
    if (room) io.in(group).socketsLeave([groups.room(room), groups.staff(room)])
    setTimeout(() => io.in(group).disconnectSockets(true), leaveAfterMs)
  }

  /** Answers whether the socket was in the room. */
  function leave(socket: RoomSocket, room: RoomId): boolean {
    const { rooms: inside, holder } = socket.data
    if (!inside.delete(room)) return false
    for (const group of [groups.room(room), groups.staff(room), groups.own(room, holder.person)]) {
      void socket.leave(group)
    }
    rooms.presence.left(room, holder.person)
    tidy(room)
    return true
  }

  /** Nobody of this process is in the room any more: it need not be watched. */
  function tidy(room: RoomId): void {
    const inside = [...io.of('/').sockets.values()].some((one) => one.data.rooms.has(room))
    if (inside) return
    open.delete(room)
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
    // A list of who is there, beside texts without names, would name them.
    if (phases.find(({ id }) => id === current)?.anonymous) return
    const known = new Set(people.map(({ person }) => person))
    io.to(groups.room(room)).emit('room:presence', {
      room,
      here: rooms.presence.here(room).filter((person) => known.has(person)),
      writing: rooms.presence.writing(room),
    })
  }

  return {
    join,
    leave,
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
      for (const [room, organisation] of open) {
        // Should a wake-up have been lost, what it stood for is handed on now.
        await rooms.pump.pump(room)
        const position = await rooms.position(organisation, room)
        if (position) tellHeads(room, position)
      }
    },
  }
}
export type RoomDoor = ReturnType<typeof createDoor>
