import { itemKinds } from './items/index.ts'
import type { ItemType } from './items/types.ts'

/** Words read in a minute. Source: content.md, Lint. */
const wordsPerMinute = 200

/** Longest a section and a whole module (or the format of a case) may take, in minutes. */
export const sectionLimitMinutes = 10
export const moduleLimitMinutes = 90

/** Words of a text: runs of characters between white space that hold a letter or a digit. */
export function wordCount(text: string): number {
  // The first is asked first because it is quick, and nearly always enough.
  return text.split(/\s+/u).filter((word) => /[a-z0-9]/i.test(word) || /[\p{L}\p{N}]/u.test(word))
    .length
}

/**
 * Seconds that a section takes: words at 200 a minute, plus what each kind of item takes.
 * Exact, not rounded: the limit is judged by this.
 */
export function readingSeconds(words: number, items: readonly ItemType[]): number {
  const onItems = items.reduce((sum, type) => sum + itemKinds[type].seconds, 0)
  return (words / wordsPerMinute) * 60 + onItems
}

/**
 * What people are told: whole minutes, to the nearest, at least one. A module says the sum of what
 * its sections say, so that the figures on a page add up.
 */
export function shownMinutes(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60))
}
