import { fleschKincaid } from 'flesch-kincaid'
import { syllable } from 'syllable'
import { wordCount } from './rules/reading-time.ts'
import { sentencesOf } from './rules/sentences.ts'

/** Highest age at which instructions are read with ease, in years. Our own measure. */
export const instructionAgeLimit = 14

/**
 * The age in whole years from which people read these passages with ease; null for fewer than 30
 * words, of which nothing can be said. Source: Flesch–Kincaid grade (Kincaid and others 1975) + 5.
 */
export function readingAge(passages: readonly string[]): number | null {
  const word = passages.reduce((sum, text) => sum + wordCount(text), 0)
  if (word < 30) return null
  const sentence = passages.reduce((sum, text) => sum + Math.max(1, sentencesOf(text).length), 0)
  const syllables = passages.reduce((sum, text) => sum + syllable(text), 0)
  return Math.max(5, Math.round(fleschKincaid({ sentence, word, syllable: syllables }) + 5))
}
