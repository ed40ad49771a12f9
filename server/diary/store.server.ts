import { and, desc, eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { diaryEntries } from '#db/schema/diary.ts'
import type { DiaryEntryId, EntryId, PersonId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'

export type DiaryEntry = {
  id: DiaryEntryId
  date: Day
  text: string
  entry: EntryId | null
  createdAt: number
  savedAt: number
}

const columns = {
  id: diaryEntries.id,
  date: diaryEntries.date,
  text: diaryEntries.text,
  entry: diaryEntries.entry,
  createdAt: diaryEntries.createdAt,
  savedAt: diaryEntries.savedAt,
}

/** The owner's diary, the newest day first. */
export async function entriesOf(db: Queries, owner: PersonId): Promise<DiaryEntry[]> {
  return db
    .select(columns)
    .from(diaryEntries)
    .where(eq(diaryEntries.person, owner))
    .orderBy(desc(diaryEntries.date), desc(diaryEntries.createdAt))
}

/** The owner's entry; null for everybody else. */
export async function findEntry(
  db: Queries,
  owner: PersonId,
  id: DiaryEntryId,
): Promise<DiaryEntry | null> {
  const [row] = await db
    .select(columns)
    .from(diaryEntries)
    .where(and(eq(diaryEntries.person, owner), eq(diaryEntries.id, id)))
  return row ?? null
}

/** Keeps a new entry; one that is there already stays as it is. */
export async function addEntry(tx: Transaction, owner: PersonId, entry: DiaryEntry): Promise<void> {
  await tx
    .insert(diaryEntries)
    .values({ ...entry, person: owner })
    .onConflictDoNothing({ target: [diaryEntries.person, diaryEntries.id] })
}

export async function changeEntry(
  tx: Transaction,
  owner: PersonId,
  id: DiaryEntryId,
  change: Partial<Omit<DiaryEntry, 'id'>>,
): Promise<void> {
  await tx
    .update(diaryEntries)
    .set(change)
    .where(and(eq(diaryEntries.person, owner), eq(diaryEntries.id, id)))
}

export async function removeEntry(
  tx: Transaction,
  owner: PersonId,
  id: DiaryEntryId,
): Promise<void> {
  await tx.delete(diaryEntries).where(and(eq(diaryEntries.person, owner), eq(diaryEntries.id, id)))
}
