import { createEmptyCard, fsrs, Rating } from 'ts-fsrs'
import { addDays, londonDay, type Day } from '#server/platform/rules/london.ts'
import type { Card } from './rules/card.ts'

/** No steps of minutes and no chance: the same answers always give the same day. */
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false, maximum_interval: 365 })

/** A question that comes back on the next day tests the evening before, not the memory. */
const fewestDays = 2

/**
 * The day in London on which a question comes back, by FSRS: the wrong answer is its first review,
 * and each answer since then the next one. A pure function of the card.
 */
export function dueOn({ since, reviews }: Card): Day {
  let card = scheduler.next(createEmptyCard(since), since, Rating.Again).card
  let last = since
  for (const { at, isCorrect } of reviews) {
    // An answer that came before the clock of the one before would count backwards.
    last = Math.max(last, at)
    card = scheduler.next(card, last, isCorrect ? Rating.Good : Rating.Again).card
  }
  return addDays(londonDay(last), Math.max(fewestDays, card.scheduled_days))
}
