import { daysBetween, type Day } from '#server/platform/rules/london.ts'

/** What a person says of a question: bring it back, or let it rest. */
export const wishes = ['back', 'rest'] as const
export type Wish = (typeof wishes)[number]

/** Answers in a module and answers to a question that came back, as far as the schedule asks. */
export type ModuleAnswer = { item: string; at: number; isCorrect: boolean; isSure: boolean }
export type RecallAnswer = { item: string; nth: number; at: number; isCorrect: boolean }

/** A question that comes back: since when, and how each answer since then went. */
export type Card = { item: string; since: number; reviews: { at: number; isCorrect: boolean }[] }

/**
 * The questions of one toolkit that come back to one person. A pure function of what they answered
 * and said; the order of the answers does not matter.
 *
 * A check answered wrong by somebody who was sure comes back by itself: that is where learning goes
 * deepest. Another comes back when its person asks, and none that was let rest.
 * Source: content.md, Learning records.
 */
export function cardsOf(
  answers: readonly ModuleAnswer[],
  recalled: readonly RecallAnswer[],
  said: readonly { item: string; wish: Wish; at: number }[],
): Card[] {
  const since = new Map<string, number>()
  for (const { item, at, isCorrect, isSure } of answers) {
    if (!isCorrect && isSure) since.set(item, Math.min(at, since.get(item) ?? at))
  }
  for (const { item, wish, at } of said) {
    if (wish === 'rest') since.delete(item)
    else since.set(item, at)
  }
  return [...since]
    .map(([item, from]) => ({
      item,
      since: from,
      reviews: recalled
        .filter((one) => one.item === item && one.at >= from)
        .sort((a, b) => a.nth - b.nth)
        .map(({ at, isCorrect }) => ({ at, isCorrect })),
    }))
    .sort((a, b) => a.since - b.since || (a.item < b.item ? -1 : 1))
}

/** Seconds that one visit takes: a page for the gap between two things. */
export const sitting = 60

/**
 * The questions for one sitting: those that are due, the longest waiting first, as many as fit into
 * a minute and always at least one.
 */
export function sittingOf<T extends { dueOn: Day; seconds: number }>(
  cards: readonly T[],
  today: Day,
): T[] {
  const due = cards
    .filter((one) => one.dueOn <= today)
    .sort((a, b) => daysBetween(b.dueOn, a.dueOn))
  let seconds = 0
  return due.filter((one, index) => {
    seconds += one.seconds
    return index === 0 || seconds <= sitting
  })
}
