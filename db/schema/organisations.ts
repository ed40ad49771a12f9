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

/**
 * Whoever is invited and may have an account already. Until they accept, the organisation knows them
 * by `standIn` alone, an id like any other person's: nothing that it is shown leads to an account.
 */
export const standIns = sqliteTable(
  'stand_ins',
  {
    standIn: text('stand_in').$type<PersonId>().primaryKey(),
    /** Whose account is asked; null where the address is one by which nobody may be asked. */
    person: text('person').$type<PersonId>(),
    /** As the organisation wrote it. */
    address: text('address').notNull(),
    /** The SHA-256 of the token of a link that was handed over. */
    link: text('link'),
    /** Until when the invitation can be accepted; null while its mail has not gone out. */
    until: instant('until'),
    declinedAt: instant('declined_at'),
  },
  (table) => [
    index('stand_ins_person').on(table.person),
    index('stand_ins_address').on(table.address),
    index('stand_ins_link').on(table.link),
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

const asked = {
  category: 'identity',
  purpose: 'Asks somebody who has an account whether they come into an organisation',
  retention: 'until they come in; as long as the account exists',
  export: true,
  erasure: 'delete',
} as const

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
  declarePrivacy(standIns, {
    standIn: personal({ ...asked, export: false }),
    person: personal(asked),
    address: personal(asked),
    link: personal({ ...asked, export: false }),
    until: personal(asked),
    declinedAt: personal(asked),
  }),
]
