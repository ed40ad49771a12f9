import type { Database, Queries, Transaction } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { commitmentOf } from '#server/platform/commitment.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import type { SigningKeys } from './keys.server.ts'
import type { Evidence } from './rules/evidence.ts'
import { statementOf } from './rules/statement.ts'
import { insertStatement, isSigned, unsigned } from './statements-store.server.ts'

/** How the organisation and the person are called; null for a person whose name was erased. */
export type NamesOf = (
  read: Queries,
  organisation: OrganisationId,
  person: PersonId,
) => Promise<{ organisation: string; person: string | null }>

const saltBytes = 16
const atOnce = 200

/** Signs evidence, each piece once and for good, in the transaction that attests it. */
export function createStatements(made: {
  db: Database
  clock: Clock
  random: Pick<Random, 'bytes'>
  keys: Pick<SigningKeys, 'currentIn'>
  namesOf: NamesOf
}) {
  const { db, clock, random, keys, namesOf } = made

  /** Signs `evidence` inside the caller's transaction, unless that was done before. */
  async function signIn(
    tx: Transaction,
    evidence: Evidence,
    organisation: OrganisationId,
  ): Promise<void> {
    if (await isSigned(tx, evidence.id)) return
    const names = await namesOf(tx, organisation, evidence.person)
    const salt = random.bytes(saltBytes)
    const signedAt = clock.now()
    const key = await keys.currentIn(tx)
    const statement = canonicalJson(
      statementOf(evidence, {
        ...{ attestedBy: names.organisation, key: key.id, signedAt },
        // Without a name nothing can ever open it: the salt is not kept.
        person: commitmentOf(salt, { name: names.person ?? '' }),
      }),
    )
    const signature = Buffer.from(key.sign(Buffer.from(statement, 'utf8'))).toString('hex')
    await insertStatement(tx, {
      ...{ evidence: evidence.id, person: evidence.person },
      ...{ statement, signature, key: key.id, signedAt },
      ...{ name: names.person, salt: names.person === null ? null : Buffer.from(salt) },
    })
  }

  return {
    signIn,

    /** Makes the first key, and signs what was attested before there was one. Answers how many. */
    async signAll(): Promise<number> {
      await db.tx((tx) => keys.currentIn(tx))
      for (let signed = 0; ;) {
        const some = await db.tx(async (tx) => {
          const open = await unsigned(tx, atOnce)
          for (const { evidence, organisation } of open) await signIn(tx, evidence, organisation)
          return open.length
        })
        signed += some
        if (some < atOnce) return signed
      }
    },
  }
}

export type Statements = ReturnType<typeof createStatements>
