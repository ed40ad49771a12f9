import type { Quote } from '#server/notes/rules/quote.ts'
import type {
  EntryId,
  NoteId,
  PersonId,
  ReleaseHash,
  ToolkitId,
} from '#server/platform/rules/ids.ts'
import {
  declarePrivacy,
  index,
  instant,
  json,
  notPersonal,
  personal,
  primaryKey,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** A person's own notes and highlights in a module: overwritten and erased in place. */
export const notes = sqliteTable(
  'notes',
  {
    person: text('person').$type<PersonId>().notNull(),
    id: text('id').$type<NoteId>().notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    section: text('section').notNull(),
    /** The item it stands at; null where it is about the section or a passage of it. */
    item: text('item'),
    /** The passage that is highlighted, with what stands around it. */
    quote: json<Quote>('quote'),
    /** Empty for a highlight without a note. */
    text: text('text').notNull(),
    /** The release that was open when it was written. */
    release: text('release').$type<ReleaseHash>().notNull(),
    /** The CPD entry that was made of it. */
    entry: text('entry').$type<EntryId>(),
    createdAt: instant('created_at').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.id] }),
    index('notes_toolkit').on(table.person, table.toolkit),
  ],
)

const words = personal({
  category: 'words',
  purpose: 'Keeps what somebody noted and highlighted for themselves',
  retention: 'until the person deletes it or their account',
  export: true,
  erasure: 'delete',
})

export const notesPrivacy = declarePrivacy(notes, {
  person: words,
  id: notPersonal,
  toolkit: words,
  section: words,
  item: words,
  quote: words,
  text: words,
  release: words,
  entry: words,
  createdAt: words,
  savedAt: words,
})
