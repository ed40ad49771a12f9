import { and, asc, desc, eq, max, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { prepared } from '#db/prepared.ts'
import { roomPresence } from '#db/schema/rooms.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import type { Interval } from '../rules/attendance.ts'

const $ = sql.placeholder

const lastStretch = prepared((db) =>
  db
    .select({ from: roomPresence.from, to: roomPresence.to })
    .from(roomPresence)
    .where(and(eq(roomPresence.room, $('room')), eq(roomPresence.person, $('person'))))
    .orderBy(desc(roomPresence.from))
    .limit(1)
    .prepare(),
)

/** Keeps that `person` is there from `from` to `to`; overlapping stretches become one. */
export async function touchPresence(
  tx: Transaction,
  room: RoomId,
  person: PersonId,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const [last] = await lastStretch(tx).execute({ room, person })
  if (!last || last.to < from) {
    await tx
      .insert(roomPresence)
      .values({ room, person, from, to })
      .onConflictDoUpdate({
        target: [roomPresence.room, roomPresence.person, roomPresence.from],
        set: { to },
      })
  } else if (last.to < to) {
    await tx
      .update(roomPresence)
      .set({ to })
      .where(
        and(
          eq(roomPresence.room, room),
          eq(roomPresence.person, person),
          eq(roomPresence.from, last.from),
        ),
      )
  }
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
