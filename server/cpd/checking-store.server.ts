import { and, asc, eq, gt, isNull, ne, or } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { entries } from '#db/schema/cpd.ts'
import type { EntryId, PersonId } from '#server/platform/rules/ids.ts'
import { checkedBy } from './check-version.server.ts'
import type { EntryFields, SpottedSum } from './rules/entry/entry.ts'
import { spottedColumns } from './store.server.ts'

export type Unchecked = {
  owner: PersonId
  id: EntryId
  revision: number
  fields: EntryFields
}

/** Entries at which the check has not looked, or other rules have, after one of them; a few at once. */
export async function uncheckedAfter(
  db: Queries,
  after: Pick<Unchecked, 'owner' | 'id'> | null,
  limit: number,
): Promise<Unchecked[]> {
  const isLater =
    after &&
    or(
      gt(entries.owner, after.owner),
      and(eq(entries.owner, after.owner), gt(entries.id, after.id)),
    )
  const rows = await db
    .select()
    .from(entries)
    .where(
      and(
        isNull(entries.erasedAt),
        or(isNull(entries.spottedBy), ne(entries.spottedBy, checkedBy)),
        isLater ?? undefined,
      ),
    )
    .orderBy(asc(entries.owner), asc(entries.id))
    .limit(limit)
  return rows.map(({ owner, id, revision, ...row }) => {
    const { activityType, date, description, learnt, impact, peerLearning, others } = row
    const fields = { activityType, date, description, learnt, impact, peerLearning, others }
    return { owner, id, revision, fields }
  })
}

/** Keeps what was found in an entry, unless it was saved again since. */
export async function keepSpotted(
  tx: Transaction,
  { owner, id, revision }: Unchecked,
  spotted: SpottedSum,
): Promise<void> {
  await tx
    .update(entries)
    .set(spottedColumns(spotted))
    .where(
      and(
        eq(entries.owner, owner),
        eq(entries.id, id),
        eq(entries.revision, revision),
        isNull(entries.erasedAt),
      ),
    )
}
