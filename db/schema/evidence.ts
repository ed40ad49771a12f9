import type { EvidenceId, OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import type { Fact } from '#server/evidence/rules/evidence.ts'
import {
  blob,
  declarePrivacy,
  index,
  instant,
  integer,
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

/** The keys that evidence is signed with: a public half for good, a secret half while in use. */
export const signingKeys = sqliteTable('signing_keys', {
  id: text('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  /** The secret half, readable only with the installation's own key; null once it is retired. */
  sealed: blob('sealed', { mode: 'buffer' }),
  madeAt: instant('made_at').notNull(),
  retiredAt: instant('retired_at'),
})

/** What is signed of each piece of evidence, written once, byte for byte as it was signed. */
export const evidenceStatements = sqliteTable(
  'evidence_statements',
  {
    evidence: text('evidence').$type<EvidenceId>().primaryKey(),
    person: text('person').$type<PersonId>().notNull(),
    /** Canonical JSON, with a commitment in the place of the name. */
    statement: text('statement').notNull(),
    signature: text('signature').notNull(),
    key: text('key').notNull(),
    signedAt: instant('signed_at').notNull(),
    /** The name at that time and its salt: what opens the commitment, gone when they are erased. */
    name: text('name'),
    salt: blob('salt', { mode: 'buffer' }),
  },
  (table) => [index('evidence_statements_person').on(table.person)],
)

/** Addresses at which anybody who has one sees that a piece of evidence is valid. */
export const evidenceAddresses = sqliteTable(
  'evidence_addresses',
  {
    id: text('id').primaryKey(),
    evidence: text('evidence').$type<EvidenceId>().notNull(),
    person: text('person').$type<PersonId>().notNull(),
    secretHash: text('secret_hash').notNull().unique(),
    madeAt: instant('made_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** How often it was opened, so that its owner knows. */
    reads: integer('reads').notNull().default(0),
    readAt: instant('read_at'),
  },
  (table) => [index('evidence_addresses_person').on(table.person)],
)

const attested = personal({
  category: 'facts',
  purpose: 'Shows that learning took place',
  retention: 'by the organisation, with no end set',
  export: true,
  erasure: 'keep',
})

const opening = personal({
  category: 'facts',
  purpose: 'Lets a person show that signed evidence is theirs',
  retention: 'as long as the account',
  export: true,
  erasure: 'delete',
})

const address = personal({
  category: 'facts',
  purpose: 'Lets a person show others that evidence is valid, until they stop it',
  retention: 'Until the person stops it or is erased',
  export: true,
  erasure: 'delete',
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
  declarePrivacy(signingKeys, {
    id: notPersonal,
    publicKey: notPersonal,
    sealed: notPersonal,
    madeAt: notPersonal,
    retiredAt: notPersonal,
  }),
  declarePrivacy(evidenceStatements, {
    evidence: notPersonal,
    person: attested,
    statement: attested,
    signature: attested,
    key: notPersonal,
    signedAt: attested,
    name: opening,
    salt: opening,
  }),
  declarePrivacy(evidenceAddresses, {
    id: notPersonal,
    evidence: address,
    person: address,
    secretHash: address,
    madeAt: address,
    revokedAt: address,
    reads: address,
    readAt: address,
  }),
]
