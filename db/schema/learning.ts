import type { Fact } from '#server/learning/rules/fact.ts'
import type { ReadTo } from '#server/learning/rules/reading-place.ts'
import type {
  AssignmentId,
  OrganisationId,
  PersonId,
  ReleaseHash,
  TeamId,
  ToolkitId,
} from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import {
  declarePrivacy,
  index,
  instant,
  integer,
  json,
  notPersonal,
  personal,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from '../columns.sqlite.ts'

/** A toolkit given to a team, with a due date; giving it again moves the date. */
export const assignments = sqliteTable(
  'assignments',
  {
    id: text('id').$type<AssignmentId>().primaryKey(),
    organisation: text('organisation').$type<OrganisationId>().notNull(),
    team: text('team').$type<TeamId>().notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    dueOn: text('due_on').$type<Day>().notNull(),
    by: text('by').$type<PersonId>().notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    uniqueIndex('assignments_team_toolkit').on(table.team, table.toolkit),
    index('assignments_organisation').on(table.organisation, table.team),
  ],
)

/** What happened while somebody learnt: written once, never a word of theirs. */
export const learningFacts = sqliteTable(
  'learning_facts',
  {
    id: text('id').primaryKey(),
    person: text('person').$type<PersonId>().notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    /** What makes it the same fact: a retry finds it already there. */
    key: text('key').notNull(),
    fact: json<Fact>('fact').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [uniqueIndex('learning_facts_person_key').on(table.person, table.toolkit, table.key)],
)

/** A person's own words under a reflection: overwritten and erased in place. */
export const reflections = sqliteTable(
  'reflections',
  {
    person: text('person').$type<PersonId>().notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    item: text('item').notNull(),
    /** The release whose prompt was answered. */
    release: text('release').$type<ReleaseHash>().notNull(),
    text: text('text').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.toolkit, table.item] })],
)

/** What was chosen in a check but not yet checked, so that coming back finds it. */
export const answerDrafts = sqliteTable(
  'answer_drafts',
  {
    person: text('person').$type<PersonId>().notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    item: text('item').notNull(),
    chosen: json<readonly string[]>('chosen').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.toolkit, table.item] })],
)

/** How long a section was worked on, and when last: for its person, and to come back to it. */
export const sectionActivity = sqliteTable(
  'section_activity',
  {
    person: text('person').$type<PersonId>().notNull(),
    toolkit: text('toolkit').$type<ToolkitId>().notNull(),
    section: text('section').notNull(),
    activeMs: integer('active_ms').notNull(),
    lastAt: instant('last_at').notNull(),
    /** How far down the section's page its reader was last. */
    readTo: json<ReadTo>('read_to'),
  },
  (table) => [primaryKey({ columns: [table.person, table.toolkit, table.section] })],
)

const assigned = personal({
  category: 'facts',
  purpose: 'Says who gave the team the toolkit',
  retention: 'by the organisation, with no end set; names go with the account',
  export: true,
  erasure: 'anonymise',
})
const learnt = personal({
  category: 'facts',
  purpose: 'Shows how far somebody has come and what they have completed',
  retention: 'by the organisation, with no end set',
  export: true,
  erasure: 'keep',
})
const words = personal({
  category: 'words',
  purpose: 'Keeps what somebody wrote for themselves',
  retention: 'until the person deletes it or their account',
  export: true,
  erasure: 'delete',
})

export const learningPrivacy = [
  declarePrivacy(
    assignments,
    {
      id: notPersonal,
      organisation: notPersonal,
      team: notPersonal,
      toolkit: notPersonal,
      dueOn: notPersonal,
      by: assigned,
      at: notPersonal,
    },
    ['by'],
  ),
  declarePrivacy(learningFacts, {
    id: notPersonal,
    person: learnt,
    toolkit: learnt,
    key: learnt,
    fact: learnt,
    at: learnt,
  }),
  declarePrivacy(reflections, {
    person: words,
    toolkit: words,
    item: words,
    release: words,
    text: words,
    savedAt: words,
  }),
  declarePrivacy(answerDrafts, {
    person: words,
    toolkit: words,
    item: words,
    chosen: words,
    savedAt: words,
  }),
  declarePrivacy(sectionActivity, {
    person: words,
    toolkit: words,
    section: words,
    activeMs: words,
    lastAt: words,
    readTo: words,
  }),
]
