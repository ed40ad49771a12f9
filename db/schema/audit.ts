import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import {
  blob,
  declarePrivacy,
  index,
  instant,
  integer,
  notPersonal,
  personal,
  sqliteTable,
  text,
} from '../columns.sqlite.ts'

/** Who did what, when: never content. Chained over salted commitments of who and to what. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    at: instant('at').notNull(),
    organisation: text('organisation').$type<OrganisationId>(),
    person: text('person').$type<PersonId>(),
    action: text('action').notNull(),
    object: text('object').notNull(),
    outcome: text('outcome').$type<'done' | 'refused'>().notNull(),
    /** The request that did it, as the log names it; null for an operator's command. */
    request: text('request'),
    /** Goes with person and object when they are erased. */
    salt: blob('salt', { mode: 'buffer' }),
    /** Null in lines that are older than the chain. */
    commitment: text('commitment'),
    hash: text('hash'),
  },
  (table) => [
    index('audit_log_organisation').on(table.organisation, table.seq),
    index('audit_log_action').on(table.organisation, table.action, table.seq),
    index('audit_log_person').on(table.person, table.seq),
    index('audit_log_object').on(table.object, table.seq),
  ],
)

/** One row: where the chain of the audit log ends, so that a line missing at its end is noticed. */
export const auditChain = sqliteTable('audit_chain', {
  id: integer('id').primaryKey(),
  head: integer('head').notNull(),
  hash: text('hash').notNull(),
})

const accountable = personal({
  category: 'log',
  purpose: 'Lets an organisation and a person see who did what',
  retention: 'by the organisation, with no end set',
  export: true,
  erasure: 'keep',
})

export const auditPrivacy = [
  declarePrivacy(auditLog, {
    seq: notPersonal,
    at: accountable,
    organisation: accountable,
    person: accountable,
    action: accountable,
    object: accountable,
    outcome: accountable,
    request: notPersonal,
    salt: notPersonal,
    commitment: notPersonal,
    hash: notPersonal,
  }),
  declarePrivacy(auditChain, { id: notPersonal, head: notPersonal, hash: notPersonal }),
]
