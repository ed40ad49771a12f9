import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guesses, isOneSlip } from '#server/search/rules/typo.ts'

/** The textbook's distance with swaps of neighbours, to judge ours by. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_row, i) =>
    Array.from({ length: b.length + 1 }, (_cell, j) => (i === 0 ? j : j === 0 ? i : 0)),
  )
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const best = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + same,
        swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      )
      const row = rows[i]
      if (row) row[j] = best
    }
  return at(a.length, b.length)
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })

test('one slip is one, by the textbook’s measure', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(isOneSlip(a, b)).toBe(distance(a, b) === 1)
      expect(isOneSlip(a, b)).toBe(isOneSlip(b, a))
    }),
    { numRuns: 3000 },
  )
})

describe('what may be meant', () => {
  const known = ['participation', 'participate', 'advocate', 'curiosity', 'home', 'house']

  test.each([
    ['participaton', ['participation']],
    ['particpation', ['participation']],
    ['partcip', ['participate', 'participation']],
    ['cruiosity', ['curiosity']],
    ['advocatee', ['advocate']],
  ])('%s', (typed, meant) => {
    expect(guesses(typed, known)).toEqual(meant)
  })

  test('is not guessed of four letters or fewer, of two slips, and of numbers', () => {
    expect(guesses('hose', known)).toEqual([])
    expect(guesses('partcipaton', known)).toEqual([])
    expect(guesses('20261', ['20262'])).toEqual([])
  })
})
