import type { EntryStatus, TypedDate, Written } from '#server/cpd/rules/entry/entry.ts'
import type { Fact } from '#server/evidence/rules/evidence.ts'
import type { EntryId, EvidenceId, PersonId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import {
  declarePrivacy,
  flag,
  foreignKey,
  instant,
  integer,
  json,
  notPersonal,
  personal,
  primaryKey,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** Answers as an earlier version holds them; the oldest know nothing of what was asked later. */
export type KeptWritten = Omit<Written, 'fields' | 'participatoryMinutes'> & {
  fields: Omit<Written['fields'], 'others'> & Partial<Pick<Written['fields'], 'others'>>
} & Partial<Pick<Written, 'participatoryMinutes'>>

/** The person's own CPD record. The owner stands in the key: nobody else's id can meet theirs. */
export const entries = sqliteTable(
  'cpd_entries',
  {
    owner: text('owner').$type<PersonId>().notNull(),
    id: text('id').$type<EntryId>().notNull(),
    status: text('status').$type<EntryStatus>().notNull(),
    activityType: text('activity_type'),
    /** How the file that it came from called this type. */
    broughtLabel: text('brought_label'),
    date: text('date').$type<Day>(),
    typedDate: json<TypedDate>('typed_date'),
    description: text('description').notNull(),
    learnt: text('learnt').notNull(),
    impact: text('impact').notNull(),
    peerLearning: text('peer_learning').notNull(),
    /** Answers to the questions that only some regulators ask, by their ids. */
    others: json<Record<string, string>>('others').notNull().default({}),
    standards: json<string[]>('standards').notNull(),
    minutes: integer('minutes'),
    participatoryMinutes: integer('participatory_minutes'),
    evidence: json<EvidenceId[]>('evidence').notNull(),
    createdAt: instant('created_at').notNull(),
    savedAt: instant('saved_at').notNull(),
    /** Brought in from a file where it was a draft that nobody had saved. */
    isUnsaved: flag('is_unsaved').notNull().default(false),
    submittedAt: instant('submitted_at'),
    revision: integer('revision').notNull(),
    writer: text('writer'),
    deletedAt: instant('deleted_at'),
    /** By which rules the confidentiality check has looked at it, and what it found. */
    spottedBy: text('spotted_by'),
    spottedCount: integer('spotted_count'),
    spottedField: text('spotted_field'),
    /** The words are gone for good; the row stays so that its evidence makes no new draft. */
    erasedAt: instant('erased_at'),
  },
  (table) => [primaryKey({ columns: [table.owner, table.id] })],
)

/** Earlier versions of an entry, for its owner; erased together with it. */
export const entryVersions = sqliteTable(
  'cpd_entry_versions',
  {
    owner: text('owner').$type<PersonId>().notNull(),
    entry: text('entry').$type<EntryId>().notNull(),
    revision: integer('revision').notNull(),
    written: json<KeptWritten>('written').notNull(),
    savedAt: instant('saved_at').notNull(),
    keptAt: instant('kept_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.owner, table.entry, table.revision] }),
    foreignKey({
      columns: [table.owner, table.entry],
      foreignColumns: [entries.owner, entries.id],
    }),
  ],
)

/**
 * Facts that another installation attested, as the owner brought them in with a file: what they are
 * is shown, and that they are not attested here.
 */
export const broughtEvidence = sqliteTable(
  'cpd_brought_evidence',
  {
    owner: text('owner').$type<PersonId>().notNull(),
    id: text('id').$type<EvidenceId>().notNull(),
    fact: json<Fact>('fact').notNull(),
    /** When the other installation attested it, as the file says. */
    at: instant('at').notNull(),
    broughtAt: instant('brought_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.id] })],
)

/** What a person has decided about their record. */
export const cpdPreferences = sqliteTable('cpd_preferences', {
  person: text('person').$type<PersonId>().primaryKey(),
  readinessHidden: flag('readiness_hidden').notNull(),
  changedAt: instant('changed_at').notNull(),
})

/** Where a person is registered, in the order that they chose; nothing where they never chose. */
export const cpdRegistrations = sqliteTable(
  'cpd_registrations',
  {
    person: text('person').$type<PersonId>().notNull(),
    regulator: text('regulator').notNull(),
    position: integer('position').notNull(),
    /** The last day of one cycle, for regulators whose cycles each person counts from a day of theirs. */
    endsOn: text('ends_on').$type<Day>(),
    chosenAt: instant('chosen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.regulator] })],
)

const words = personal({
  category: 'words',
  purpose: "Keeps the person's own CPD record, which nobody else reads",
  retention: 'until deleted by the person; 30 days in which a deletion can be undone',
  export: true,
  erasure: 'delete',
})
const registration = personal({
  category: 'identity',
  purpose: 'Shows the questions and the cycle of the regulators that the person has chosen',
  retention: 'as long as the account',
  export: true,
  erasure: 'delete',
})
const choice = personal({
  category: 'identity',
  purpose: 'Remembers whether managers see that the year is complete',
  retention: 'as long as the account',
  export: true,
  erasure: 'delete',
})

export const cpdPrivacy = [
  declarePrivacy(entries, {
    owner: words,
    id: notPersonal,
    status: words,
    activityType: words,
    broughtLabel: words,
    date: words,
    typedDate: words,
    description: words,
    learnt: words,
    impact: words,
    peerLearning: words,
    others: words,
    standards: words,
    minutes: words,
    participatoryMinutes: words,
    evidence: words,
    createdAt: words,
    savedAt: words,
    isUnsaved: notPersonal,
    submittedAt: words,
    revision: notPersonal,
    writer: notPersonal,
    deletedAt: words,
    spottedBy: notPersonal,
    spottedCount: words,
    spottedField: words,
    erasedAt: words,
  }),
  declarePrivacy(entryVersions, {
    owner: words,
    entry: notPersonal,
    revision: notPersonal,
    written: words,
    savedAt: words,
    keptAt: words,
  }),
  declarePrivacy(broughtEvidence, {
    owner: words,
    id: notPersonal,
    fact: words,
    at: words,
    broughtAt: words,
  }),
  declarePrivacy(cpdPreferences, {
    person: choice,
    readinessHidden: choice,
    changedAt: choice,
  }),
  declarePrivacy(cpdRegistrations, {
    person: registration,
    regulator: registration,
    position: notPersonal,
    endsOn: registration,
    chosenAt: registration,
  }),
]
