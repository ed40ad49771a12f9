import type { PersonId } from '#server/platform/rules/ids.ts'
import { declarePrivacy, instant, personal, sqliteTable, text } from '../columns.sqlite.ts'

/** The address at which a person's calendar reads their dates: of its secret only the SHA-256 is kept. */
export const calendarFeeds = sqliteTable('calendar_feeds', {
  person: text('person').$type<PersonId>().primaryKey(),
  secretHash: text('secret_hash').notNull().unique(),
  createdAt: instant('created_at').notNull(),
})

const feed = personal({
  category: 'identity',
  purpose: 'Lets a calendar read somebody’s own dates',
  retention: 'until it is ended; as long as the account',
  export: true,
  erasure: 'delete',
})

export const calendarPrivacy = declarePrivacy(calendarFeeds, {
  person: feed,
  secretHash: personal({
    category: 'identity',
    purpose: 'Lets a calendar read somebody’s own dates',
    retention: 'until it is ended; as long as the account',
    export: false,
    erasure: 'delete',
  }),
  createdAt: feed,
})
