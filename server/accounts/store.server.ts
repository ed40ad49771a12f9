import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { prepared } from '#db/prepared.ts'
import { oneTimeLinks, people, privateAddresses, sessions } from '#db/schema/accounts.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'

export type Account = { id: PersonId; email: string; passwordHash: string | null }
export type StoredSession = {
  id: string
  person: PersonId
  expiresAt: number
  absoluteAt: number
  sharedDevice: boolean
}
export type LinkPurpose = 'invitation' | 'reset' | 'private-address'

/** The account that somebody signs in to with `email`: the one it was made with, or a private one. */
export async function findByEmail(db: Queries, email: string): Promise<Account | null> {
  const [row] = await db
    .select({ id: people.id, email: people.email, passwordHash: people.passwordHash })
    .from(people)
    .leftJoin(privateAddresses, eq(privateAddresses.person, people.id))
    .where(or(eq(people.email, email), eq(privateAddresses.address, email)))
  return row ?? null
}

/** The account that was made with `email`; none where that is its owner's private address. */
export async function findByWorkEmail(db: Queries, email: string): Promise<Account | null> {
  const found = await findByEmail(db, email)
  if (found?.email !== email) return null
  return (await privateAddressOf(db, found.id)) === email ? null : found
}

export async function findById(db: Queries, person: PersonId): Promise<Account | null> {
  const [row] = await db
    .select({ id: people.id, email: people.email, passwordHash: people.passwordHash })
    .from(people)
    .where(eq(people.id, person))
  return row ?? null
}

export async function insertPerson(
  tx: Transaction,
  row: Account & { createdAt: number },
): Promise<void> {
  await tx.insert(people).values(row)
}

export async function setPasswordHash(
  tx: Transaction,
  person: PersonId,
  passwordHash: string,
): Promise<void> {
  await tx.update(people).set({ passwordHash }).where(eq(people.id, person))
}

const sessionQuery = prepared((db) =>
  db
    .select()
    .from(sessions)
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare(),
)

export async function findSession(db: Queries, id: string): Promise<StoredSession | null> {
  const [row] = await sessionQuery(db).execute({ id })
  return row ?? null
}

export async function insertSession(tx: Transaction, row: StoredSession): Promise<void> {
  await tx.insert(sessions).values(row)
}

/** Only one that still lives at `now`: a session that has been ended meanwhile stays ended. */
export async function extendSession(
  tx: Transaction,
  id: string,
  { now, expiresAt }: { now: number; expiresAt: number },
): Promise<void> {
  await tx
    .update(sessions)
    .set({ expiresAt })
    .where(and(eq(sessions.id, id), gt(sessions.expiresAt, now), gt(sessions.absoluteAt, now)))
}

export async function deleteSession(tx: Transaction, id: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.id, id))
}

/**
 * Ends every session of the person, so that none opens anything any more, whatever the clock does
 * next. The rows stay until they are swept: they tell whose form it is that is posted too late.
 */
export async function endSessionsOf(tx: Transaction, person: PersonId, now: number): Promise<void> {
  await tx
    .update(sessions)
    .set({ expiresAt: sql`min(${sessions.expiresAt}, ${now})`, absoluteAt: 0 })
    .where(eq(sessions.person, person))
}

export async function deleteSessionsEndedBefore(tx: Transaction, at: number): Promise<void> {
  await tx.delete(sessions).where(lt(sessions.expiresAt, at))
}

export async function insertLink(
  tx: Transaction,
  row: { id: string; person: PersonId; purpose: LinkPurpose; address?: string; expiresAt: number },
): Promise<void> {
  await tx.insert(oneTimeLinks).values(row)
}

/** The person whom an unused link of that purpose belongs to, while it lasts. */
export async function findLink(
  db: Queries,
  id: string,
  purpose: LinkPurpose,
  now: number,
): Promise<PersonId | null> {
  const [row] = await db
    .select({ person: oneTimeLinks.person })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.id, id),
        eq(oneTimeLinks.purpose, purpose),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, now),
      ),
    )
  return row?.person ?? null
}

/** Uses up every open link of the person: an older one must not set the password once more. */
export async function useLinksOf(tx: Transaction, person: PersonId, now: number): Promise<void> {
  await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(and(eq(oneTimeLinks.person, person), isNull(oneTimeLinks.usedAt)))
}

/** The same for the links that set a password; one that confirms an address stays open. */
export async function usePasswordLinksOf(
  tx: Transaction,
  person: PersonId,
  now: number,
): Promise<void> {
  await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(oneTimeLinks.person, person),
        inArray(oneTimeLinks.purpose, ['invitation', 'reset']),
        isNull(oneTimeLinks.usedAt),
      ),
    )
}

/** Whose private address an unused link would confirm, and which one, while it lasts. */
export async function findAddressLink(
  db: Queries,
  id: string,
  now: number,
): Promise<{ person: PersonId; address: string } | null> {
  const [row] = await db
    .select({ person: oneTimeLinks.person, address: oneTimeLinks.address })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.id, id),
        eq(oneTimeLinks.purpose, 'private-address'),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, now),
      ),
    )
  return row?.address ? { person: row.person, address: row.address } : null
}

/** Uses up every open link of the person that would confirm an address. */
export async function useAddressLinksOf(
  tx: Transaction,
  person: PersonId,
  now: number,
): Promise<void> {
  await tx
    .update(oneTimeLinks)
    .set({ usedAt: now, address: null })
    .where(and(eq(oneTimeLinks.person, person), eq(oneTimeLinks.purpose, 'private-address')))
}

export async function privateAddressOf(db: Queries, person: PersonId): Promise<string | null> {
  const [row] = await db
    .select({ address: privateAddresses.address })
    .from(privateAddresses)
    .where(eq(privateAddresses.person, person))
  return row?.address ?? null
}

export async function putPrivateAddress(
  tx: Transaction,
  person: PersonId,
  address: string,
  confirmedAt: number,
): Promise<void> {
  await tx
    .insert(privateAddresses)
    .values({ person, address, confirmedAt })
    .onConflictDoUpdate({ target: privateAddresses.person, set: { address, confirmedAt } })
}

export async function deletePrivateAddress(tx: Transaction, person: PersonId): Promise<void> {
  await tx.delete(privateAddresses).where(eq(privateAddresses.person, person))
}

/** From now on only the private address is the account's, where there is one. */
export async function keepPrivateAddressOnly(tx: Transaction, person: PersonId): Promise<void> {
  const own = await privateAddressOf(tx, person)
  if (own !== null) await tx.update(people).set({ email: own }).where(eq(people.id, person))
}

/** The next accounts after `after`, in the order of their ids. */
export async function peopleAfter(
  db: Queries,
  after: PersonId | null,
  limit: number,
): Promise<PersonId[]> {
  const rows = await db
    .select({ id: people.id })
    .from(people)
    .where(after === null ? undefined : gt(people.id, after))
    .orderBy(asc(people.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

export async function deleteLinksEndedBefore(tx: Transaction, at: number): Promise<void> {
  await tx
    .delete(oneTimeLinks)
    .where(or(isNotNull(oneTimeLinks.usedAt), lt(oneTimeLinks.expiresAt, at)))
}
