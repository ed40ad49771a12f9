import type { MailKind } from '#server/mail/rules/letter.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import {
  declarePrivacy,
  flag,
  index,
  instant,
  integer,
  notPersonal,
  personal,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** Mails to be sent. What stands in one is made when it is sent: no link and no text lies here. */
export const mailQueue = sqliteTable(
  'mail_queue',
  {
    /** Names the message to every server on its way, however often it is handed over. */
    id: text('id').primaryKey(),
    /** What makes it the same mail: asking again adds nothing. */
    key: text('key').notNull().unique(),
    person: text('person').$type<PersonId>().notNull(),
    kind: text('kind').$type<MailKind>().notNull(),
    /** Emptied once it has been sent. */
    address: text('address').notNull(),
    createdAt: instant('created_at').notNull(),
    dueAt: instant('due_at').notNull(),
    tries: integer('tries').notNull(),
    /** Being handed over now, or when the process ended. */
    claimed: flag('claimed').notNull(),
    sentAt: instant('sent_at'),
    gaveUpAt: instant('gave_up_at'),
  },
  (table) => [index('mail_queue_due').on(table.sentAt, table.gaveUpAt, table.dueAt)],
)

const post = personal({
  category: 'identity',
  purpose: 'Sends somebody a mail that they asked for',
  retention: '30 days after it was sent',
  export: true,
  erasure: 'delete',
})

export const mailPrivacy = declarePrivacy(mailQueue, {
  id: notPersonal,
  key: post,
  person: post,
  kind: post,
  address: post,
  createdAt: post,
  dueAt: notPersonal,
  tries: notPersonal,
  claimed: notPersonal,
  sentAt: post,
  gaveUpAt: notPersonal,
})
