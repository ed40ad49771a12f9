import { and, count, eq, gt, inArray, isNull, max, ne, or, sql, type SQLWrapper } from 'drizzle-orm'
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

/** How many of `among`, a question for ids of people, have never set a password. */
export async function countNeverIn(db: Queries, among: SQLWrapper): Promise<number> {
  const [row] = await db.select({ people: count() }).from(people).where(areNeverIn(among))
  return row?.people ?? 0
}

export async function neverIn(db: Queries, among: SQLWrapper): Promise<PersonId[]> {
  const rows = await db.select({ id: people.id }).from(people).where(areNeverIn(among))
  return rows.map(({ id }) => id)
}

function areNeverIn(among: SQLWrapper) {
  return and(inArray(people.id, among), isNull(people.passwordHash))
}

/** Those of `among` whose address at work holds `part`: nobody is found by a private address. */
export async function atWorkHolding(
  db: Queries,
  among: SQLWrapper,
  part: string,
): Promise<PersonId[]> {
  const pattern = `%${part.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .leftJoin(privateAddresses, eq(privateAddresses.person, people.id))
    .where(
      and(
        inArray(people.id, among),
        sql`${people.email} like ${pattern} escape '\\'`,
        or(isNull(privateAddresses.address), ne(privateAddresses.address, people.email)),
      ),
    )
  return rows.map(({ id }) => id)
}
