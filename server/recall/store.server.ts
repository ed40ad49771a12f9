import { asc, eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { recallAnswers, recallPreferences, recallWishes } from '#db/schema/recall.ts'
import type { Answer } from '#server/learning/rules/fact.ts'
import type { PersonId, ReleaseHash, ToolkitId } from '#server/platform/rules/ids.ts'
import type { Wish } from './rules/card.ts'

export type StoredAnswer = {
  toolkit: ToolkitId
  item: string
  nth: number
  release: ReleaseHash
  answer: Answer
  isCorrect: boolean
  at: number
}
export type StoredWish = { toolkit: ToolkitId; item: string; wish: Wish; at: number }

/** The owner's answers to questions that came back. */
export async function answersOf(db: Queries, owner: PersonId): Promise<StoredAnswer[]> {
  return db
    .select({
      toolkit: recallAnswers.toolkit,
      item: recallAnswers.item,
      nth: recallAnswers.nth,
      release: recallAnswers.release,
      answer: recallAnswers.answer,
      isCorrect: recallAnswers.correct,
      at: recallAnswers.at,
    })
    .from(recallAnswers)
    .where(eq(recallAnswers.person, owner))
    .orderBy(asc(recallAnswers.toolkit), asc(recallAnswers.item), asc(recallAnswers.nth))
}

/** Adds an answer, or nothing when that one was given already. */
export async function addAnswer(
  tx: Transaction,
  owner: PersonId,
  { isCorrect, ...row }: StoredAnswer,
): Promise<void> {
  await tx
    .insert(recallAnswers)
    .values({ ...row, correct: isCorrect, person: owner })
    .onConflictDoNothing({
      target: [recallAnswers.person, recallAnswers.toolkit, recallAnswers.item, recallAnswers.nth],
    })
}

export async function wishesOf(db: Queries, owner: PersonId): Promise<StoredWish[]> {
  return db
    .select({
      toolkit: recallWishes.toolkit,
      item: recallWishes.item,
      wish: recallWishes.wish,
      at: recallWishes.at,
    })
    .from(recallWishes)
    .where(eq(recallWishes.person, owner))
}

/** The last word about a question counts. */
export async function putWish(tx: Transaction, owner: PersonId, row: StoredWish): Promise<void> {
  const { wish, at } = row
  await tx
    .insert(recallWishes)
    .values({ ...row, person: owner })
    .onConflictDoUpdate({
      target: [recallWishes.person, recallWishes.toolkit, recallWishes.item],
      set: { wish, at },
    })
}

/** Whether the owner wants to be told outside these pages; nobody is until they say so. */
export async function isTold(db: Queries, owner: PersonId): Promise<boolean> {
  const [row] = await db
    .select({ isTold: recallPreferences.isTold })
    .from(recallPreferences)
    .where(eq(recallPreferences.person, owner))
  return row?.isTold ?? false
}

export async function setTold(
  tx: Transaction,
  owner: PersonId,
  told: boolean,
  at: number,
): Promise<void> {
  await tx
    .insert(recallPreferences)
    .values({ person: owner, isTold: told, changedAt: at })
    .onConflictDoUpdate({
      target: recallPreferences.person,
      set: { isTold: told, changedAt: at },
    })
}
