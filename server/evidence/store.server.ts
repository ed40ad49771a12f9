import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { evidence } from '#db/schema/evidence.ts'
import type { EvidenceId, OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import type { Evidence, Fact } from './rules/evidence.ts'

export type Attestation = {
  person: PersonId
  organisation: OrganisationId
  key: string
  fact: Fact
}

/** Writes the fact, or leaves the one that the person already has under this key. */
export async function append(
  tx: Transaction,
  { person, organisation, key, fact }: Attestation,
  id: EvidenceId,
  at: number,
): Promise<Evidence> {
  await tx
    .insert(evidence)
    .values({ id, person, organisation, key, kind: fact.kind, fact, at })
    .onConflictDoNothing({ target: [evidence.person, evidence.key] })
  const [row] = await tx
    .select()
    .from(evidence)
    .where(and(eq(evidence.person, person), eq(evidence.key, key)))
  if (!row) throw new Error('evidence was not kept')
  return { id: row.id, person: row.person, at: row.at, fact: row.fact }
}

/** The person's own evidence, oldest first. */
export async function ofPerson(db: Queries, person: PersonId): Promise<Evidence[]> {
  return db
    .select({ id: evidence.id, person: evidence.person, at: evidence.at, fact: evidence.fact })
    .from(evidence)
    .where(eq(evidence.person, person))
    .orderBy(asc(evidence.at), asc(evidence.id))
}

/** Facts about several people, attested within one organisation. */
export async function ofPeople(
  db: Queries,
  organisation: OrganisationId,
  people: readonly PersonId[],
): Promise<Evidence[]> {
  if (people.length === 0) return []
  return db
    .select({ id: evidence.id, person: evidence.person, at: evidence.at, fact: evidence.fact })
    .from(evidence)
    .where(and(eq(evidence.organisation, organisation), inArray(evidence.person, [...people])))
    .orderBy(asc(evidence.at), asc(evidence.id))
}
