import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import type { EvidenceId } from '#server/platform/rules/ids.ts'
import type { Random } from '#server/platform/random.server.ts'
import { addressesOf } from './addresses-store.server.ts'
import { createVerifyAddresses, type VerifyAddress } from './addresses.server.ts'
import { bundleZip } from './bundle.server.ts'
import { createSigningKeys } from './keys.server.ts'
import type { Evidence } from './rules/evidence.ts'
import { statement, type SignedBundle, type SignedStatement } from './rules/statement.ts'
import { createStatements, type NamesOf } from './statements.server.ts'
import { statementsOf, type StatementRow } from './statements-store.server.ts'
import { ofPerson } from './store.server.ts'
import { offlineFiles } from './verifier/offline-files.server.ts'
import { evidenceText } from './verifier/open-file.server.ts'

export type { FileReport } from './rules/check.ts'
export type { SigningKey } from './keys.server.ts'

/** A piece of own evidence with its verify addresses in use, and what is known of who it is about. */
export type OwnProof = { evidence: Evidence; addresses: VerifyAddress[] }

/** A piece of own evidence as it was signed; `name` null where the owner's name was erased. */
export type OwnStatement = { evidence: Evidence; signed: SignedStatement; name: string | null }

/** Evidence that others can verify: signatures, verify addresses, bundles, and the keys. */
export function createProofs(made: {
  db: Database
  clock: Clock
  random: Random
  audit: Pick<Audit, 'recordIn'>
  installationKey: Uint8Array
  namesOf: NamesOf
  limitsOff: boolean
}) {
  const { db } = made
  const keys = createSigningKeys(made)
  const statements = createStatements({ ...made, keys })
  const addresses = createVerifyAddresses({ ...made, keys })

  /** The actor's own signed evidence, oldest first; `only` one piece of it where that is given. */
  async function own(actor: Actor, only?: EvidenceId): Promise<OwnStatement[]> {
    if (!can(actor, 'read', { kind: 'own-record', owner: actor.person })) return []
    const rows = new Map(
      (await statementsOf(db.read, actor.person, only && [only])).map((row) => [row.evidence, row]),
    )
    return (await ofPerson(db.read, actor.person)).flatMap((evidence) => {
      const row = rows.get(evidence.id)
      return row ? [{ evidence, signed: signedOf(row), name: row.name }] : []
    })
  }

  return {
    ...statements,
    publishedKeys: () => keys.published(),
    rotateKeys: () => keys.rotate(),
    /** The key in use to sign with; null before the first start has made one. */
    currentKey: () => keys.current(),

    ...addresses,
    /** The text of a file that was handed on: the evidence in a bundle, or the file as it is. */
    textOf: evidenceText,

    /** The page that checks a bundle without a network. */
    offlinePage: async () => (await offlineFiles()).page,

    ownStatements: own,

    /** The actor's own evidence with its verify addresses, oldest first. */
    async ownProofs(actor: Actor): Promise<OwnProof[]> {
      const inUse = await addressesOf(db.read, actor.person)
      return (await own(actor)).map(({ evidence }) => ({
        evidence,
        addresses: inUse
          .filter((one) => one.evidence === evidence.id)
          .map(({ id, madeAt, reads, readAt }) => ({ address: id, madeAt, reads, readAt })),
      }))
    },

    /**
     * A ZIP of the actor's own signed evidence with the public keys and a page that checks it without
     * a network. The name is in it only where the owner wants that. `origin` is the configured one.
     */
    async bundle(
      actor: Actor,
      { withName, origin }: { withName: boolean; origin: string },
    ): Promise<Uint8Array> {
      const signed = (await own(actor)).map((one) => one.signed)
      const used = new Set(signed.map((one) => one.statement.key))
      const published = await keys.published()
      const bundle: SignedBundle = {
        type: 'casecircle-evidence',
        version: 1,
        keys: published
          .filter(({ id }) => used.has(id))
          .map(({ id, publicKey }) => ({ id, publicKey })),
        statements: signed.map(({ holder, ...one }) =>
          withName && holder ? { ...one, holder } : one,
        ),
      }
      return bundleZip(canonicalJson(bundle), { origin, withName })
    },
  }
}

export type Proofs = ReturnType<typeof createProofs>

function signedOf(row: StatementRow): SignedStatement {
  const signed = { statement: statement.parse(JSON.parse(row.statement)), signature: row.signature }
  if (row.name === null || row.salt === null) return signed
  return { ...signed, holder: { name: row.name, salt: row.salt.toString('hex') } }
}
