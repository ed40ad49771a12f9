import type { EntryFields } from '../entry/entry.ts'

/** Texts from this share of common word triples on look like the same piece to a reader. */
const nearFrom = 0.6
/** Below this many words two short texts are alike by chance. */
const fewestWords = 12

/**
 * What makes two pieces the same piece: the words under description, learning and impact, without
 * case, spaces and punctuation. Empty for an entry without words, which is like no other.
 */
export function samenessKey(fields: EntryFields): string {
  return wordsOf(fields).join(' ')
}

/** What is compared of a text: its word triples. Read once where a text meets many others. */
export type TextShape = ReadonlySet<string>

/** The shape of an entry's text; null for one so short that it is like others by chance. */
export function shapeOf(fields: EntryFields): TextShape | null {
  const words = wordsOf(fields)
  return words.length < fewestWords ? null : triples(words)
}

/** How much of two texts' word triples they share: 0 nothing, 1 all. Symmetrical. */
export function likeness(a: EntryFields, b: EntryFields): number {
  return shared(triples(wordsOf(a)), triples(wordsOf(b)))
}

/** True for two long enough texts that differ little. */
export function isNear(a: EntryFields, b: EntryFields): boolean {
  const [first, second] = [shapeOf(a), shapeOf(b)]
  return first !== null && second !== null && areNear(first, second)
}

/** True for the shapes of two texts that differ little. */
export function areNear(a: TextShape, b: TextShape): boolean {
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a]
  // What differs much in length cannot share enough.
  return fewer.size >= nearFrom * more.size && shared(fewer, more) >= nearFrom
}

function shared(a: TextShape, b: TextShape): number {
  if (a.size === 0 || b.size === 0) return 0
  let common = 0
  for (const triple of a) if (b.has(triple)) common += 1
  return common / (a.size + b.size - common)
}

function wordsOf(fields: EntryFields): string[] {
  const text = `${fields.description}\n${fields.learnt}\n${fields.impact}`
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

function triples(words: readonly string[]): Set<string> {
  const found = new Set<string>()
  for (let at = 0; at + 3 <= words.length; at += 1) found.add(words.slice(at, at + 3).join(' '))
  return found
}
