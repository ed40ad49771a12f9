import { z } from 'zod'
import { guesses } from './typo.ts'
import { wordsOf } from './words.ts'

/** What somebody looks for: its words, and for those that nothing begins with, what may be meant. */
export type Query = { words: { word: string; guesses: string[] }[] }

const mostWords = 8

/** What is typed into the box; longer text is cut, for nobody looks for a page by a page. */
export const searchText = z
  .string()
  .transform((text) => text.slice(0, 200).trim())
  .catch('')

/** The words looked for, each once. Single letters say too little, single digits do not. */
export function askedWords(text: string): string[] {
  const words = wordsOf(text)
    .map(({ word }) => word)
    .filter((word) => word.length > 1 || /\d/.test(word))
  return [...new Set(words)].slice(0, mostWords)
}

/**
 * The query over a vocabulary, which answers whether any word begins so. A word is only guessed
 * when nothing begins with it as it was typed: who spells right gets what they asked for.
 */
export function queryOf(text: string, vocabulary: readonly string[]): Query {
  return {
    words: askedWords(text).map((word) => ({
      word,
      guesses: vocabulary.some((known) => known.startsWith(word)) ? [] : guesses(word, vocabulary),
    })),
  }
}

/** A text with its parts in the plain form of `foldedText`. */
export type Folded = { title: string; heading: string; body: string }

const worth = { title: 30, heading: 20, body: 10 } as const
const exact = 1
const begins = 2 / 3
const guessed = 1 / 3

/**
 * How well a text answers the query: for each word its best place, where the title counts more than
 * a heading and a heading more than the text, and the very word more than one that begins so, and
 * that more than a guess. 0 when nothing of it is there. Pure.
 */
export function scoreOf(query: Query, text: Folded): number {
  const parts = (['title', 'heading', 'body'] as const).map((part) => ({
    worth: worth[part],
    words: new Set(text[part].split(' ')),
  }))
  return query.words.reduce((sum, asked) => {
    const best = parts.map((part) => part.worth * likeness(asked, part.words))
    return sum + Math.max(...best)
  }, 0)
}

function likeness(asked: Query['words'][number], words: ReadonlySet<string>): number {
  if (words.has(asked.word)) return exact
  const all = [...words]
  if (all.some((word) => word.startsWith(asked.word))) return begins
  return asked.guesses.some((guess) => words.has(guess)) ? guessed : 0
}

/** Whether every word of the query is there in some form. */
export function hasAll(query: Query, text: Folded): boolean {
  const words = new Set(`${text.title} ${text.heading} ${text.body}`.split(' '))
  return query.words.length > 0 && query.words.every((asked) => likeness(asked, words) > 0)
}

/**
 * The best first. What is equally good keeps the order of `place`, so that the same question always
 * gets the same answer.
 */
export function ranked<T>(
  query: Query,
  found: readonly T[],
  of: (one: T) => { text: Folded; place: string },
): T[] {
  return found
    .map((one) => ({ one, place: of(one).place, score: scoreOf(query, of(one).text) }))
    .sort((a, b) => b.score - a.score || (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ one }) => one)
}
