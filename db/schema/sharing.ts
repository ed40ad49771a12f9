import type {
  EntryId,
  OrganisationId,
  PersonId,
  ShareCommentId,
  ShareId,
} from '#server/platform/rules/ids.ts'
import type { ShareRight } from '#server/sharing/rules/share.ts'
import {
  declarePrivacy,
  foreignKey,
  index,
  instant,
  integer,
  notPersonal,
  personal,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** One entry, opened by its owner to one colleague for a while. It holds no word of the entry. */
export const shares = sqliteTable(
  'shares',
  {
    id: text('id').$type<ShareId>().primaryKey(),
    owner: text('owner').$type<PersonId>().notNull(),
    entry: text('entry').$type<EntryId>().notNull(),
    reader: text('reader').$type<PersonId>().notNull(),
    /** In which the owner and the reader were colleagues: the reader must still be of it. */
    organisation: text('organisation').$type<OrganisationId>().notNull(),
    right: text('right').$type<ShareRight>().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** When the owner ended it, or deleted the entry; null while it stands. */
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('shares_owner').on(table.owner, table.entry),
    index('shares_reader').on(table.reader),
  ],
)

/** Each time somebody read what was shared with them: written before they get a word of it. */
export const shareReads = sqliteTable(
  'share_reads',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    share: text('share').$type<ShareId>().notNull(),
    reader: text('reader').$type<PersonId>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    index('share_reads_share').on(table.share, table.at),
    foreignKey({ columns: [table.share], foreignColumns: [shares.id] }),
  ],
)

/** What the owner and the reader write to each other under a shared entry. */
export const shareComments = sqliteTable(
  'share_comments',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').$type<ShareCommentId>().notNull().unique(),
    share: text('share').$type<ShareId>().notNull(),
    author: text('author').$type<PersonId>().notNull(),
    text: text('text').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    index('share_comments_share').on(table.share),
    foreignKey({ columns: [table.share], foreignColumns: [shares.id] }),
  ],
)

const choice = personal({
  category: 'words',
  purpose: 'Lets one colleague read one entry while its owner wants it',
  retention: 'as long as the entry; erased with it',
  export: true,
  erasure: 'delete',
})
const reading = personal({
  category: 'log',
  purpose: 'Shows the owner each time somebody read what they shared',
  retention: 'as long as the entry; erased with it',
  export: true,
  erasure: 'delete',
})
const comment = personal({
  category: 'words',
  purpose: 'Keeps what the owner and the reader of a shared entry write to each other',
  retention: 'as long as the entry; erased with it',
  export: true,
  erasure: 'delete',
})

export const sharingPrivacy = [
  declarePrivacy(shares, {
    id: notPersonal,
    owner: choice,
    entry: choice,
    reader: choice,
    organisation: choice,
    right: choice,
    createdAt: choice,
    expiresAt: choice,
    endedAt: choice,
  }),
  declarePrivacy(shareReads, {
    seq: notPersonal,
    share: reading,
    reader: reading,
    at: reading,
  }),
  declarePrivacy(
    shareComments,
    {
      seq: notPersonal,
      id: notPersonal,
      share: comment,
      author: comment,
      text: comment,
      at: comment,
    },
    ['author'],
    true,
  ),
]
