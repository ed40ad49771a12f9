import type { DiaryEntryId, EntryId, PersonId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import {
  declarePrivacy,
  index,
  instant,
  notPersonal,
  personal,
  primaryKey,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** A person's own learning diary: overwritten and erased in place. */
export const diaryEntries = sqliteTable(
  'diary_entries',
  {
    person: text('person').$type<PersonId>().notNull(),
    id: text('id').$type<DiaryEntryId>().notNull(),
    /** The day it is about. */
    date: text('date').$type<Day>().notNull(),
    text: text('text').notNull(),
    /** The CPD entry that was made of it. */
    entry: text('entry').$type<EntryId>(),
    createdAt: instant('created_at').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.id] }),
    index('diary_entries_date').on(table.person, table.date),
  ],
)

const words = personal({
  category: 'words',
  purpose: 'Keeps what somebody wrote into their own learning diary',
  retention: 'until the person deletes it or their account',
  export: true,
  erasure: 'delete',
})

export const diaryPrivacy = declarePrivacy(diaryEntries, {
  person: words,
  id: notPersonal,
  date: words,
  text: words,
  entry: words,
  createdAt: words,
  savedAt: words,
})
