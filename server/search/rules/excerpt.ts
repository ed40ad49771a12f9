import type { Query } from './query.ts'
import { wordsOf } from './words.ts'

/** A piece of a text, and whether it is what was looked for. */
export type ExcerptPart = { text: string; isHit: boolean }

/** How much of a text is shown around what was found, in words. */
const wordsBefore = 8
const wordsShown = 32

/**
 * The piece of `text` where most of what was looked for stands together, with each hit marked.
 * Joined, its parts are a piece of the text as it was written, with … where it goes on.
 */
export function excerptOf(query: Query, text: string): ExcerptPart[] {
  const words = wordsOf(text)
  const isHit = (word: string) => query.words.some((asked) => hits(asked, word))
  const marked = words.map((one) => ({ ...one, isHit: isHit(one.word) }))
  const from = bestStart(marked)
  const shown = marked.slice(from, from + wordsShown)
  const [first, last] = [shown[0], shown.at(-1)]
  if (!first || !last) return []
  const isWhole = from + wordsShown >= marked.length
  const start = from === 0 ? 0 : first.start
  const end = isWhole ? text.length : last.end
  const parts: ExcerptPart[] = from === 0 ? [] : [{ text: '… ', isHit: false }]
  let at = start
  for (const one of shown.filter((word) => word.isHit)) {
    if (one.start > at) parts.push({ text: text.slice(at, one.start), isHit: false })
    parts.push({ text: text.slice(one.start, one.end), isHit: true })
    at = one.end
  }
  if (end > at) parts.push({ text: text.slice(at, end), isHit: false })
  return isWhole ? parts : [...parts, { text: ' …', isHit: false }]
}

function hits({ word, guesses }: Query['words'][number], found: string): boolean {
  return found.startsWith(word) || guesses.includes(found)
}

function bestStart(words: readonly { isHit: boolean }[]): number {
  let best = { from: 0, count: 0 }
  words.forEach((word, index) => {
    if (!word.isHit) return
    const from = Math.max(0, index - wordsBefore)
    const count = words.slice(from, from + wordsShown).filter((one) => one.isHit).length
    if (count > best.count) best = { from, count }
  })
  return best.from
}
