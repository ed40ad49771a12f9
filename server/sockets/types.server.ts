import type { Server, Socket } from 'socket.io'
import type { Actor } from '#server/access/rules/actor.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import type {
  GoodbyeReason,
  Heads,
  LogEvent,
  Mine,
  Presence,
  Stream,
} from '#server/rooms/rules/protocol.ts'
import type { Services } from '#server/services.ts'

/** Whose session opened a connection. */
export type Holder = { person: PersonId; token: string; cookies: string | undefined }

/** What sockets ask of the product. */
export type RoomServices = {
  accounts: Pick<Services['accounts'], 'sessionOf' | 'whenEnded'>
  organisations: Pick<Services['organisations'], 'actorFor' | 'isCurrent' | 'whenChanged'>
  rooms: Services['rooms']
}

type Packet = (...args: unknown[]) => void
export const packetNames = ['room:join', 'room:command', 'room:pull', 'room:leave'] as const
export type PacketName = (typeof packetNames)[number]
export type FromClient = Record<PacketName, Packet>

export type ToClient = {
  'room:events': (push: { room: RoomId; stream: string; events: readonly LogEvent[] }) => void
  'room:mine': (push: { room: RoomId; mine: Mine }) => void
  'room:heads': (push: { room: RoomId; heads: Heads; digest: string }) => void
  'room:presence': (push: Presence) => void
  'room:seat': (push: { room: RoomId; here: boolean }) => void
  'room:goodbye': (push: { room?: RoomId; reason: GoodbyeReason; retryAfter?: number }) => void
}

/** What a socket remembers: whose it is, and which rooms it has come into. */
export type Held = {
  holder: Holder
  /** Who the holder was when last asked; only good while it is current. */
  actor: Actor | null
  /** As whom they were last found to belong into every room that they are in. */
  judged: Actor | null
  rooms: Set<RoomId>
  waiting: () => number
  full: number
}

type NoEvents = Record<string, never>
export type RoomServer = Server<FromClient, ToClient, NoEvents, Held>
export type RoomSocket = Socket<FromClient, ToClient, NoEvents, Held>

/** Names of the groups of sockets that hear the same. */
export const groups = {
  stream: (room: RoomId, stream: Stream) => `${stream} ${room}`,
  own: (room: RoomId, person: PersonId) => `own ${room} ${person}`,
  person: (person: PersonId) => `person ${person}`,
  /** Whether a name is of a group that hears what happens in `room`, or in any. */
  isOfRoom: (name: string, room?: RoomId) =>
    room === undefined ? /^(?!person |session )\S+ /.test(name) : name.includes(` ${room}`),
  session: (token: string) => `session ${token}`,
}

/** The sockets that are in a group at this moment. */
export function socketsIn(io: RoomServer, group: string): RoomSocket[] {
  const { adapter, sockets } = io.of('/')
  return [...(adapter.rooms.get(group) ?? [])].flatMap((id) => sockets.get(id) ?? [])
}
