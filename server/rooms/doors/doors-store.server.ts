import { and, desc, eq, isNull, notInArray } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { roomCodes, roomDisplays, roomPeople, rooms } from '#db/schema/rooms.ts'
import type { OrganisationId, PersonId, RoomId, TeamId } from '#server/platform/rules/ids.ts'
import type { Role } from '../rules/shapes.ts'
import type { RoomRow } from '../store.server.ts'

/** The code of `room`; null where none has been made. */
export async function codeOf(db: Queries, room: RoomId): Promise<string | null> {
  const [row] = await db
    .select({ code: roomCodes.code })
    .from(roomCodes)
    .where(eq(roomCodes.room, room))
  return row?.code ?? null
}

/** Gives `room` the code; false when it is another room's, or the room has one. */
export async function insertCode(
  tx: Transaction,
  made: { room: RoomId; code: string; createdAt: number },
): Promise<boolean> {
  const written = await tx
    .insert(roomCodes)
    .values(made)
    .onConflictDoNothing()
    .returning({ room: roomCodes.room })
  return written.length > 0
}

/** The room of one's own organisation that has this code; null for every other. */
export async function roomByCode(
  db: Queries,
  organisation: OrganisationId,
  code: string,
): Promise<RoomRow | null> {
  const [row] = await db
    .select({ room: rooms })
    .from(roomCodes)
    .innerJoin(rooms, eq(rooms.id, roomCodes.room))
    .where(and(eq(rooms.organisation, organisation), eq(roomCodes.code, code)))
  return row?.room ?? null
}

/** Rooms of other teams in which the person stands: as a guest, or as a former member of the team. */
export async function roomsElsewhere(
  db: Queries,
  organisation: OrganisationId,
  teams: readonly TeamId[],
  person: PersonId,
): Promise<{ room: RoomRow; role: Role | null; removed: boolean }[]> {
  return db
    .select({ room: rooms, role: roomPeople.role, removed: roomPeople.removed })
    .from(roomPeople)
    .innerJoin(rooms, eq(rooms.id, roomPeople.room))
    .where(
      and(
        eq(rooms.organisation, organisation),
        eq(roomPeople.person, person),
        eq(roomPeople.removed, false),
        notInArray(rooms.team, [...teams]),
      ),
    )
}

export type DisplayRow = typeof roomDisplays.$inferSelect

export async function insertDisplay(tx: Transaction, row: DisplayRow): Promise<void> {
  await tx.insert(roomDisplays).values(row)
}

/** The addresses of `room` that are in use, the newest first. */
export async function displaysOf(db: Queries, room: RoomId): Promise<DisplayRow[]> {
  return db
    .select()
    .from(roomDisplays)
    .where(and(eq(roomDisplays.room, room), isNull(roomDisplays.revokedAt)))
    .orderBy(desc(roomDisplays.createdAt), desc(roomDisplays.id))
}

/** Stops an address of `room` for good; false when there is none in use by that id. */
export async function revokeDisplay(
  tx: Transaction,
  room: RoomId,
  display: string,
  revokedAt: number,
): Promise<boolean> {
  const written = await tx
    .update(roomDisplays)
    .set({ revokedAt })
    .where(
      and(
        eq(roomDisplays.id, display),
        eq(roomDisplays.room, room),
        isNull(roomDisplays.revokedAt),
      ),
    )
    .returning({ id: roomDisplays.id })
  return written.length > 0
}

/**
 * The room that a display's secret belongs to, whether the address is still in use, and the
 * organisation it reads as; null for a secret that opens nothing in `room`.
 */
export async function findDisplay(
  db: Queries,
  room: RoomId,
  secretHash: string,
): Promise<{ room: RoomRow; madeBy: PersonId; revoked: boolean } | null> {
  const [row] = await db
    .select({ room: rooms, madeBy: roomDisplays.madeBy, revokedAt: roomDisplays.revokedAt })
    .from(roomDisplays)
    .innerJoin(rooms, eq(rooms.id, roomDisplays.room))
    .where(and(eq(roomDisplays.room, room), eq(roomDisplays.secretHash, secretHash)))
  return row ? { room: row.room, madeBy: row.madeBy, revoked: row.revokedAt !== null } : null
}
