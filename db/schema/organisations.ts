import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import {
  declarePrivacy,
  flag,
  index,
  instant,
  notPersonal,
  personal,
  primaryKey,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'
import { jobTitleOfErased, nameOfErased } from '../erased.ts'

export const organisations = sqliteTable('organisations', {
  id: text('id').$type<OrganisationId>().primaryKey(),
  name: text('name').notNull(),
  demonstration: flag('demonstration').notNull(),
  createdAt: instant('created_at').notNull(),
})

export const teams = sqliteTable(
  'teams',
  {
    id: text('id').$type<TeamId>().primaryKey(),
    organisation: text('organisation')
      .$type<OrganisationId>()
      .notNull()
      .references(() => organisations.id),
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('teams_organisation').on(table.organisation)],
)

/** One row a person and organisation: how they appear there. */
export const affiliations = sqliteTable(
  'affiliations',
  {
    organisation: text('organisation')
      .$type<OrganisationId>()
      .notNull()
      .references(() => organisations.id),
    person: text('person').$type<PersonId>().notNull(),
    name: text('name').notNull(),
    jobTitle: text('job_title').notNull(),
    administrator: flag('administrator').notNull(),
    joinedAt: instant('joined_at').notNull(),
    leftAt: instant('left_at'),
  },
  (table) => [
    primaryKey({ columns: [table.organisation, table.person] }),
    index('affiliations_person').on(table.person),
  ],
)

export const memberships = sqliteTable(
  'memberships',
  {
    team: text('team')
      .$type<TeamId>()
      .notNull()
      .references(() => teams.id),
    person: text('person').$type<PersonId>().notNull(),
    role: text('role').$type<'practitioner' | 'manager'>().notNull(),
    joinedAt: instant('joined_at').notNull(),
    leftAt: instant('left_at'),
  },
  (table) => [
    primaryKey({ columns: [table.team, table.person] }),
    index('memberships_person').on(table.person),
  ],
)

const identity = {
  category: 'identity',
  purpose: 'Shows colleagues who somebody is',
  retention: 'as long as the account',
  export: true,
  erasure: 'anonymise',
} as const
const belonging = personal({
  category: 'facts',
  purpose: 'Says who belongs where, and since when',
  retention: 'by the organisation, with no end set',
  export: true,
  erasure: 'keep',
})

export const organisationsPrivacy = [
  declarePrivacy(organisations, {
    id: notPersonal,
    name: notPersonal,
    demonstration: notPersonal,
    createdAt: notPersonal,
  }),
  declarePrivacy(teams, {
    id: notPersonal,
    organisation: notPersonal,
    name: notPersonal,
    createdAt: notPersonal,
  }),
  declarePrivacy(affiliations, {
    organisation: belonging,
    person: belonging,
    name: personal({ ...identity, as: nameOfErased }),
    jobTitle: personal({ ...identity, as: jobTitleOfErased }),
    administrator: belonging,
    joinedAt: belonging,
    leftAt: belonging,
  }),
  declarePrivacy(memberships, {
    team: belonging,
    person: belonging,
    role: belonging,
    joinedAt: belonging,
    leftAt: belonging,
  }),
]
