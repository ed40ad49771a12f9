import { and, asc, count, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { prepared } from '#db/prepared.ts'
import { affiliations, memberships, organisations, standIns } from '#db/schema/organisations.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'

/** An invitation of somebody who may have an account already; see the table. */
export type StandIn = {
  standIn: PersonId
  person: PersonId | null
  address: string
  until: number | null
}

const columns = {
  standIn: standIns.standIn,
  person: standIns.person,
  address: standIns.address,
  until: standIns.until,
}

export async function insertStandIn(
  tx: Transaction,
  row: Pick<StandIn, 'standIn' | 'person' | 'address'>,
): Promise<void> {
  await tx.insert(standIns).values(row)
}

/** What of an invitation is written anew; what is left out stays. */
export async function changeStandIn(
  tx: Transaction,
  standIn: PersonId,
  set: {
    person?: PersonId | null
    link?: string | null
    until?: number | null
    declinedAt?: number | null
  },
): Promise<void> {
  await tx.update(standIns).set(set).where(eq(standIns.standIn, standIn))
}

export async function deleteStandIn(tx: Transaction, standIn: PersonId): Promise<void> {
  await tx.delete(standIns).where(eq(standIns.standIn, standIn))
}

export async function findStandIn(db: Queries, standIn: PersonId): Promise<StandIn | null> {
  const [row] = await db.select(columns).from(standIns).where(eq(standIns.standIn, standIn))
  return row ?? null
}

/** Whether a link that was handed over asks somebody with an account, at `now`. */
export async function hasOpenLink(db: Queries, link: string, now: number): Promise<boolean> {
  const rows = await db
    .select({ standIn: standIns.standIn })
    .from(standIns)
    .innerJoin(affiliations, eq(affiliations.person, standIns.standIn))
    .where(and(eq(standIns.link, link), gt(standIns.until, now), isNull(affiliations.leftAt)))
  return rows.length > 0
}

/** Who of the organisation stands in for the owner of `address`, also taken off its list since. */
export async function standInAt(
  db: Queries,
  organisation: OrganisationId,
  address: string,
): Promise<PersonId | null> {
  const [row] = await db
    .select({ standIn: standIns.standIn })
    .from(standIns)
    .innerJoin(affiliations, eq(affiliations.person, standIns.standIn))
    .where(and(eq(affiliations.organisation, organisation), eq(standIns.address, address)))
  return row?.standIn ?? null
}

/** Those of `of` who stand in for somebody, with what the organisation wrote and until when. */
export async function standInsAmong(
  db: Queries,
  organisation: OrganisationId,
  of: readonly PersonId[] | null,
): Promise<StandIn[]> {
  return db
    .select(columns)
    .from(standIns)
    .innerJoin(affiliations, eq(affiliations.person, standIns.standIn))
    .where(
      and(
        eq(affiliations.organisation, organisation),
        of === null ? undefined : inArray(standIns.standIn, [...of]),
      ),
    )
}

/** How many of those who belong to the organisation today stand in for somebody. */
export async function countStandIns(db: Queries, organisation: OrganisationId): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(standIns)
    .innerJoin(affiliations, eq(affiliations.person, standIns.standIn))
    .where(and(eq(affiliations.organisation, organisation), isNull(affiliations.leftAt)))
  return row?.people ?? 0
}

/**
 * The mail to `address` has gone out, on whose account it is about: from now on it can be accepted.
 * Answers whether there is somebody whom it asks; null where nothing waits for that mail any more.
 */
export async function sentTo(
  tx: Transaction,
  to: PersonId,
  address: string,
  until: number,
): Promise<{ isSomebody: boolean } | null> {
  const [row] = await tx
    .update(standIns)
    .set({ until })
    .where(
      and(
        eq(standIns.address, address),
        or(eq(standIns.person, to), eq(standIns.standIn, to)),
        isNull(standIns.until),
      ),
    )
    .returning({ person: standIns.person })
  return row ? { isSomebody: row.person !== null } : null
}

const askedQuery = prepared((db) =>
  db
    .select({
      invitation: standIns.standIn,
      organisation: affiliations.organisation,
      organisationName: organisations.name,
      name: affiliations.name,
      jobTitle: affiliations.jobTitle,
      administrator: affiliations.administrator,
    })
    .from(standIns)
    .innerJoin(affiliations, eq(affiliations.person, standIns.standIn))
    .innerJoin(organisations, eq(organisations.id, affiliations.organisation))
    .where(
      and(
        eq(standIns.person, sql.placeholder('person')),
        isNull(standIns.declinedAt),
        or(isNull(standIns.until), gt(standIns.until, sql.placeholder('now'))),
        isNull(affiliations.leftAt),
      ),
    )
    .orderBy(asc(affiliations.joinedAt), asc(affiliations.organisation))
    .prepare(),
)

/** What `person` is asked and has not answered, oldest first, with how they are named in it. */
export function askedOf(db: Queries, person: PersonId, now: number) {
  return askedQuery(db).execute({ person, now })
}

/** Everybody who stands in for `person`, whatever became of it. */
export async function standInsOf(db: Queries, person: PersonId): Promise<PersonId[]> {
  const rows = await db
    .select({ standIn: standIns.standIn })
    .from(standIns)
    .where(eq(standIns.person, person))
  return rows.map(({ standIn }) => standIn)
}

/** Takes the stand-in out of every list, as if it had never been there. */
export async function forgetStandIn(tx: Transaction, standIn: PersonId): Promise<void> {
  await tx.delete(memberships).where(eq(memberships.person, standIn))
  await tx.delete(affiliations).where(eq(affiliations.person, standIn))
  await deleteStandIn(tx, standIn)
}
