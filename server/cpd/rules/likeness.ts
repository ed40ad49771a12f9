import type { EntryFields } from './entry.ts'

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

/** How much of two texts' word triples they share: 0 nothing, 1 all. Symmetrical. */
export function likeness(a: EntryFields, b: EntryFields): number {
  const first = triples(wordsOf(a))
  const second = triples(wordsOf(b))
  if (first.size === 0 || second.size === 0) return 0
  const common = [...first].filter((triple) => second.has(triple)).length
  return common / (first.size + second.size - common)
}

/** True for two long enough texts that differ little. */
export function isNear(a: EntryFields, b: EntryFields): boolean {
  if (wordsOf(a).length < fewestWords || wordsOf(b).length < fewestWords) return false
  return likeness(a, b) >= nearFrom
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
