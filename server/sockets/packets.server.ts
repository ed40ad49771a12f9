import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Actor } from '#server/access/rules/actor.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import { duringRequest } from '#server/platform/request.server.ts'
import { refuse } from '#server/platform/rules/outcome.ts'
import { packets } from '#server/rooms/rules/protocol.ts'
import type { RoomDoor } from './room-door.server.ts'
import { packetNames, type PacketName, type RoomServices, type RoomSocket } from './types.server.ts'

type Reply = (answer: object) => void

/**
 * Packet → service → acknowledgement; no rule of its own. Whatever arrives, nothing is thrown: a
 * packet that cannot be read gets an `invalid` answer, one without a callback gets nothing.
 */
export function createPackets(services: RoomServices, door: RoomDoor, log: Log) {
  const { accounts, rooms, organisations } = services

  /**
   * Asked for each packet, because memberships change and sessions end while a room is open; loaded
   * when they may have.
   */
  async function holderToday(socket: RoomSocket): Promise<Actor | null> {
    const { data } = socket
    if (!data.actor || !organisations.isCurrent(data.actor)) {
      const session = await accounts.sessionOf(data.holder.cookies)
      data.actor = session && (await organisations.actorFor(data.holder.person))
    }
    return data.actor
  }

  async function answer(socket: RoomSocket, name: PacketName, payload: unknown, reply: Reply) {
    const { person } = socket.data.holder
    const tooMany = rooms.limit(person, 'packet')
    if (tooMany) return reply({ ok: false, error: tooMany })
    const actor = await holderToday(socket)
    if (!actor) return reply(refuse('signed_out', 'Sign in again. Your text is kept.'))
    switch (name) {
      case 'room:command':
        return reply(await rooms.command(actor, payload, 'socket'))
      case 'room:join':
        return withPayload(packets[name], payload, reply, (read) =>
          door.join(socket, actor, read, reply),
        )
      case 'room:pull':
        return withPayload(packets[name], payload, reply, (read) => pull(actor, read, reply))
      case 'room:leave':
        return withPayload(packets[name], payload, reply, ({ room }) => {
          const left = door.leave(socket, room)
          reply(left ? { ok: true } : refuse('not_found', 'You are not in this room.'))
          return Promise.resolve()
        })
    }
  }

  async function pull(
    actor: Actor,
    { room, stream, since }: z.infer<(typeof packets)['room:pull']>,
    reply: Reply,
  ): Promise<void> {
    const tooMany = rooms.limit(actor.person, 'pull')
    if (tooMany) return reply({ ok: false, error: tooMany })
    const found = await rooms.events(actor, room, stream, since)
    reply(found.ok ? { ok: true, ...found.value } : found)
  }

  function receive(socket: RoomSocket, name: PacketName, args: readonly unknown[]): void {
    const last = args.at(-1)
    if (!isReply(last)) return
    const reply = once(last)
    if (args.length !== 2) return reply(unreadable())
    const requestId = randomUUID()
    const answered = duringRequest(requestId, () => answer(socket, name, args[0], reply))
    answered.catch((error: unknown) => {
      log.error({ requestId, ...errorFields(error), event: name }, 'packet failed')
      reply(refuse('unavailable', 'Something went wrong. Your text is kept.', { retryAfter: 2 }))
      // It may have been told that it is in: better that it comes back than that it hears nothing.
      if (name === 'room:join') socket.disconnect(true)
    })
  }

  return {
    listen(socket: RoomSocket): void {
      for (const name of packetNames) {
        socket.on(name, (...args: unknown[]) => receive(socket, name, args))
      }
    },
  }
}

async function withPayload<S extends z.ZodType>(
  schema: S,
  payload: unknown,
  reply: Reply,
  go: (read: z.output<S>) => Promise<void>,
): Promise<void> {
  const read = schema.safeParse(payload)
  if (read.success) await go(read.data)
  else reply(unreadable())
}

function unreadable() {
  return refuse('invalid', 'The server cannot read this. Your text is kept: load the page again.')
}

function isReply(value: unknown): value is Reply {
  return typeof value === 'function'
}

function once(reply: Reply): Reply {
  let done = false
  return (answer) => {
    if (done) return
    done = true
    reply(answer)
  }
}
