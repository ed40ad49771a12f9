import { eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { roomPeople, rooms } from '#db/schema/rooms.ts'
import { statement } from '#db/statement.ts'
import type { PersonId, RoomId, TeamId } from '#server/platform/rules/ids.ts'
import { logEvent, type LogEvent } from '../rules/events.ts'
import { iso } from '../rules/mine.ts'

/** A room that somebody was in, under whatever employer. */
export type OwnRoom = { room: RoomId; team: TeamId; title: string; startsAt: number }

/** Every room that `person` was ever in, earliest first. */
export async function roomsWith(db: Queries, person: PersonId): Promise<OwnRoom[]> {
  return db
    .select({ room: rooms.id, team: rooms.team, title: rooms.title, startsAt: rooms.startsAt })
    .from(roomPeople)
    .innerJoin(rooms, eq(rooms.id, roomPeople.room))
    .where(eq(roomPeople.person, person))
    .orderBy(rooms.startsAt)
}

/** The other rooms of a team, which may repeat what was written in this one. */
export async function roomsOfTeam(db: Queries, team: TeamId): Promise<RoomId[]> {
  const rows = await db.select({ room: rooms.id }).from(rooms).where(eq(rooms.team, team))
  return rows.map(({ room }) => room)
}

type Row = {
  stream: string
  seq: number
  type: string
  at: number
  actor: string | null
  body: string
  salt: Uint8Array | null
}

const concerning = statement<Row>(
  `select stream, seq, type, at, actor, body, salt from room_events
   where room = ? and (actor = ? or instr(body, ?) > 0 or type in ('action.added', 'action.changed'))
   order by stream, seq`,
)
const done = statement<Row>(
  `select stream, seq, type, at, actor, body, salt from room_events
   where room = ? and type = 'carried.done' order by stream, seq`,
)
const overwrite = statement(
  'update room_events set body = ?, salt = null where room = ? and stream = ? and seq = ?',
)

const count = statement(
  "update room_streams set rewritten = rewritten + 1 where room = ? and stream = 'room'",
)

/** Texts in the log of `room` have been overwritten: no state folded before may be used. */
export function countRewritten(tx: Transaction, room: RoomId): void {
  count.run(tx, room)
}

/** The events of `room` that `person` wrote, or that may name them. */
export function eventsConcerning(db: Queries, room: RoomId, person: PersonId): LogEvent[] {
  return concerning.all(db, room, person, person).map(parsed)
}

/** Where a room says that an action of an earlier one is done, in that action's words. */
export function doneIn(db: Queries, room: RoomId): LogEvent[] {
  return done.all(db, room).map(parsed)
}

function parsed({ stream, seq, type, at, actor, body }: Row): LogEvent {
  return logEvent.parse({
    ...{ stream, seq, type, at: iso(at), body: JSON.parse(body) as unknown },
    ...(actor === null ? {} : { actor }),
  })
}

/** Puts another body into its place. The commitment stands, and with it the chain. */
export function overwriteBody(
  tx: Transaction,
  room: RoomId,
  { stream, seq }: Pick<LogEvent, 'stream' | 'seq'>,
  body: unknown,
): void {
  overwrite.run(tx, JSON.stringify(body), room, stream, seq)
}
