import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { statement } from '#db/statement.ts'
import { roomCommands, roomStreams } from '#db/schema/rooms.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import { isGroupStream, logEvent, type LogEvent, type Stream } from '../rules/events.ts'
import { iso } from '../rules/mine.ts'
import type { Effect } from '../rules/phases/rules.ts'
import { mineOf, putMine } from '../store.server.ts'
import { chainStart, commitmentOf, linkHash } from './chain.server.ts'
import { HeadMoved } from './head-moved.server.ts'

export { HeadMoved }
/** `rewritten` counts how often what stands before it was overwritten: the hash would not tell. */
export type Head = { head: number; hash: string; rewritten: number }
/** Where each stream of a room ends; a small group's only once something stands in it. */
export type Heads = { room: Head; staff: Head; [group: `group:${string}`]: Head }
/** What was written, and where the streams end now. */
export type Appended = { events: LogEvent[]; heads: Heads }
export type KnownCommand = typeof roomCommands.$inferSelect

const beginning: Head = { head: 0, hash: chainStart, rewritten: 0 }

const headsQuery = statement<{ stream: Stream } & Head>(
  'select stream, head, hash, rewritten from room_streams where room = ?',
)

/** Where the streams of `room` end. */
export async function headsOf(db: Queries, room: RoomId): Promise<Heads> {
  const heads: Heads = { room: beginning, staff: beginning }
  for (const { stream, ...head } of headsQuery.all(db, room)) heads[stream] = head
  return heads
}

const hashQuery = statement<{ hash: string }>(
  'select hash from room_events where room = ? and stream = ? and seq = ?',
)

/** The chain's hash at one event; null when there is none. */
export async function hashAt(db: Queries, room: RoomId, stream: Stream, seq: number) {
  return hashQuery.first(db, room, stream, seq)?.hash ?? null
}

const secretQuery = statement<{ salt: Uint8Array | null }>(
  `select salt from room_events where room = ? and stream = 'room' and type = 'room.started'
   order by seq limit 1`,
)

/**
 * Chance that the room was given when it started, and that no answer of the server holds; null before.
 * The event has no text, so no erasure takes it.
 */
export function secretOf(db: Queries, room: RoomId): Uint8Array | null {
  return secretQuery.first(db, room)?.salt ?? null
}

type EventRow = { seq: number; type: string; at: number; actor: string | null; body: string }

const eventsQuery = statement<EventRow>(
  `select seq, type, at, actor, body from room_events
   where room = ? and stream = ? and seq > ? and seq <= ? order by seq limit ?`,
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
  return eventsQuery.all(db, room, stream, since, until, limit).map(({ at, actor, body, ...row }) =>
    logEvent.parse({
      ...{ ...row, stream, at: iso(at), body: JSON.parse(body) as unknown },
      ...(actor === null ? {} : { actor }),
    }),
  )
}

const insertEvent = statement(
  `insert into room_events (room, stream, seq, type, at, actor, body, salt, commitment, hash)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
  { at: now, salt: freshSalt }: { at: number; salt: () => Uint8Array },
): Promise<Appended> {
  const written: LogEvent[] = []
  const ends: Heads = { ...heads }
  for (const event of events) {
    const { stream, type, at: told, ...rest } = event
    const at = told ?? now
    const { head, hash: before, rewritten } = ends[stream] ?? beginning
    const [seq, actor] = [head + 1, event.actor ?? null]
    const numbered = logEvent.parse({ ...rest, stream, type, seq, at: iso(at) })
    const [body, salt] = [numbered.body, freshSalt()]
    const commitment = commitmentOf(salt, body)
    const hash = linkHash(before, { room, stream, seq, type, at, actor, commitment })
    const json = JSON.stringify(body)
    insertEvent.run(tx, room, stream, seq, type, at, actor, json, salt, commitment, hash)
    ends[stream] = { head: seq, hash, rewritten }
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

const moveHead = statement(
  'update room_streams set head = ?, hash = ? where room = ? and stream = ? and head = ?',
)

/** Moves the end of a stream; one that a small group writes in for the first time begins here. */
async function moveTo(
  tx: Transaction,
  room: RoomId,
  stream: Stream,
  from: Head | undefined,
  { head, hash }: Head,
): Promise<void> {
  const moved = from
    ? moveHead.run(tx, head, hash, room, stream, from.head)
    : (
        await tx
          .insert(roomStreams)
          .values({ room, stream, head, hash })
          .onConflictDoNothing()
          .returning({ head: roomStreams.head })
      ).length
  if (moved === 0) throw new HeadMoved(`${stream} is not at ${from?.head ?? 0}`)
}

/** Nothing joins these commands to a person any more; their ids are known all the same. */
async function forgetSenders(
  tx: Transaction,
  room: RoomId,
  commands: readonly string[],
): Promise<void> {
  await tx
    .update(roomCommands)
    .set({ person: null, mine: null })
    .where(and(eq(roomCommands.room, room), inArray(roomCommands.id, [...commands])))
}

const insertCommand = statement(
  'insert into room_commands (room, id, person, stream, seq, mine) values (?, ?, ?, ?, ?, ?)',
)

/**
 * No answer of `room` names a revision of mine any more: a hole between two of them would say how
 * many commands somebody has sent whose sender is forgotten.
 */
export async function forgetRevisions(tx: Transaction, room: RoomId): Promise<void> {
  await tx
    .update(roomCommands)
    .set({ mine: null })
    .where(and(eq(roomCommands.room, room), isNotNull(roomCommands.mine)))
}

/** The first answer of an accepted command: its place in the log, or a revision of mine. */
async function rememberCommand(
  tx: Transaction,
  room: RoomId,
  { id, person }: { id: string; person: PersonId },
  first: LogEvent | undefined,
): Promise<void> {
  if (first) insertCommand.run(tx, room, id, person, first.stream, first.seq, null)
  else {
    const { revision } = await mineOf(tx, room, person)
    insertCommand.run(tx, room, id, person, null, null, revision)
  }
}

const commandQuery = statement<KnownCommand>(
  'select room, id, person, stream, seq, mine from room_commands where room = ? and id = ?',
)

/** The accepted command of that id; null when it was never accepted. */
export async function knownCommand(
  db: Queries,
  room: RoomId,
  id: string,
): Promise<KnownCommand | null> {
  return commandQuery.first(db, room, id)
}

/** Every event of the room's small groups, each group's in its order. */
export async function groupEvents(db: Queries, room: RoomId, heads: Heads): Promise<LogEvent[]> {
  const events: LogEvent[] = []
  for (const stream of Object.keys(heads).filter(isGroupStream)) {
    const until = heads[stream]?.head ?? 0
    events.push(...(await eventsAfter(db, room, stream, { since: 0, until, limit: until })))
  }
  return events
}
