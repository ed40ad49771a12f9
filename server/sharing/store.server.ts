import { and, asc, count, desc, eq, gt, inArray, isNull, lte, max } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { shareComments, shareReads, shares } from '#db/schema/sharing.ts'
import type { EntryId, PersonId, ShareCommentId, ShareId } from '#server/platform/rules/ids.ts'
import type { Share } from './rules/share.ts'

export type StoredComment = {
  id: ShareCommentId
  share: ShareId
  author: PersonId
  text: string
  at: number
}
export type StoredRead = { share: ShareId; reader: PersonId; at: number }

const commentColumns = {
  id: shareComments.id,
  share: shareComments.share,
  author: shareComments.author,
  text: shareComments.text,
  at: shareComments.at,
}

/** A share by its id, whoever asks: the caller asks `can` before it gives anything out. */
export async function findShare(db: Queries, id: ShareId): Promise<Share | null> {
  const [row] = await db.select().from(shares).where(eq(shares.id, id))
  return row ?? null
}

/** What an owner has shared, of one entry or of all, newest first; ended ones too. */
export async function sharesOf(db: Queries, owner: PersonId, entry?: EntryId): Promise<Share[]> {
  return db
    .select()
    .from(shares)
    .where(and(eq(shares.owner, owner), entry === undefined ? undefined : eq(shares.entry, entry)))
    .orderBy(desc(shares.createdAt), asc(shares.id))
}

/** What stands open for a reader at `at`, of one owner or of all, newest first. */
export async function openFor(
  db: Queries,
  reader: PersonId,
  at: number,
  owner?: PersonId,
): Promise<Share[]> {
  return db
    .select()
    .from(shares)
    .where(
      and(
        eq(shares.reader, reader),
        owner === undefined ? undefined : eq(shares.owner, owner),
        isNull(shares.endedAt),
        gt(shares.expiresAt, at),
      ),
    )
    .orderBy(desc(shares.createdAt), asc(shares.id))
}

/** Which shares ran out by their date after `from` and until `to`, ended by nobody before. */
export async function runOut(
  db: Queries,
  { from, to }: { from: number; to: number },
): Promise<ShareId[]> {
  const rows = await db
    .select({ id: shares.id })
    .from(shares)
    .where(and(isNull(shares.endedAt), gt(shares.expiresAt, from), lte(shares.expiresAt, to)))
  return rows.map(({ id }) => id)
}

export async function insertShare(tx: Transaction, share: Share): Promise<void> {
  await tx.insert(shares).values(share)
}

/** Gives an open share another right and another end. */
export async function changeShare(
  tx: Transaction,
  owner: PersonId,
  id: ShareId,
  change: Pick<Share, 'right' | 'expiresAt'>,
): Promise<void> {
  await tx
    .update(shares)
    .set(change)
    .where(and(eq(shares.owner, owner), eq(shares.id, id), isNull(shares.endedAt)))
}

/** One share of an owner's, those of an entry of theirs, all of theirs, or all that a reader has. */
export type SharesToEnd =
  { owner: PersonId; id: ShareId } | { owner: PersonId; entry?: EntryId } | { reader: PersonId }

/** Ends what of these is open. Answers which. */
export async function endShares(
  tx: Transaction,
  which: SharesToEnd,
  at: number,
): Promise<ShareId[]> {
  const ended = await tx
    .update(shares)
    .set({ endedAt: at })
    .where(
      and(
        isNull(shares.endedAt),
        'owner' in which ? eq(shares.owner, which.owner) : eq(shares.reader, which.reader),
        'id' in which ? eq(shares.id, which.id) : undefined,
        'entry' in which && which.entry !== undefined ? eq(shares.entry, which.entry) : undefined,
      ),
    )
    .returning({ id: shares.id })
  return ended.map(({ id }) => id)
}

/**
 * Takes away for good what was shared of an owner's entry, or of all: reads and comments too.
 * Answers which shares these were.
 */
export async function eraseSharesOf(
  tx: Transaction,
  owner: PersonId,
  entry?: EntryId,
): Promise<ShareId[]> {
  const ids = (await sharesOf(tx, owner, entry)).map((share) => share.id)
  if (ids.length === 0) return ids
  await tx.delete(shareComments).where(inArray(shareComments.share, ids))
  await tx.delete(shareReads).where(inArray(shareReads.share, ids))
  await tx.delete(shares).where(inArray(shares.id, ids))
  return ids
}

/** Takes away what somebody wrote under what others shared with them. */
export async function eraseCommentsBy(tx: Transaction, author: PersonId): Promise<void> {
  await tx.delete(shareComments).where(eq(shareComments.author, author))
}

export async function addRead(tx: Transaction, read: StoredRead): Promise<void> {
  await tx.insert(shareReads).values(read)
}

/** The reads of these shares, newest first. */
export async function readsOf(
  db: Queries,
  of: readonly ShareId[],
  limit: number,
): Promise<StoredRead[]> {
  if (of.length === 0) return []
  return db
    .select({ share: shareReads.share, reader: shareReads.reader, at: shareReads.at })
    .from(shareReads)
    .where(inArray(shareReads.share, [...of]))
    .orderBy(desc(shareReads.seq))
    .limit(limit)
}

/** How often each of these shares was read, and when last; nothing of one that never was. */
export async function readCounts(
  db: Queries,
  of: readonly ShareId[],
): Promise<Map<ShareId, { count: number; lastAt: number }>> {
  if (of.length === 0) return new Map()
  const rows = await db
    .select({ share: shareReads.share, count: count(), lastAt: max(shareReads.at) })
    .from(shareReads)
    .where(inArray(shareReads.share, [...of]))
    .groupBy(shareReads.share)
  return new Map(
    rows.map(({ share, count, lastAt }) => [share, { count, lastAt: lastAt ?? 0 }] as const),
  )
}

/** What was written under these shares, oldest first. */
export async function commentsOf(db: Queries, of: readonly ShareId[]): Promise<StoredComment[]> {
  if (of.length === 0) return []
  return db
    .select(commentColumns)
    .from(shareComments)
    .where(inArray(shareComments.share, [...of]))
    .orderBy(asc(shareComments.seq))
}

/** Keeps a comment; the same one posted again is kept once. */
export async function addComment(tx: Transaction, comment: StoredComment): Promise<void> {
  await tx.insert(shareComments).values(comment).onConflictDoNothing()
}

export async function removeComment(
  tx: Transaction,
  author: PersonId,
  share: ShareId,
  id: ShareCommentId,
): Promise<void> {
  await tx
    .delete(shareComments)
    .where(
      and(
        eq(shareComments.id, id),
        eq(shareComments.share, share),
        eq(shareComments.author, author),
      ),
    )
}
