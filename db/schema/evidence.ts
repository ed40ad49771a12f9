import type { EvidenceId, OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import type { Fact } from '#server/evidence/rules/evidence.ts'
import {
  declarePrivacy,
  index,
  instant,
  json,
  notPersonal,
  personal,
  sqliteTable,
  text,
  uniqueIndex,
} from '../columns.sqlite.ts'

/** Attested facts: written once, never a word of anybody's reflection. */
export const evidence = sqliteTable(
  'evidence',
  {
    id: text('id').$type<EvidenceId>().primaryKey(),
    person: text('person').$type<PersonId>().notNull(),
    organisation: text('organisation').$type<OrganisationId>().notNull(),
    /** What the fact is about, unique per person: attesting it again changes nothing. */
    key: text('key').notNull(),
    kind: text('kind').$type<Fact['kind']>().notNull(),
    fact: json<Fact>('fact').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    uniqueIndex('evidence_person_key').on(table.person, table.key),
    index('evidence_organisation').on(table.organisation, table.person),
  ],
)

const attested = personal({
  category: 'facts',
  purpose: 'Shows that learning took place',
  retention: '7 years after leaving',
  export: true,
  erasure: 'keep',
})

export const evidencePrivacy = [
  declarePrivacy(evidence, {
    id: notPersonal,
    person: attested,
    organisation: attested,
    key: attested,
    kind: attested,
    fact: attested,
    at: attested,
  }),
]
