import { and, asc, eq, max } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { statement } from '#db/statement.ts'
import { roomPresence } from '#db/schema/rooms.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import type { Interval } from '../rules/attendance.ts'

const lastStretch = statement<{ from: number; to: number }>(
  `select "from", "to" from room_presence where room = ? and person = ? order by "from" desc limit 1`,
)
const insertStretch = statement(
  `insert into room_presence (room, person, "from", "to") values (?, ?, ?, ?)
   on conflict (room, person, "from") do update set "to" = excluded."to"`,
)
const moveEnd = statement(
  'update room_presence set "to" = ? where room = ? and person = ? and "from" = ?',
)

/** Keeps that `person` is there from `from` to `to`; overlapping stretches become one. */
export async function touchPresence(
  tx: Transaction,
  room: RoomId,
  person: PersonId,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const last = lastStretch.first(tx, room, person)
  if (!last || last.to < from) insertStretch.run(tx, room, person, from, to)
  else if (last.to < to) moveEnd.run(tx, to, room, person, last.from)
}

export async function presenceOf(db: Queries, room: RoomId): Promise<Interval[]> {
  return db
    .select({ person: roomPresence.person, from: roomPresence.from, to: roomPresence.to })
    .from(roomPresence)
    .where(eq(roomPresence.room, room))
    .orderBy(asc(roomPresence.from))
}

/** Until when anybody, or `person`, was last present; null when never. */
export async function lastSeen(
  db: Queries,
  room: RoomId,
  person?: PersonId,
): Promise<number | null> {
  const [row] = await db
    .select({ to: max(roomPresence.to) })
    .from(roomPresence)
    .where(
      and(
        eq(roomPresence.room, room),
        person === undefined ? undefined : eq(roomPresence.person, person),
      ),
    )
  return row?.to ?? null
}
