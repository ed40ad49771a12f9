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

/** No more reminders. Who was reminded has a row; nobody else is given one. */
export async function turnOff(tx: Transaction, person: PersonId, changedAt: number): Promise<void> {
  await tx
    .update(reminderWishes)
    .set({ time: 'off', changedAt })
    .where(eq(reminderWishes.person, person))
}
