import { and, asc, count, eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { notes } from '#db/schema/notes.ts'
import type {
  EntryId,
  NoteId,
  PersonId,
  ReleaseHash,
  ToolkitId,
} from '#server/platform/rules/ids.ts'
import type { Quote } from './rules/quote.ts'

export type StoredNote = {
  id: NoteId
  toolkit: ToolkitId
  section: string
  item: string | null
  quote: Quote | null
  text: string
  release: ReleaseHash
  entry: EntryId | null
  createdAt: number
  savedAt: number
}

const columns = {
  id: notes.id,
  toolkit: notes.toolkit,
  section: notes.section,
  item: notes.item,
  quote: notes.quote,
  text: notes.text,
  release: notes.release,
  entry: notes.entry,
  createdAt: notes.createdAt,
  savedAt: notes.savedAt,
}

/** The owner's notes, of one toolkit or of all, in the order in which they were made. */
export async function notesOf(
  db: Queries,
  owner: PersonId,
  toolkit?: ToolkitId,
): Promise<StoredNote[]> {
  return db
    .select(columns)
    .from(notes)
    .where(
      and(eq(notes.person, owner), toolkit === undefined ? undefined : eq(notes.toolkit, toolkit)),
    )
    .orderBy(asc(notes.createdAt), asc(notes.id))
}

/** The owner's note; null for everybody else. */
export async function findNote(
  db: Queries,
  owner: PersonId,
  id: NoteId,
): Promise<StoredNote | null> {
  const [row] = await db
    .select(columns)
    .from(notes)
    .where(and(eq(notes.person, owner), eq(notes.id, id)))
  return row ?? null
}

/** How many notes the owner has in a toolkit. */
export async function countNotes(
  db: Queries,
  owner: PersonId,
  toolkit: ToolkitId,
): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(notes)
    .where(and(eq(notes.person, owner), eq(notes.toolkit, toolkit)))
  return row?.count ?? 0
}

/** Keeps a new note; one that is there already stays as it is. */
export async function addNote(tx: Transaction, owner: PersonId, note: StoredNote): Promise<void> {
  await tx
    .insert(notes)
    .values({ ...note, person: owner })
    .onConflictDoNothing({ target: [notes.person, notes.id] })
}

export async function changeNote(
  tx: Transaction,
  owner: PersonId,
  id: NoteId,
  change: Partial<Pick<StoredNote, 'text' | 'entry' | 'savedAt'>>,
): Promise<void> {
  await tx
    .update(notes)
    .set(change)
    .where(and(eq(notes.person, owner), eq(notes.id, id)))
}

export async function removeNote(tx: Transaction, owner: PersonId, id: NoteId): Promise<void> {
  await tx.delete(notes).where(and(eq(notes.person, owner), eq(notes.id, id)))
}
