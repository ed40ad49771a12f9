import { and, asc, eq, gt, inArray, isNotNull, lte, notInArray, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { prepared } from '#db/prepared.ts'
import {
  roomCommands,
  roomEvents,
  roomMine,
  roomPeople,
  rooms,
  roomStreams,
} from '#db/schema/rooms.ts'
import type { OrganisationId, PersonId, RoomId, TeamId } from '#server/platform/rules/ids.ts'
import { chainStart, commitmentOf, linkHash } from './log/chain.server.ts'
import { isGroupStream, logEvent, type LogEvent, type Stream } from './rules/events.ts'
import { emptyMine, iso, type MineRecord } from './rules/mine.ts'
import type { Effect, MineChange } from './rules/phases/rules.ts'
import type { Role } from './rules/shapes.ts'

export type RoomRow = typeof rooms.$inferSelect
export type { RoomSetup } from '#db/schema/rooms.ts'
export type Head = { head: number; hash: string }
/** Where each stream of a room ends; a small group's only once something stands in it. */
export type Heads = { room: Head; staff: Head; [group: `group:${string}`]: Head }
/** What was written, and where the streams end now. */
export type Appended = { events: LogEvent[]; heads: Heads }
export type KnownCommand = typeof roomCommands.$inferSelect

/** Another writer was faster: read again and reduce again. */
export class HeadMoved extends Error {
  readonly code = 'head_moved'
}

const beginning: Head = { head: 0, hash: chainStart }
const $ = sql.placeholder

const headsQuery = prepared((db) =>
  db
    .select({ stream: roomStreams.stream, head: roomStreams.head, hash: roomStreams.hash })
    .from(roomStreams)
    .where(eq(roomStreams.room, $('room')))
    .prepare(),
)

/** Where the streams of `room` end. */
export async function headsOf(db: Queries, room: RoomId): Promise<Heads> {
  const heads: Heads = { room: beginning, staff: beginning }
  for (const { stream, head, hash } of await headsQuery(db).execute({ room })) {
    heads[stream] = { head, hash }
  }
  return heads
}

const hashQuery = prepared((db) =>
  db
    .select({ hash: roomEvents.hash })
    .from(roomEvents)
    .where(
      and(
        eq(roomEvents.room, $('room')),
        eq(roomEvents.stream, $('stream')),
        eq(roomEvents.seq, $('seq')),
      ),
    )
    .prepare(),
)

/** The chain's hash at one event; null when there is none. */
export async function hashAt(db: Queries, room: RoomId, stream: Stream, seq: number) {
  const [row] = await hashQuery(db).execute({ room, stream, seq })
  return row?.hash ?? null
}

const eventsQuery = prepared((db) =>
  db
    .select({
      stream: roomEvents.stream,
      seq: roomEvents.seq,
      type: roomEvents.type,
      at: roomEvents.at,
      actor: roomEvents.actor,
      body: roomEvents.body,
    })
    .from(roomEvents)
    .where(
      and(
        eq(roomEvents.room, $('room')),
        eq(roomEvents.stream, $('stream')),
        gt(roomEvents.seq, $('since')),
        lte(roomEvents.seq, $('until')),
      ),
    )
    .orderBy(asc(roomEvents.seq))
    .limit($('limit'))
    .prepare(),
)

/** Events after `since` in order, at most `limit`, none after `until`. */
export async function eventsAfter(
  db: Queries,
  room: RoomId,
  stream: Stream,
  {
    since,
    until = Number.MAX_SAFE_INTEGER,
    limit,
  }: { since: number; until?: number; limit: number },
): Promise<LogEvent[]> {
  const rows = await eventsQuery(db).execute({ room, stream, since, until, limit })
  return rows.map(({ at, actor, ...row }) =>
    logEvent.parse({ ...row, at: iso(at), ...(actor === null ? {} : { actor }) }),
  )
}

const insertEvent = prepared((db) =>
  db
    .insert(roomEvents)
    .values({
      room: $('room'),
      stream: $('stream'),
      seq: $('seq'),
      type: $('type'),
      at: $('at'),
      actor: $('actor'),
      body: $('body'),
      salt: $('salt'),
      commitment: $('commitment'),
      hash: $('hash'),
    })
    .prepare(),
)
const moveHead = prepared((db) =>
  db
    .update(roomStreams)
    // Inside `set` drizzle takes a placeholder only as SQL.
    .set({ head: sql`${$('head')}`, hash: sql`${$('hash')}` })
    .where(
      and(
        eq(roomStreams.room, $('room')),
        eq(roomStreams.stream, $('stream')),
        eq(roomStreams.head, $('before')),
      ),
    )
    .returning({ head: roomStreams.head })
    .prepare(),
)

/**
 * Appends `events` after `heads` and remembers the command with its answer and what changed in
 * people's own documents: all in the caller's transaction. Throws HeadMoved when a stream has moved
 * on or somebody's document has another revision. Answers the events as they stand in the log, and
 * where the streams end now.
 */
export async function append(
  tx: Transaction,
  room: RoomId,
  heads: Heads,
  { events, mines, forget = [], answersMine }: Effect,
  command: { id: string; person: PersonId } | null,
  { at: now, salt }: { at: number; salt: () => Uint8Array },
): Promise<Appended> {
  const written: LogEvent[] = []
  const ends: Heads = { ...heads }
  for (const event of events) {
    const { stream, type, at: told, ...rest } = event
    const at = told ?? now
    const { head, hash: before } = ends[stream] ?? beginning
    const [seq, actor] = [head + 1, event.actor ?? null]
    const numbered = logEvent.parse(
      JSON.parse(JSON.stringify({ ...rest, stream, type, seq, at: iso(at) })),
    )
    const salted = Buffer.from(salt())
    const { body } = numbered
    const commitment = commitmentOf(salted, body)
    const hash = linkHash(before, { room, stream, seq, type, at, actor, commitment })
    const row = { room, stream, seq, type, at, actor, body, salt: salted, commitment, hash }
    await insertEvent(tx).execute(row)
    ends[stream] = { head: seq, hash }
    written.push(numbered)
  }
  for (const stream of new Set(events.map((event) => event.stream))) {
    await moveTo(tx, room, stream, heads[stream], ends[stream] ?? beginning)
  }
  for (const change of mines) await putMine(tx, room, change)
  if (command) await rememberCommand(tx, room, command, answersMine ? undefined : written[0])
  if (forget.length > 0) await forgetSenders(tx, room, forget)
  return { events: written, heads: ends }
}

/** Moves the end of a stream; one that a small group writes in for the first time begins here. */
async function moveTo(
  tx: Transaction,
  room: RoomId,
  stream: Stream,
  from: Head | undefined,
  { head, hash }: Head,
): Promise<void> {
  const moved = from
    ? await moveHead(tx).execute({ room, stream, head, hash, before: from.head })
    : await tx
        .insert(roomStreams)
        .values({ room, stream, head, hash })
        .onConflictDoNothing()
        .returning({ head: roomStreams.head })
  if (moved.length === 0) throw new HeadMoved(`${stream} is not at ${from?.head ?? 0}`)
}

/** Nothing joins these commands to a person any more; their ids are known all the same. */
async function forgetSenders(
  tx: Transaction,
  room: RoomId,
  commands: readonly string[],
): Promise<void> {
  await tx
    .update(roomCommands)
    .set({ person: null })
    .where(and(eq(roomCommands.room, room), inArray(roomCommands.id, [...commands])))
}

/** The first answer of an accepted command: its place in the log, or a revision of mine. */
async function rememberCommand(
  tx: Transaction,
  room: RoomId,
  command: { id: string; person: PersonId },
  first: LogEvent | undefined,
): Promise<void> {
  const answer = first
    ? { stream: first.stream, seq: first.seq, mine: null }
    : { stream: null, seq: null, mine: (await mineOf(tx, room, command.person)).revision }
  await insertCommand(tx).execute({ room, ...command, ...answer })
}

const insertCommand = prepared((db) =>
  db
    .insert(roomCommands)
    .values({
      ...{ room: $('room'), id: $('id'), person: $('person') },
      ...{ stream: $('stream'), seq: $('seq'), mine: $('mine') },
    })
    .prepare(),
)

const commandQuery = prepared((db) =>
  db
    .select()
    .from(roomCommands)
    .where(and(eq(roomCommands.room, $('room')), eq(roomCommands.id, $('id'))))
    .prepare(),
)

/** Every event of the room's small groups, each group's in its order. */
export async function groupEvents(db: Queries, room: RoomId, heads: Heads): Promise<LogEvent[]> {
  const events: LogEvent[] = []
  for (const stream of Object.keys(heads).filter(isGroupStream)) {
    const until = heads[stream]?.head ?? 0
    events.push(...(await eventsAfter(db, room, stream, { since: 0, until, limit: until })))
  }
  return events
}

/** The accepted command of that id; null when it was never accepted. */
export async function knownCommand(
  db: Queries,
  room: RoomId,
  id: string,
): Promise<KnownCommand | null> {
  const [row] = await commandQuery(db).execute({ room, id })
  return row ?? null
}

const mineQuery = prepared((db) =>
  db
    .select({ revision: roomMine.revision, record: roomMine.record })
    .from(roomMine)
    .where(and(eq(roomMine.room, $('room')), eq(roomMine.person, $('person'))))
    .prepare(),
)

/** What is `person`'s own in `room`; by owner only. */
export async function mineOf(db: Queries, room: RoomId, person: PersonId): Promise<MineRecord> {
  const [row] = await mineQuery(db).execute({ room, person })
  return row ? { ...emptyMine, ...row.record, revision: row.revision } : emptyMine
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

async function putMine(tx: Transaction, room: RoomId, { person, next }: MineChange): Promise<void> {
  const { revision, ...record } = next
  const values = { room, person, revision: revision + 1, record }
  const written =
    revision === 0
      ? await tx.insert(roomMine).values(values).onConflictDoNothing().returning({
          revision: roomMine.revision,
        })
      : await tx
          .update(roomMine)
          .set({ revision: revision + 1, record })
          .where(
            and(
              eq(roomMine.room, room),
              eq(roomMine.person, person),
              eq(roomMine.revision, revision),
            ),
          )
          .returning({ revision: roomMine.revision })
  if (written.length === 0) throw new HeadMoved('a document of its own has moved on')
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
  const [row] = await roomQuery(db).execute({ organisation, room })
  return row ?? null
}
const roomQuery = prepared((db) =>
  db
    .select()
    .from(rooms)
    .where(and(eq(rooms.organisation, $('organisation')), eq(rooms.id, $('room'))))
    .prepare(),
)

/** Rooms of these teams, earliest first, each with the role the person has in it. */
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
    .where(and(eq(rooms.organisation, organisation), inArray(rooms.team, [...teams])))
    .orderBy(asc(rooms.startsAt), asc(rooms.id))
  return rows.map((row) => ({ ...row, removed: row.removed ?? false }))
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
