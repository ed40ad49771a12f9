import { and, asc, eq, inArray, isNull, ne, type SQL } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { broughtEvidence, entries } from '#db/schema/cpd.ts'
import type { Evidence } from '#server/evidence/rules/evidence.ts'
import type { EntryId, PersonId } from '#server/platform/rules/ids.ts'

/** Evidence that the owner brought in with files: attested elsewhere, oldest first. */
export async function broughtOf(db: Queries, owner: PersonId): Promise<Evidence[]> {
  return db
    .select({
      id: broughtEvidence.id,
      person: broughtEvidence.owner,
      at: broughtEvidence.at,
      fact: broughtEvidence.fact,
    })
    .from(broughtEvidence)
    .where(eq(broughtEvidence.owner, owner))
    .orderBy(asc(broughtEvidence.at), asc(broughtEvidence.id))
}

/** Keeps what another installation attested; answers whether it was new to this record. */
export async function addBrought(
  tx: Transaction,
  owner: PersonId,
  { id, at, fact }: Evidence,
  broughtAt: number,
): Promise<boolean> {
  const added = await tx
    .insert(broughtEvidence)
    .values({ owner, id, at, fact, broughtAt })
    .onConflictDoNothing()
    .returning({ id: broughtEvidence.id })
  return added.length > 0
}

/**
 * Takes away the evidence that came in with an entry which is erased for good, unless another entry
 * of the owner's, in the bin or not, is linked with it too.
 */
export async function eraseBroughtWith(
  tx: Transaction,
  owner: PersonId,
  entry: EntryId,
): Promise<void> {
  const linksOf = (which: SQL | undefined) =>
    tx
      .select({ evidence: entries.evidence })
      .from(entries)
      .where(and(eq(entries.owner, owner), which))
  const [gone] = await linksOf(eq(entries.id, entry))
  if (!gone || gone.evidence.length === 0) return
  const itsOwn = and(eq(broughtEvidence.owner, owner), inArray(broughtEvidence.id, gone.evidence))
  const brought = await tx.select({ id: broughtEvidence.id }).from(broughtEvidence).where(itsOwn)
  if (brought.length === 0) return
  const others = await linksOf(and(ne(entries.id, entry), isNull(entries.erasedAt)))
  const linked = new Set(others.flatMap(({ evidence }) => evidence))
  const alone = brought.map(({ id }) => id).filter((id) => !linked.has(id))
  await tx.delete(broughtEvidence).where(and(itsOwn, inArray(broughtEvidence.id, alone)))
}

/** Where an id of the owner's record stands: among the entries, in the bin, or erased for good. */
export async function standingIds(
  db: Queries,
  owner: PersonId,
): Promise<Map<EntryId, 'standing' | 'bin' | 'erased'>> {
  const rows = await db
    .select({ id: entries.id, deletedAt: entries.deletedAt, erasedAt: entries.erasedAt })
    .from(entries)
    .where(eq(entries.owner, owner))
  return new Map(
    rows.map(({ id, deletedAt, erasedAt }) => {
      if (erasedAt !== null) return [id, 'erased'] as const
      return [id, deletedAt === null ? 'standing' : 'bin'] as const
    }),
  )
}
