import { and, asc, eq, isNotNull, isNull, lt, lte } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { mailQueue } from '#db/schema/mail.ts'

export type QueuedMail = typeof mailQueue.$inferSelect

/** Adds a mail unless one of its key is there; answers whether it is new. */
export async function insertMail(tx: Transaction, row: QueuedMail): Promise<boolean> {
  const added = await tx
    .insert(mailQueue)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: mailQueue.id })
  return added.length > 0
}

const isOpen = and(isNull(mailQueue.sentAt), isNull(mailQueue.gaveUpAt))

/** Takes the next mail that is due, so that nobody else hands it over until `until`. */
export async function claimNext(
  tx: Transaction,
  now: number,
  until: number,
): Promise<QueuedMail | null> {
  const [next] = await tx
    .select()
    .from(mailQueue)
    .where(and(isOpen, lte(mailQueue.dueAt, now)))
    .orderBy(asc(mailQueue.dueAt), asc(mailQueue.id))
    .limit(1)
  if (!next) return null
  const claim = { claimed: true, dueAt: until, tries: next.tries + 1 }
  await tx.update(mailQueue).set(claim).where(eq(mailQueue.id, next.id))
  return { ...next, ...claim }
}

/** What was being handed over when a process ended is due again. */
export async function freeClaims(tx: Transaction, now: number): Promise<void> {
  await tx
    .update(mailQueue)
    .set({ claimed: false, dueAt: now })
    .where(and(isOpen, eq(mailQueue.claimed, true)))
}

/** It is over: sent, or given up. Where it was to go is forgotten. */
export async function settle(
  tx: Transaction,
  id: string,
  end: { sentAt: number } | { gaveUpAt: number },
): Promise<void> {
  await tx
    .update(mailQueue)
    .set({ ...end, claimed: false, address: '' })
    .where(eq(mailQueue.id, id))
}

export async function retryAt(tx: Transaction, id: string, dueAt: number): Promise<void> {
  await tx.update(mailQueue).set({ claimed: false, dueAt }).where(eq(mailQueue.id, id))
}

export async function deleteSentBefore(tx: Transaction, at: number): Promise<void> {
  await tx.delete(mailQueue).where(and(isNotNull(mailQueue.sentAt), lt(mailQueue.sentAt, at)))
  await tx.delete(mailQueue).where(and(isNotNull(mailQueue.gaveUpAt), lt(mailQueue.gaveUpAt, at)))
}

/** When the next open mail is due; null when there is none. */
export async function nextDueAt(db: Queries): Promise<number | null> {
  const [next] = await db
    .select({ dueAt: mailQueue.dueAt })
    .from(mailQueue)
    .where(isOpen)
    .orderBy(asc(mailQueue.dueAt))
    .limit(1)
  return next?.dueAt ?? null
}
