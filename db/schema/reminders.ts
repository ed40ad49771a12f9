import type { PersonId } from '#server/platform/rules/ids.ts'
import type { ReminderTime } from '#server/reminders/rules/wish.ts'
import { declarePrivacy, flag, instant, personal, sqliteTable, text } from '../columns.sqlite.ts'

/** When somebody wants to be reminded by mail, when they were, and whether they are told of news. */
export const reminderWishes = sqliteTable('reminder_wishes', {
  person: text('person').$type<PersonId>().primaryKey(),
  time: text('time').$type<ReminderTime>().notNull(),
  withRecall: flag('with_recall').notNull(),
  withNotices: flag('with_notices').notNull().default(true),
  changedAt: instant('changed_at').notNull(),
  remindedAt: instant('reminded_at'),
})

const choice = personal({
  category: 'identity',
  purpose: 'Remembers whether somebody wants to be reminded and told by mail',
  retention: 'as long as the account',
  export: true,
  erasure: 'delete',
})

export const remindersPrivacy = declarePrivacy(reminderWishes, {
  person: choice,
  time: choice,
  withRecall: choice,
  withNotices: choice,
  changedAt: choice,
  remindedAt: choice,
})
