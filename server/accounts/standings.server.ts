import { and, eq, gt, inArray, isNull, max, sql } from 'drizzle-orm'
import type { Queries } from '#db/connection.ts'
import { oneTimeLinks, people, privateAddresses } from '#db/schema/accounts.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'

/** What an employer knows of an account: never a private address. */
export type AccountStanding = {
  /** The address that the employer gave; null where its owner's private one is the only one. */
  workEmail: string | null
  /** They have followed their invitation and set a password. */
  hasPassword: boolean
  /** Until when an invitation that is out can be used; null where none is. */
  invitedUntil: number | null
}

/** How many accounts one question names. */
const atOnce = 1000

/** How accounts stand, many at once, for a face that has asked who may see them. */
export function createStandings({ clock }: { clock: Clock }) {
  return {
    async standingsOf(
      read: Queries,
      of: readonly PersonId[],
    ): Promise<ReadonlyMap<PersonId, AccountStanding>> {
      const found = new Map<PersonId, AccountStanding>()
      for (let from = 0; from < of.length; from += atOnce) {
        const some = of.slice(from, from + atOnce)
        const invited = await invitedUntil(read, some, clock.now())
        for (const row of await accountsOf(read, some)) {
          found.set(row.id, {
            workEmail: row.email === row.privateAddress ? null : row.email,
            hasPassword: row.hasPassword === 1,
            invitedUntil: row.hasPassword === 0 ? (invited.get(row.id) ?? null) : null,
          })
        }
      }
      return found
    },
  }
}

function accountsOf(db: Queries, of: readonly PersonId[]) {
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

async function invitedUntil(db: Queries, of: readonly PersonId[], now: number) {
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
