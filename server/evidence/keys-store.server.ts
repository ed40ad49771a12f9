import { asc, desc, eq, isNull } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { signingKeys } from '#db/schema/evidence.ts'

export type KeyRow = typeof signingKeys.$inferSelect

/** The keys of this installation, the oldest first; they belong to no organisation. */
export async function allKeys(db: Queries): Promise<KeyRow[]> {
  return db.select().from(signingKeys).orderBy(asc(signingKeys.madeAt), asc(signingKeys.id))
}

/** The key in use; null before the first was made. */
export async function keyInUse(db: Queries): Promise<KeyRow | null> {
  const [row] = await db
    .select()
    .from(signingKeys)
    .where(isNull(signingKeys.retiredAt))
    .orderBy(desc(signingKeys.madeAt))
    .limit(1)
  return row ?? null
}

export async function insertKey(tx: Transaction, row: KeyRow): Promise<void> {
  await tx.insert(signingKeys).values(row)
}

/** Retires a key for good: its secret half is erased, its public half stays. */
export async function retireKey(tx: Transaction, id: string, at: number): Promise<void> {
  await tx.update(signingKeys).set({ sealed: null, retiredAt: at }).where(eq(signingKeys.id, id))
}
