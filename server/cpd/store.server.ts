import { setImmediate } from 'node:timers/promises'
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import {
  cpdPreferences,
  cpdRegistrations,
  entries,
  entryVersions,
  type KeptWritten,
} from '#db/schema/cpd.ts'
import type { EntryId, PersonId } from '#server/platform/rules/ids.ts'
import { checkedBy } from './check-version.server.ts'
import { eraseBroughtWith } from './imports/store.server.ts'
import type { Entry, SpottedSum, Written } from './rules/entry/entry.ts'
import type { Registration } from './rules/regulator/registration.ts'

/** An entry as it is kept; with `deletedAt` it is in the bin. */
export type StoredEntry = Entry & { deletedAt: number | null }
export type Version = { revision: number; written: Written; savedAt: number }

type Row = typeof entries.$inferSelect

/** The owner's entries, in the order in which they were made, without those in the bin. */
export async function entriesOf(db: Queries, owner: PersonId): Promise<StoredEntry[]> {
  const found: StoredEntry[] = []
  // In slices, by the key: a record of years must not hold up everybody else.
  for (let last: EntryId | null = null; ;) {
    const rows: Row[] = await db
      .select()
      .from(entries)
      .where(
        and(
          eq(entries.owner, owner),
          last === null ? undefined : gt(entries.id, last),
          isNull(entries.deletedAt),
          isNull(entries.erasedAt),
        ),
      )
      .orderBy(asc(entries.id))
      .limit(readAtOnce)
    found.push(...rows.map(toEntry))
    last = rows.at(-1)?.id ?? null
    if (rows.length < readAtOnce) break
    await setImmediate()
  }
  return found.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}

/** So many entries are read in one go. */
const readAtOnce = 200

/** The owner's entry, in the bin or not; null for everybody else, manager and administrator too. */
export async function findEntry(
  db: Queries,
  owner: PersonId,
  id: EntryId,
): Promise<StoredEntry | null> {
  const [row] = await db
    .select()
    .from(entries)
    .where(and(eq(entries.owner, owner), eq(entries.id, id), isNull(entries.erasedAt)))
  return row ? toEntry(row) : null
}

/** Ids under which the owner has or had an entry: evidence among them makes no draft any more. */
export async function usedIds(db: Queries, owner: PersonId): Promise<Set<EntryId>> {
  const rows = await db.select({ id: entries.id }).from(entries).where(eq(entries.owner, owner))
  return new Set(rows.map((row) => row.id))
}

/** The owner's bin: deleted after `since`, newest first. */
export async function deletedOf(
  db: Queries,
  owner: PersonId,
  since: number,
): Promise<StoredEntry[]> {
  const rows = await db
    .select()
    .from(entries)
    .where(and(eq(entries.owner, owner), isNull(entries.erasedAt), gt(entries.deletedAt, since)))
    .orderBy(desc(entries.deletedAt), asc(entries.id))
  return rows.map(toEntry)
}

/**
 * Entries of several owners, for the one question whether their year is complete. The caller gives
 * out nothing of them but that answer.
 */
export async function entriesForReadiness(
  db: Queries,
  owners: readonly PersonId[],
): Promise<StoredEntry[]> {
  if (owners.length === 0) return []
  const rows = await db
    .select()
    .from(entries)
    .where(
      and(inArray(entries.owner, [...owners]), isNull(entries.deletedAt), isNull(entries.erasedAt)),
    )
  return rows.map(toEntry)
}

/** Writes the owner's entry, new or not. */
export async function putEntry(
  tx: Transaction,
  owner: PersonId,
  entry: Omit<StoredEntry, 'owner'>,
): Promise<void> {
  const { id, fields, savedAt, spotted, ...rest } = entry
  const saved = { savedAt: savedAt ?? entry.createdAt, isUnsaved: savedAt === null }
  const values = { ...rest, ...fields, ...saved, ...spottedColumns(spotted), erasedAt: null }
  await tx
    .insert(entries)
    .values({ ...values, id, owner })
    .onConflictDoUpdate({ target: [entries.owner, entries.id], set: values })
}

/** What the check found, as it is kept: with which rules it looked. */
export function spottedColumns(spotted: SpottedSum | null) {
  return {
    spottedBy: spotted ? checkedBy : null,
    spottedCount: spotted?.count ?? null,
    spottedField: spotted?.field ?? null,
  }
}

export async function keepVersion(
  tx: Transaction,
  owner: PersonId,
  entry: EntryId,
  version: Version & { keptAt: number },
): Promise<void> {
  await tx
    .insert(entryVersions)
    .values({ ...version, owner, entry })
    .onConflictDoNothing()
}

/** Earlier versions, newest first. */
export async function versionsOf(
  db: Queries,
  owner: PersonId,
  entry: EntryId,
): Promise<(Version & { keptAt: number })[]> {
  const rows = await db
    .select({
      revision: entryVersions.revision,
      written: entryVersions.written,
      savedAt: entryVersions.savedAt,
      keptAt: entryVersions.keptAt,
    })
    .from(entryVersions)
    .where(and(eq(entryVersions.owner, owner), eq(entryVersions.entry, entry)))
    .orderBy(desc(entryVersions.revision))
  return rows.map(({ written, ...row }) => ({ ...row, written: toWritten(written) }))
}

/** A version as it is now; one that was kept before these answers were asked has none of them. */
function toWritten(kept: KeptWritten): Written {
  const { fields, participatoryMinutes = null } = kept
  return { ...kept, participatoryMinutes, fields: { ...fields, others: fields.others ?? {} } }
}

/**
 * Erases for good what was deleted at or before `until`, of this owner or, without one, of everyone:
 * words and earlier versions go, the bare row stays. Answers which entries it was.
 */
export async function eraseDeleted(
  tx: Transaction,
  owner: PersonId | null,
  until: number,
  at: number,
): Promise<{ owner: PersonId; id: EntryId }[]> {
  const due = await tx
    .select({ owner: entries.owner, id: entries.id })
    .from(entries)
    .where(
      and(
        owner === null ? undefined : eq(entries.owner, owner),
        isNull(entries.erasedAt),
        isNotNull(entries.deletedAt),
        lte(entries.deletedAt, until),
      ),
    )
  for (const row of due) await eraseEntry(tx, row.owner, row.id, at)
  return due
}

/**
 * Erases one entry for good: words, earlier versions and evidence that came in with it alone go, the
 * bare row stays.
 */
export async function eraseEntry(
  tx: Transaction,
  owner: PersonId,
  id: EntryId,
  at: number,
): Promise<void> {
  await eraseBroughtWith(tx, owner, id)
  await tx
    .delete(entryVersions)
    .where(and(eq(entryVersions.owner, owner), eq(entryVersions.entry, id)))
  await tx
    .update(entries)
    .set({ ...withoutWords, erasedAt: at })
    .where(and(eq(entries.owner, owner), eq(entries.id, id)))
}

const withoutWords = {
  activityType: null,
  broughtLabel: null,
  evidence: [],
  ...spottedColumns(null),
  date: null,
  typedDate: null,
  description: '',
  learnt: '',
  impact: '',
  peerLearning: '',
  others: {},
  standards: [],
  minutes: null,
  participatoryMinutes: null,
  submittedAt: null,
  writer: null,
}

/** Which of these people keep their readiness to themselves. */
export async function hiddenAmong(
  db: Queries,
  people: readonly PersonId[],
): Promise<Set<PersonId>> {
  if (people.length === 0) return new Set()
  const rows = await db
    .select({ person: cpdPreferences.person })
    .from(cpdPreferences)
    .where(
      and(inArray(cpdPreferences.person, [...people]), eq(cpdPreferences.readinessHidden, true)),
    )
  return new Set(rows.map((row) => row.person))
}

export async function setReadinessHidden(
  tx: Transaction,
  person: PersonId,
  hidden: boolean,
  at: number,
): Promise<void> {
  const values = { readinessHidden: hidden, changedAt: at }
  await tx
    .insert(cpdPreferences)
    .values({ person, ...values })
    .onConflictDoUpdate({ target: cpdPreferences.person, set: values })
}

/** Where these people are registered, each in their own order; nobody who never chose. */
export async function registrationsAmong(
  db: Queries,
  people: readonly PersonId[],
): Promise<Map<PersonId, Registration[]>> {
  const found = new Map<PersonId, Registration[]>()
  if (people.length === 0) return found
  const rows = await db
    .select()
    .from(cpdRegistrations)
    .where(inArray(cpdRegistrations.person, [...people]))
    .orderBy(asc(cpdRegistrations.position))
  for (const { person, regulator, endsOn } of rows) {
    found.set(person, [...(found.get(person) ?? []), { regulator, endsOn }])
  }
  return found
}

/** Keeps where a person is registered, in this order, instead of what was there. */
export async function setRegistrations(
  tx: Transaction,
  person: PersonId,
  registrations: readonly Registration[],
  at: number,
): Promise<void> {
  await tx.delete(cpdRegistrations).where(eq(cpdRegistrations.person, person))
  if (registrations.length === 0) return
  await tx
    .insert(cpdRegistrations)
    .values(registrations.map((one, position) => ({ person, position, ...one, chosenAt: at })))
}

function toEntry(row: Row): StoredEntry {
  return {
    id: row.id,
    owner: row.owner,
    status: row.status,
    fields: {
      activityType: row.activityType,
      date: row.date,
      description: row.description,
      learnt: row.learnt,
      impact: row.impact,
      peerLearning: row.peerLearning,
      others: row.others,
    },
    typedDate: row.typedDate,
    broughtLabel: row.broughtLabel,
    evidence: row.evidence,
    standards: row.standards,
    minutes: row.minutes,
    participatoryMinutes: row.participatoryMinutes,
    createdAt: row.createdAt,
    savedAt: row.isUnsaved ? null : row.savedAt,
    submittedAt: row.submittedAt,
    revision: row.revision,
    writer: row.writer,
    deletedAt: row.deletedAt,
    spotted:
      row.spottedBy === checkedBy && row.spottedCount !== null
        ? { count: row.spottedCount, field: row.spottedField }
        : null,
  }
}
