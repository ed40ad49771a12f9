import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Queries } from '#db/connection.ts'
import { roomEvents, rooms, roomStreams } from '#db/schema/rooms.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import type { Link } from './chain.server.ts'

/** An event as its chain sees it. `body` is the text on the disk, whatever has become of it. */
export type ChainedEvent = Omit<Link, 'room' | 'stream'> & {
  body: string
  salt: Uint8Array | null
  hash: string
}
export type StreamEnd = { stream: Link['stream']; head: number; hash: string }

/** Every room of every organisation, for the operator of the installation. */
export async function everyRoom(db: Queries): Promise<RoomId[]> {
  const rows = await db.select({ id: rooms.id }).from(rooms).orderBy(asc(rooms.id))
  return rows.map(({ id }) => id)
}

/** Where each stream of `room` ends; a stream without such a row ends before its first event. */
export async function streamEnds(db: Queries, room: RoomId): Promise<StreamEnd[]> {
  return db
    .select({ stream: roomStreams.stream, head: roomStreams.head, hash: roomStreams.hash })
    .from(roomStreams)
    .where(eq(roomStreams.room, room))
    .orderBy(asc(roomStreams.stream))
}

/** Streams that hold events of `room`. */
export async function streamsWritten(db: Queries, room: RoomId): Promise<Link['stream'][]> {
  const rows = await db
    .selectDistinct({ stream: roomEvents.stream })
    .from(roomEvents)
    .where(eq(roomEvents.room, room))
  return rows.map(({ stream }) => stream)
}

/** The next events of one stream after `since`, in order. */
export async function chainAfter(
  db: Queries,
  room: RoomId,
  stream: Link['stream'],
  { since, limit }: { since: number; limit: number },
): Promise<ChainedEvent[]> {
  return db
    .select({
      seq: roomEvents.seq,
      type: roomEvents.type,
      at: roomEvents.at,
      actor: roomEvents.actor,
      // As text: what was tampered with may not be JSON any more.
      body: sql<string>`cast(${roomEvents.body} as text)`,
      salt: roomEvents.salt,
      commitment: roomEvents.commitment,
      hash: roomEvents.hash,
    })
    .from(roomEvents)
    .where(and(eq(roomEvents.room, room), eq(roomEvents.stream, stream), gt(roomEvents.seq, since)))
    .orderBy(asc(roomEvents.seq))
    .limit(limit)
}
