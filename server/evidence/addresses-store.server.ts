import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { evidenceAddresses, evidenceStatements } from '#db/schema/evidence.ts'
import { statement } from '#db/statement.ts'
import type { EvidenceId, PersonId } from '#server/platform/rules/ids.ts'
import type { StatementRow } from './statements-store.server.ts'

export type AddressRow = typeof evidenceAddresses.$inferSelect

export async function insertAddress(
  tx: Transaction,
  row: Pick<AddressRow, 'id' | 'evidence' | 'person' | 'secretHash' | 'madeAt'>,
): Promise<void> {
  await tx.insert(evidenceAddresses).values(row)
}

/** The person's own addresses that are in use, the oldest first. */
export async function addressesOf(db: Queries, person: PersonId): Promise<AddressRow[]> {
  return db
    .select()
    .from(evidenceAddresses)
    .where(and(eq(evidenceAddresses.person, person), isNull(evidenceAddresses.revokedAt)))
    .orderBy(asc(evidenceAddresses.madeAt), asc(evidenceAddresses.id))
}

/** Stops an address of the person's for good; false when there is none in use by that id. */
export async function revokeAddress(
  tx: Transaction,
  person: PersonId,
  id: string,
  at: number,
): Promise<boolean> {
  const stopped = await tx
    .update(evidenceAddresses)
    .set({ revokedAt: at })
    .where(
      and(
        eq(evidenceAddresses.id, id),
        eq(evidenceAddresses.person, person),
        isNull(evidenceAddresses.revokedAt),
      ),
    )
    .returning({ id: evidenceAddresses.id })
  return stopped.length > 0
}

/** Most of those who ask have no right secret: they cost no more than this. */
const addressQuery = statement<{ id: string }>(
  'select id from evidence_addresses where secret_hash = ? and revoked_at is null',
)

/**
 * What an address in use leads to, for whoever has its secret; null for every other. The scope is the
 * secret itself.
 */
export async function findByAddress(
  db: Queries,
  evidence: EvidenceId,
  secretHash: string,
): Promise<{ address: string; row: StatementRow } | null> {
  if (!addressQuery.first(db, secretHash)) return null
  const [found] = await db
    .select({ address: evidenceAddresses.id, row: evidenceStatements })
    .from(evidenceAddresses)
    .innerJoin(evidenceStatements, eq(evidenceStatements.evidence, evidenceAddresses.evidence))
    .where(
      and(
        eq(evidenceAddresses.secretHash, secretHash),
        eq(evidenceAddresses.evidence, evidence),
        isNull(evidenceAddresses.revokedAt),
      ),
    )
  return found ?? null
}

export async function countRead(tx: Transaction, address: string, at: number): Promise<void> {
  await tx
    .update(evidenceAddresses)
    .set({ reads: sql`${evidenceAddresses.reads} + 1`, readAt: at })
    .where(eq(evidenceAddresses.id, address))
}
