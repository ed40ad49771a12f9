import type { FormatId, OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import {
  declarePrivacy,
  index,
  instant,
  json,
  notPersonal,
  personal,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** Formats that a team has made its own: `body` is a whole format. */
export const teamFormats = sqliteTable(
  'team_formats',
  {
    id: text('id').$type<FormatId>().primaryKey(),
    organisation: text('organisation').$type<OrganisationId>().notNull(),
    team: text('team').$type<TeamId>().notNull(),
    /** The format that it began as a copy of. */
    base: text('base').$type<FormatId>().notNull(),
    body: json<unknown>('body').notNull(),
    madeBy: text('made_by').$type<PersonId>().notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    /** Since when it is not offered any more. */
    retiredAt: instant('retired_at'),
  },
  (table) => [index('team_formats_team').on(table.organisation, table.team)],
)

export const formatsPrivacy = declarePrivacy(
  teamFormats,
  {
    id: notPersonal,
    organisation: notPersonal,
    team: notPersonal,
    base: notPersonal,
    body: notPersonal,
    madeBy: personal({
      category: 'room',
      purpose: 'Whom the team can ask about its format',
      retention: 'As long as the format',
      export: true,
      erasure: 'anonymise',
    }),
    createdAt: notPersonal,
    changedAt: notPersonal,
    retiredAt: notPersonal,
  },
  ['madeBy'],
)
