import { eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { reminderWishes } from '#db/schema/reminders.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { usualWish, type ReminderWish } from './rules/wish.ts'

/** What `person` wishes; the usual where they have said nothing. */
export async function wishOf(db: Queries, person: PersonId): Promise<ReminderWish> {
  const [row] = await db
    .select({
      time: reminderWishes.time,
      withRecall: reminderWishes.withRecall,
      withNotices: reminderWishes.withNotices,
      remindedAt: reminderWishes.remindedAt,
    })
    .from(reminderWishes)
    .where(eq(reminderWishes.person, person))
  return row ?? usualWish
}

/** Keeps a change of the wish; what is not said stays as it was. */
export async function putWish(
  tx: Transaction,
  person: PersonId,
  change: Partial<ReminderWish>,
  changedAt: number,
): Promise<void> {
  await tx
    .insert(reminderWishes)
    .values({ ...usualWish, ...change, person, changedAt })
    .onConflictDoUpdate({ target: reminderWishes.person, set: { ...change, changedAt } })
}

/** Gives somebody who has said nothing a row of the usual, so that a link can turn mails off. */
export async function keepUsual(tx: Transaction, person: PersonId, at: number): Promise<void> {
  await tx
    .insert(reminderWishes)
    .values({ ...usualWish, person, changedAt: at })
    .onConflictDoNothing()
}

/** No more of these mails. Who was sent one has a row; nobody else is given one. */
export async function turnOff(
  tx: Transaction,
  person: PersonId,
  off: { time: 'off' } | { withNotices: false },
  changedAt: number,
): Promise<void> {
  await tx
    .update(reminderWishes)
    .set({ ...off, changedAt })
    .where(eq(reminderWishes.person, person))
}
