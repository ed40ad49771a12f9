import { wordCount } from './reading-time.ts'

/** Longest sentence in words: beyond, a tired reader loses the beginning. Our own measure. */
export const sentenceLimitWords = 40

/** A sentence and where it begins (offset in the text). */
export type Sentence = { offset: number; text: string; words: number }

/**
 * The sentences of a passage. A colon or semicolon in front of a list does not end one; full stops
 * of abbreviations and numbers do not either. Pure, never throws.
 */
export function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  let start = 0
  const ends = /[.!?…]+[”’"')\]]*\s+(?=[“‘"'([]*[\p{Lu}\p{N}])|\n{2,}/gu
  for (const end of text.matchAll(ends)) {
    const until = end.index + end[0].length
    if (
      /(?:^|\s|\()(?:e\.g|i\.e|etc|cf|vs|Dr|Mr|Mrs|Ms|St|No|art|s|ss|para)$/.test(
        text.slice(start, end.index),
      )
    )
      continue
    add(start, until)
    start = until
  }
  add(start, text.length)
  return found

  function add(from: number, until: number): void {
    const piece = text.slice(from, until)
    const words = wordCount(piece)
    if (words > 0) found.push({ offset: from, text: piece.trim(), words })
  }
}

/** Words of a link that do not say where it leads, read alone as a screen reader's list reads them. */
export function saysNowhere(words: string): boolean {
  const plain = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}:/. ]/gu, '')
    .trim()
  return (
    /^(?:please )?(?:click|tap|press|see|read|find out|learn)?\s*(?:here|more|this|link|this link|this page|more here|website|page|download)\.?$/.test(
      plain,
    ) || /^https?:\/\/\S+$/.test(plain)
  )
}
