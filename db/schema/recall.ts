import type { Answer } from '#server/learning/rules/fact.ts'
import type { PersonId, ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import type { Wish } from '#server/recall/rules/card.ts'
import {
  declarePrivacy,
  flag,
  instant,
  integer,
  json,
  personal,
  primaryKey,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** Answers to questions that came back. When one comes next follows from them and is never stored. */
export const recallAnswers = sqliteTable(
  'recall_answers',
  {
    person: text('person').$type<PersonId>().notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    item: text('item').notNull(),
    /** Counts the answers to this question from 1. */
    nth: integer('nth').notNull(),
    release: text('release').$type<ReleaseHash>().notNull(),
    answer: json<Answer>('answer').notNull(),
    correct: flag('correct').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.toolkit, table.item, table.nth] })],
)

/** What a person said of a question: bring it back, or let it rest. The last word counts. */
export const recallWishes = sqliteTable(
  'recall_wishes',
  {
    person: text('person').$type<PersonId>().notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    item: text('item').notNull(),
    wish: text('wish').$type<Wish>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.toolkit, table.item] })],
)

/** Whether a person wants to be told, outside these pages, that questions are back. */
export const recallPreferences = sqliteTable('recall_preferences', {
  person: text('person').$type<PersonId>().primaryKey(),
  isTold: flag('is_told').notNull(),
  changedAt: instant('changed_at').notNull(),
})

const practice = personal({
  category: 'words',
  purpose: 'Brings questions back to somebody who wants to remember the answer',
  retention: 'until the person deletes it or their account',
  export: true,
  erasure: 'delete',
})
const choice = personal({
  category: 'identity',
  purpose: 'Remembers whether somebody wants to be told that questions are back',
  retention: 'as long as the account',
  export: true,
  erasure: 'delete',
})

export const recallPrivacy = [
  declarePrivacy(recallAnswers, {
    person: practice,
    toolkit: practice,
    item: practice,
    nth: practice,
    release: practice,
    answer: practice,
    correct: practice,
    at: practice,
  }),
  declarePrivacy(recallWishes, {
    person: practice,
    toolkit: practice,
    item: practice,
    wish: practice,
    at: practice,
  }),
  declarePrivacy(recallPreferences, {
    person: choice,
    isTold: choice,
    changedAt: choice,
  }),
]
