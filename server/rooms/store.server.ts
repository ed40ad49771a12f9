import {
  aliasedTable,
  and,
  asc,
  eq,
  exists,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  notExists,
  notInArray,
  or,
  sql,
} from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { storedJson } from '#db/columns.sqlite.ts'
import { statement } from '#db/statement.ts'
import {
  roomEvents,
  roomMine,
  roomPeople,
  rooms,
  roomStreams,
  type RoomSetup,
} from '#db/schema/rooms.ts'
import type { OrganisationId, PersonId, RoomId, TeamId } from '#server/platform/rules/ids.ts'
import { chainStart } from './log/chain.server.ts'
import { HeadMoved } from './log/head-moved.server.ts'
import type { LogEvent } from './rules/events.ts'
import { emptyMine, type MineRecord } from './rules/mine.ts'
import type { MineChange } from './rules/phases/rules.ts'
import type { Role } from './rules/shapes.ts'

export type RoomRow = typeof rooms.$inferSelect
export type { RoomSetup }

const mineQuery = statement<{ revision: number; record: string }>(
  'select revision, record from room_mine where room = ? and person = ?',
)

/** What is `person`'s own in `room`; by owner only. */
export async function mineOf(db: Queries, room: RoomId, person: PersonId): Promise<MineRecord> {
  const row = mineQuery.first(db, room, person)
  if (!row) return emptyMine
  const record = storedJson(roomMine.record, row.record)
  return { ...emptyMine, ...record, revision: row.revision }
}

/** Everybody's own documents: only for a close, a call for help, a removal. */
export async function minesOf(db: Queries, room: RoomId): Promise<Map<PersonId, MineRecord>> {
  const rows = await db
    .select({ person: roomMine.person, revision: roomMine.revision, record: roomMine.record })
    .from(roomMine)
    .where(eq(roomMine.room, room))
  return new Map(
    rows.map(({ person, revision, record }) => [person, { ...emptyMine, ...record, revision }]),
  )
}

const insertMine = statement(
  'insert into room_mine (room, person, revision, record) values (?, ?, 1, ?) on conflict do nothing',
)
const moveMine = statement(
  'update room_mine set revision = ?, record = ? where room = ? and person = ? and revision = ?',
)

/** Keeps a changed document; throws HeadMoved when it is not at the revision it was changed at. */
export async function putMine(
  tx: Transaction,
  room: RoomId,
  { person, next }: MineChange,
): Promise<void> {
  const { revision, ...record } = next
  const json = JSON.stringify(record)
  const written =
    revision === 0
      ? insertMine.run(tx, room, person, json)
      : moveMine.run(tx, revision + 1, json, room, person, revision)
  if (written === 0) throw new HeadMoved('a document of its own has moved on')
}

/**
 * Makes the revisions of all documents of `room` one: their sum would say how many commands
 * somebody has sent whose sender is forgotten.
 */
export async function levelMines(tx: Transaction, room: RoomId): Promise<void> {
  const ofRoom = eq(roomMine.room, room)
  const [found] = await tx
    .select({ highest: max(roomMine.revision) })
    .from(roomMine)
    .where(ofRoom)
  const revision = (found?.highest ?? 0) + 1
  await tx.update(roomMine).set({ revision }).where(ofRoom)
}

/** Makes a room, empty, with both of its streams. */
export async function insertRoom(tx: Transaction, row: RoomRow): Promise<void> {
  await tx.insert(rooms).values(row)
  for (const stream of ['room', 'staff'] as const) {
    await tx.insert(roomStreams).values({ room: row.id, stream, head: 0, hash: chainStart })
  }
}

/** Keeps what lists and the scheduler read of the log. */
export async function putProjection(
  tx: Transaction,
  room: RoomId,
  changed: Pick<RoomRow, 'status' | 'seat' | 'seatNumber' | 'startsAt' | 'dueAt'>,
): Promise<void> {
  await tx.update(rooms).set(changed).where(eq(rooms.id, room))
}

export async function putPeople(
  tx: Transaction,
  room: RoomId,
  people: readonly { person: PersonId; role: Role; removed: boolean }[],
): Promise<void> {
  for (const { person, role, removed } of people) {
    await tx
      .insert(roomPeople)
      .values({ room, person, role, removed })
      .onConflictDoUpdate({ target: [roomPeople.room, roomPeople.person], set: { role, removed } })
  }
}

/** A room of one's own organisation; null for every other, as if it did not exist. */
export async function findRoom(
  db: Queries,
  organisation: OrganisationId,
  room: RoomId,
): Promise<RoomRow | null> {
  const row = roomQuery.first(db, organisation, room)
  return row && { ...row, setup: setupOf(db, room) }
}
const roomQuery = statement<Omit<RoomRow, 'setup'>>(
  `select id, organisation, team, title, toolkit, release, format, status, seat,
     seat_number as seatNumber, starts_at as startsAt, due_at as dueAt, created_at as createdAt
   from rooms where organisation = ? and id = ?`,
)
const setupQuery = statement<{ setup: string }>('select setup from rooms where id = ?')

const setupsKept = 500
const setups = new WeakMap<Queries, Map<RoomId, RoomSetup>>()

/** Stamped on the room when it was made, never changed, and long: read and parsed once. */
function setupOf(db: Queries, room: RoomId): RoomSetup {
  const kept = setups.get(db) ?? new Map<RoomId, RoomSetup>()
  setups.set(db, kept)
  const known = kept.get(room)
  if (known) return known
  const setup = storedJson(rooms.setup, setupQuery.first(db, room)?.setup ?? '')
  kept.set(room, setup)
  const [oldest] = kept.keys()
  if (kept.size > setupsKept && oldest !== undefined) kept.delete(oldest)
  return setup
}

/**
 * Rooms of these teams, earliest first, each with the role the person has in it. Those that ended
 * before they began are left out: nobody was there, and nobody missed anything.
 */
export async function roomsOfTeams(
  db: Queries,
  organisation: OrganisationId,
  teams: readonly TeamId[],
  person: PersonId,
): Promise<{ room: RoomRow; role: Role | null; removed: boolean }[]> {
  if (teams.length === 0) return []
  const rows = await db
    .select({ room: rooms, role: roomPeople.role, removed: roomPeople.removed })
    .from(rooms)
    .leftJoin(roomPeople, and(eq(roomPeople.room, rooms.id), eq(roomPeople.person, person)))
    .where(
      and(
        eq(rooms.organisation, organisation),
        inArray(rooms.team, [...teams]),
        or(notInArray(rooms.status, ['closed', 'abandoned']), exists(begun(db))),
      ),
    )
    .orderBy(asc(rooms.startsAt), asc(rooms.id))
  return rows.map((row) => ({ ...row, removed: row.removed ?? false }))
}

/**
 * Rooms of these teams that were called off, or closed before their session began, and that would
 * have started at `since` or later, with when that was; none that `person` was removed from.
 */
export async function roomsCalledOff(
  db: Queries,
  organisation: OrganisationId,
  teams: readonly TeamId[],
  { person, since }: { person: PersonId; since: number },
): Promise<{ room: RoomRow; at: number }[]> {
  if (teams.length === 0) return []
  return db
    .select({ room: rooms, at: roomEvents.at })
    .from(rooms)
    .innerJoin(roomEvents, ofRoomsOwn('room.closed'))
    .leftJoin(roomPeople, and(eq(roomPeople.room, rooms.id), eq(roomPeople.person, person)))
    .where(
      and(
        eq(rooms.organisation, organisation),
        inArray(rooms.team, [...teams]),
        gte(rooms.startsAt, since),
        notExists(begun(db)),
        // One that was opened and then forgotten closed by itself: nobody called it off.
        or(eq(rooms.status, 'closed'), notExists(happened(db, 'room.opened'))),
        or(isNull(roomPeople.removed), eq(roomPeople.removed, false)),
      ),
    )
    .orderBy(asc(rooms.startsAt), asc(rooms.id))
}

function ofRoomsOwn(type: LogEvent['type']) {
  return and(
    eq(roomEvents.room, rooms.id),
    eq(roomEvents.stream, 'room'),
    eq(roomEvents.type, type),
  )
}

function happened(db: Queries, type: LogEvent['type']) {
  return db.select({ seq: roomEvents.seq }).from(roomEvents).where(ofRoomsOwn(type))
}

/** The event with which the session of a room began. */
function begun(db: Queries) {
  return happened(db, 'room.started')
}

/** Rooms that are not over and that `person` leads or helps to lead, earliest first. */
export async function roomsHelpedBy(db: Queries, person: PersonId): Promise<RoomRow[]> {
  const rows = await db
    .select({ room: rooms })
    .from(rooms)
    .innerJoin(roomPeople, and(eq(roomPeople.room, rooms.id), eq(roomPeople.person, person)))
    .where(
      and(
        inArray(roomPeople.role, ['facilitator', 'co-facilitator']),
        eq(roomPeople.removed, false),
        notInArray(rooms.status, ['closed', 'abandoned']),
      ),
    )
    .orderBy(asc(rooms.startsAt), asc(rooms.id))
  return rows.map(({ room }) => room)
}

/**
 * Rooms of `organisation` that are not over and that `gone` led when they went for good, earliest
 * first: the seat is theirs still, or the log says that it moved because they went.
 */
export async function roomsGivenUpBy(
  db: Queries,
  organisation: OrganisationId,
  gone: PersonId,
): Promise<RoomRow[]> {
  const moved = aliasedTable(roomEvents, 'moved')
  const next = aliasedTable(roomEvents, 'next')
  const movedOn = db
    .select({ room: moved.room })
    .from(moved)
    .innerJoin(
      next,
      and(
        eq(next.room, moved.room),
        eq(next.stream, moved.stream),
        eq(next.seq, sql`${moved.seq} + 1`),
      ),
    )
    .where(
      and(
        ...[eq(moved.room, rooms.id), eq(moved.stream, 'room')],
        ...[eq(moved.type, 'seat.moved'), eq(moved.actor, gone)],
        ...[eq(next.type, 'staff.removed'), eq(next.actor, gone)],
      ),
    )
  const rows = await db
    .select({ room: rooms })
    .from(rooms)
    .innerJoin(roomPeople, and(eq(roomPeople.room, rooms.id), eq(roomPeople.person, gone)))
    .where(
      and(
        eq(rooms.organisation, organisation),
        notInArray(rooms.status, ['closed', 'abandoned']),
        or(eq(rooms.seat, gone), exists(movedOn)),
      ),
    )
    .orderBy(asc(rooms.startsAt), asc(rooms.id))
  return rows.map(({ room }) => room)
}

/** Rooms whose closing phase is due by `now`, or with `now` = null all that wait for one. */
export async function roomsDue(
  db: Queries,
  now: number | null,
): Promise<{ room: RoomId; organisation: OrganisationId; dueAt: number }[]> {
  const rows = await db
    .select({ room: rooms.id, organisation: rooms.organisation, dueAt: rooms.dueAt })
    .from(rooms)
    .where(now === null ? isNotNull(rooms.dueAt) : lte(rooms.dueAt, now))
  return rows.flatMap(({ dueAt, ...row }) => (dueAt === null ? [] : [{ ...row, dueAt }]))
}

/** Rooms that were opened and are not over. */
export async function roomsGoingOn(
  db: Queries,
): Promise<{ room: RoomId; organisation: OrganisationId }[]> {
  return db
    .select({ room: rooms.id, organisation: rooms.organisation })
    .from(rooms)
    .where(notInArray(rooms.status, ['scheduled', 'closed', 'abandoned']))
}
