import { and, eq, gt, inArray, isNull, max, sql } from 'drizzle-orm'
import type { Queries } from '#db/connection.ts'
import { oneTimeLinks, people, privateAddresses } from '#db/schema/accounts.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'

/** Addresses of these accounts, and whether each has a password. */
export function accountsOf(db: Queries, of: readonly PersonId[]) {
  return db
    .select({
      id: people.id,
      email: people.email,
      privateAddress: privateAddresses.address,
      // Its presence is all that is read: the hash stays where it is.
      hasPassword: sql<number>`${people.passwordHash} is not null`,
    })
    .from(people)
    .leftJoin(privateAddresses, eq(privateAddresses.person, people.id))
    .where(inArray(people.id, [...of]))
}

/** Until when each of these can use an invitation that is out at `now`. */
export async function invitedUntil(db: Queries, of: readonly PersonId[], now: number) {
  const rows = await db
    .select({ person: oneTimeLinks.person, until: max(oneTimeLinks.expiresAt) })
    .from(oneTimeLinks)
    .where(
      and(
        inArray(oneTimeLinks.person, [...of]),
        eq(oneTimeLinks.purpose, 'invitation'),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, now),
      ),
    )
    .groupBy(oneTimeLinks.person)
  return new Map(rows.map(({ person, until }) => [person, until]))
}
