import type {
  FormatId,
  OrganisationId,
  PersonId,
  ReleaseHash,
  RoomId,
  TeamId,
  ToolkitId,
} from '#server/platform/rules/ids.ts'
import type { Stream } from '#server/rooms/rules/events.ts'
import type { MineRecord } from '#server/rooms/rules/mine.ts'
import type { FormatPart, Role, StageTitle, Status } from '#server/rooms/rules/shapes.ts'
import {
  blob,
  declarePrivacy,
  flag,
  index,
  instant,
  integer,
  json,
  notPersonal,
  personal,
  primaryKey,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** What was stamped on a room when it was made, and never changes. */
export type RoomSetup = {
  formatTitle: string
  /** Ground rules of the format. */
  rules: string[]
  /** Sentences the facilitator can read aloud, by phase. */
  says: Record<string, string>
  /** How to lead the format. */
  guide: string
  minutes: number
  stages: StageTitle[]
  /** Parts that people play in this format, such as presenter; absent where it names none. */
  parts?: FormatPart[]
  /** Who speaks, in plain words, by phase; absent where the format says nothing about it. */
  speaks?: Record<string, string>
}

/**
 * One row a room. What changes here (status, start, seat, the due instant) repeats the log, so that
 * lists and the scheduler need not fold it.
 */
export const rooms = sqliteTable(
  'rooms',
  {
    id: text('id').$type<RoomId>().primaryKey(),
    organisation: text('organisation').$type<OrganisationId>().notNull(),
    team: text('team').$type<TeamId>().notNull(),
    title: text('title').notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    release: text('release').$type<ReleaseHash>().notNull(),
    format: text('format').$type<FormatId>().notNull(),
    setup: json<RoomSetup>('setup').notNull(),
    status: text('status').$type<Status>().notNull(),
    seat: text('seat').$type<PersonId>().notNull(),
    seatNumber: integer('seat_number').notNull(),
    startsAt: instant('starts_at').notNull(),
    /** When the closing phase is to be closed: what a restart must not forget. */
    dueAt: instant('due_at'),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('rooms_team').on(table.organisation, table.team, table.startsAt),
    index('rooms_due').on(table.dueAt),
    index('rooms_status').on(table.status),
  ],
)

/** Where each stream ends: a write that expects another head is refused. */
export const roomStreams = sqliteTable(
  'room_streams',
  {
    room: text('room')
      .$type<RoomId>()
      .notNull()
      .references(() => rooms.id),
    stream: text('stream').$type<Stream>().notNull(),
    head: integer('head').notNull(),
    /** Hash of the last event: names everything before it. */
    hash: text('hash').notNull(),
    /** How often texts in it were overwritten: the hash stays, and would not tell. */
    rewritten: integer('rewritten').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.room, table.stream] })],
)

/** The log: append-only, numbered without gaps, chained over salted commitments of the bodies. */
export const roomEvents = sqliteTable(
  'room_events',
  {
    room: text('room')
      .$type<RoomId>()
      .notNull()
      .references(() => rooms.id),
    stream: text('stream').$type<Stream>().notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    at: instant('at').notNull(),
    actor: text('actor').$type<PersonId>(),
    body: json<unknown>('body').notNull(),
    salt: blob('salt', { mode: 'buffer' }),
    commitment: text('commitment').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.room, table.stream, table.seq] })],
)

/** Accepted commands and their first answers, as long as the room. */
export const roomCommands = sqliteTable(
  'room_commands',
  {
    room: text('room')
      .$type<RoomId>()
      .notNull()
      .references(() => rooms.id),
    id: text('id').notNull(),
    /** Forgotten where a text must have no name. */
    person: text('person').$type<PersonId>(),
    stream: text('stream').$type<Stream>(),
    seq: integer('seq'),
    mine: integer('mine'),
  },
  (table) => [primaryKey({ columns: [table.room, table.id] })],
)

/** What is one person's own in one room: overwritten in place, erasable, never in the log. */
export const roomMine = sqliteTable(
  'room_mine',
  {
    room: text('room')
      .$type<RoomId>()
      .notNull()
      .references(() => rooms.id),
    person: text('person').$type<PersonId>().notNull(),
    revision: integer('revision').notNull(),
    record: json<Omit<MineRecord, 'revision'>>('record').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.room, table.person] }),
    index('room_mine_person').on(table.person),
  ],
)

/** Who is in which room, as the log says it: so that a person's rooms can be listed. */
export const roomPeople = sqliteTable(
  'room_people',
  {
    room: text('room')
      .$type<RoomId>()
      .notNull()
      .references(() => rooms.id),
    person: text('person').$type<PersonId>().notNull(),
    role: text('role').$type<Role>().notNull(),
    removed: flag('removed').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.room, table.person] }),
    index('room_people_person').on(table.person),
  ],
)

/** When somebody was there: touched by open sockets, page loads and posts. */
export const roomPresence = sqliteTable(
  'room_presence',
  {
    room: text('room')
      .$type<RoomId>()
      .notNull()
      .references(() => rooms.id),
    person: text('person').$type<PersonId>().notNull(),
    from: instant('from').notNull(),
    to: instant('to').notNull(),
  },
  (table) => [primaryKey({ columns: [table.room, table.person, table.from] })],
)

/** The six characters that somebody types to come into a room. */
export const roomCodes = sqliteTable('room_codes', {
  room: text('room')
    .$type<RoomId>()
    .primaryKey()
    .references(() => rooms.id),
  code: text('code').notNull().unique(),
  createdAt: instant('created_at').notNull(),
})

/** Addresses for a wall screen: of their secret only the SHA-256 is kept. */
export const roomDisplays = sqliteTable(
  'room_displays',
  {
    id: text('id').primaryKey(),
    room: text('room')
      .$type<RoomId>()
      .notNull()
      .references(() => rooms.id),
    secretHash: text('secret_hash').notNull().unique(),
    madeBy: text('made_by').$type<PersonId>().notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('room_displays_room').on(table.room)],
)

const shared = personal({
  category: 'room',
  purpose: 'What a team reflected on together',
  retention: 'as long as the room; names go with the account',
  export: true,
  erasure: 'anonymise',
})
const own = personal({
  category: 'words',
  purpose: 'What a person wrote for themselves in a room',
  retention: 'until the person deletes it or their account',
  export: true,
  erasure: 'delete',
})
const attendance = personal({
  category: 'facts',
  purpose: 'Shows who took part in a room',
  retention: 'as long as the room; deleted with the account',
  export: true,
  erasure: 'delete',
})
const idempotency = personal({
  category: 'room',
  purpose: 'Answers a repeated command with its first answer',
  retention: 'as long as the room; names go with the account',
  export: false,
  erasure: 'anonymise',
})

export const roomsPrivacy = [
  declarePrivacy(
    rooms,
    {
      id: notPersonal,
      organisation: notPersonal,
      team: notPersonal,
      title: notPersonal,
      toolkit: notPersonal,
      release: notPersonal,
      format: notPersonal,
      setup: notPersonal,
      status: notPersonal,
      seat: shared,
      seatNumber: notPersonal,
      startsAt: notPersonal,
      dueAt: notPersonal,
      createdAt: notPersonal,
    },
    ['seat'],
  ),
  declarePrivacy(roomStreams, {
    room: notPersonal,
    stream: notPersonal,
    head: notPersonal,
    hash: notPersonal,
    rewritten: notPersonal,
  }),
  declarePrivacy(
    roomEvents,
    {
      room: notPersonal,
      stream: notPersonal,
      seq: notPersonal,
      type: notPersonal,
      at: shared,
      actor: shared,
      body: shared,
      salt: notPersonal,
      commitment: notPersonal,
      hash: notPersonal,
    },
    ['actor'],
  ),
  declarePrivacy(roomCommands, {
    room: notPersonal,
    id: notPersonal,
    person: idempotency,
    stream: notPersonal,
    seq: notPersonal,
    mine: notPersonal,
  }),
  declarePrivacy(roomMine, {
    room: notPersonal,
    person: own,
    revision: notPersonal,
    record: own,
  }),
  declarePrivacy(roomPeople, {
    room: notPersonal,
    person: shared,
    role: shared,
    removed: shared,
  }),
  declarePrivacy(roomPresence, {
    room: notPersonal,
    person: attendance,
    from: attendance,
    to: attendance,
  }),
  declarePrivacy(roomCodes, { room: notPersonal, code: notPersonal, createdAt: notPersonal }),
  declarePrivacy(
    roomDisplays,
    {
      id: notPersonal,
      room: notPersonal,
      secretHash: notPersonal,
      madeBy: shared,
      createdAt: notPersonal,
      revokedAt: notPersonal,
    },
    ['madeBy'],
  ),
]
