import { eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { calendarFeeds } from '#db/schema/calendar.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'

/** Since when `person` has an address for calendars; null when they have none. */
export async function feedSince(db: Queries, person: PersonId): Promise<number | null> {
  const [row] = await db
    .select({ createdAt: calendarFeeds.createdAt })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.person, person))
  return row?.createdAt ?? null
}

/** The one address of `person`: an older one is overwritten. */
export async function putFeed(
  tx: Transaction,
  person: PersonId,
  feed: { secretHash: string; createdAt: number },
): Promise<void> {
  await tx
    .insert(calendarFeeds)
    .values({ person, ...feed })
    .onConflictDoUpdate({ target: calendarFeeds.person, set: feed })
}

export async function deleteFeed(tx: Transaction, person: PersonId): Promise<boolean> {
  const gone = await tx
    .delete(calendarFeeds)
    .where(eq(calendarFeeds.person, person))
    .returning({ person: calendarFeeds.person })
  return gone.length > 0
}

/** Whose address this is, and since when it has been there. */
export async function ownerOfFeed(
  db: Queries,
  secretHash: string,
): Promise<{ person: PersonId; createdAt: number } | null> {
  const [row] = await db
    .select({ person: calendarFeeds.person, createdAt: calendarFeeds.createdAt })
    .from(calendarFeeds)
    .where(eq(calendarFeeds.secretHash, secretHash))
  return row ?? null
}
