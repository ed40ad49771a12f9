/** Characters of the surroundings that are kept on each side of a passage. */
export const surroundings = 32
/** Characters of the longest passage. */
export const longestPassage = 600

/** A passage of a text, with what stood around it: by these it is found again. */
export type Quote = { exact: string; before: string; after: string }

/** Where a passage is now: `from` and `to` count the characters of the text. */
export type Found =
  /** Word for word. */
  | { kind: 'same'; from: number; to: number }
  /** Other words stand in its place. */
  | { kind: 'changed'; from: number; to: number }
  | { kind: 'gone' }

/** How alike a reworded sentence must be: the share of words that both have, from 0 to 1. */
const likeEnough = 0.5

/** Runs of space count as one space: pages, forms and the clipboard break lines differently. */
export function squeeze(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/**
 * The text with each mark as a typewriter has it: an author who sets apostrophes and quotation marks
 * as in print has changed no word. Every place in it stays where it was.
 */
function plainMarks(text: string): string {
  return text
    .replace(/[’‘‛ʼ′]/g, "'")
    .replace(/[“”„‟″]/g, '"')
    .replace(/‑/g, '-')
}

/**
 * The passage `exact` of `text`, which is squeezed, with its surroundings; null when it does not
 * stand there. Of several places the one with the most of `before` in front of it is meant. Marks
 * count as `plainMarks` has them; what is kept are the words of the text.
 */
export function quoteFrom(text: string, exact: string, before = ''): Quote | null {
  const wanted = squeeze(exact)
  if (wanted === '') return null
  const plain = plainMarks(text)
  const places = placesOf(plain, plainMarks(wanted))
  const [first] = places
  if (first === undefined) return null
  const hint = plainMarks(before.normalize('NFC').replace(/\s+/g, ' '))
  const from = best(places, (at) => sharedEnd(hint, plain.slice(0, at))) ?? first
  const to = from + wanted.length
  return {
    exact: text.slice(from, to),
    before: text.slice(Math.max(0, from - surroundings), from),
    after: text.slice(to, to + surroundings),
  }
}

/**
 * A text that passages are looked for in, `plain` with its marks as `plainMarks` has them; its
 * sentences are read once, when first asked for.
 */
export type Searched = { text: string; plain: string; sentences: () => readonly Sentence[] }
type Sentence = { from: number; to: number; words: ReadonlySet<string> }

export function searched(text: string): Searched {
  let read: readonly Sentence[] | null = null
  return { text, plain: plainMarks(text), sentences: () => (read ??= sentencesOf(text)) }
}

/**
 * Finds a passage in a text that may have been edited since. Pure, never throws. Word for word
 * first; else what now stands between its surroundings; else the sentences that share most words.
 */
export function findQuote(ground: Searched, quote: Quote): Found {
  return findSame(ground, quote) ?? findChanged(ground, quote)
}

/** The passage where it stands word for word, whichever way its marks are set; null elsewhere. */
export function findSame({ plain }: Searched, quote: Quote): Found | null {
  const { exact, before, after } = withPlainMarks(quote)
  const score = (at: number) =>
    sharedEnd(before, plain.slice(Math.max(0, at - before.length), at)) +
    sharedStart(after, plain.slice(at + exact.length, at + exact.length + after.length))
  const from = best(placesOf(plain, exact), score)
  return from === null ? null : { kind: 'same', from, to: from + exact.length }
}

/** What stands in the place of a passage that is not there word for word. */
export function findChanged(ground: Searched, quote: Quote): Found {
  const found = between(ground.plain, withPlainMarks(quote))
  return found ?? alike(ground, quote.exact) ?? { kind: 'gone' }
}

function withPlainMarks({ exact, before, after }: Quote): Quote {
  return { exact: plainMarks(exact), before: plainMarks(before), after: plainMarks(after) }
}

/** Shorter surroundings stand in too many places to say anything. */
const tellingSurroundings = 12

function between(text: string, { exact, before, after }: Quote): Found | null {
  if (before.length < tellingSurroundings || after.length < tellingSurroundings) return null
  const start = text.indexOf(before)
  if (start === -1) return null
  const from = start + before.length
  const to = text.indexOf(after, from)
  // Far more text than there was: something else has moved in between.
  if (to === -1 || to - from > exact.length * 3 + 80) return null
  return trimmed(text, from, to)
}

function alike({ text, sentences }: Searched, exact: string): Found | null {
  const wanted = wordsOf(exact)
  if (wanted.size < 3) return null
  const all = sentences()
  const count = Math.max(1, sentencesOf(exact).length)
  let found: { from: number; to: number; share: number } | null = null
  for (let index = 0; index + count <= all.length; index += 1) {
    const some = all.slice(index, index + count)
    const [first, last] = [some[0], some.at(-1)]
    if (!first || !last) continue
    const share = shareOf(wanted, some)
    if (share >= likeEnough && share > (found?.share ?? 0)) {
      found = { from: first.from, to: last.to, share }
    }
  }
  return found && trimmed(text, found.from, found.to)
}

function trimmed(text: string, from: number, to: number): Found | null {
  const inside = text.slice(from, to)
  const kept = inside.trim()
  if (kept === '') return null
  const start = from + inside.indexOf(kept)
  return { kind: 'changed', from: start, to: start + kept.length }
}

function sentencesOf(text: string): Sentence[] {
  return [...text.matchAll(/[^.!?]+(?:[.!?]+["”’')\]]*|$)/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    words: wordsOf(match[0]),
  }))
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}

/** Dice's measure: twice the words that both have, over the words of both. */
function shareOf(wanted: ReadonlySet<string>, some: readonly Sentence[]): number {
  let both = 0
  for (const word of wanted) if (some.some(({ words }) => words.has(word))) both += 1
  const atLeast = Math.max(0, ...some.map(({ words }) => words.size))
  // Most sentences have nothing to do with the passage: their words are not counted to the end.
  if (2 * both < likeEnough * (wanted.size + atLeast)) return 0
  const size = new Set(some.flatMap(({ words }) => [...words])).size
  return (2 * both) / (wanted.size + size)
}

function placesOf(text: string, exact: string): number[] {
  const places: number[] = []
  if (exact === '') return places
  for (let at = text.indexOf(exact); at !== -1; at = text.indexOf(exact, at + 1)) places.push(at)
  return places
}

function best(places: readonly number[], score: (at: number) => number): number | null {
  let found: { at: number; score: number } | null = null
  for (const at of places) {
    const one = score(at)
    if (found === null || one > found.score) found = { at, score: one }
  }
  return found?.at ?? null
}

function sharedStart(a: string, b: string): number {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1
  return count
}

function sharedEnd(a: string, b: string): number {
  let count = 0
  while (
    count < a.length &&
    count < b.length &&
    a[a.length - 1 - count] === b[b.length - 1 - count]
  ) {
    count += 1
  }
  return count
}
