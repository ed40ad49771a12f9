import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { evidence, evidenceStatements } from '#db/schema/evidence.ts'
import type { EvidenceId, OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import type { Evidence } from './rules/evidence.ts'

export type StatementRow = typeof evidenceStatements.$inferSelect

/** Writes what was signed; what the evidence has already stays. */
export async function insertStatement(tx: Transaction, row: StatementRow): Promise<void> {
  await tx.insert(evidenceStatements).values(row).onConflictDoNothing()
}

export async function isSigned(db: Queries, id: EvidenceId): Promise<boolean> {
  const [row] = await db
    .select({ evidence: evidenceStatements.evidence })
    .from(evidenceStatements)
    .where(eq(evidenceStatements.evidence, id))
  return row !== undefined
}

/** Evidence of the whole installation that nobody has signed yet, the oldest first. */
export async function unsigned(
  db: Queries,
  limit: number,
): Promise<{ evidence: Evidence; organisation: OrganisationId }[]> {
  const rows = await db
    .select({ one: evidence })
    .from(evidence)
    .leftJoin(evidenceStatements, eq(evidenceStatements.evidence, evidence.id))
    .where(isNull(evidenceStatements.evidence))
    .orderBy(asc(evidence.at), asc(evidence.id))
    .limit(limit)
  return rows.map(({ one: { id, person, at, fact, organisation } }) => ({
    evidence: { id, person, at, fact },
    organisation,
  }))
}

/** The person's own statements; `only` some of them where it is given. */
export async function statementsOf(
  db: Queries,
  person: PersonId,
  only?: readonly EvidenceId[],
): Promise<StatementRow[]> {
  return db
    .select()
    .from(evidenceStatements)
    .where(
      and(
        eq(evidenceStatements.person, person),
        only ? inArray(evidenceStatements.evidence, [...only]) : undefined,
      ),
    )
    .orderBy(asc(evidenceStatements.signedAt), asc(evidenceStatements.evidence))
}
