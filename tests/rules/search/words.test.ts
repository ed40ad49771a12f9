import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, foldedText, wordsOf } from '#server/search/rules/words.ts'

describe('a word is compared without what a keyboard may lack', () => {
  test.each([
    ['Tŵr', 'twr'],
    ['Siân', 'sian'],
    ['Łukasz', 'lukasz'],
    ['Żółć', 'zolc'],
    ['NAÏVE', 'naive'],
    ['Ærø', 'aero'],
    ['Straße', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['children’s', 'childrens'],
    ["children's", 'childrens'],
  ])('%s is %s', (written, plain) => {
    expect(fold(written)).toBe(plain)
  })

  test('and stands where it stands in the text', () => {
    const text = 'Ms Łucja’s – “tŵr”, 4.6.'
    expect(wordsOf(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
      ['ms', 'Ms'],
      ['lucjas', 'Łucja’s'],
      ['twr', 'tŵr'],
      ['4', '4'],
      ['6', '6'],
    ])
  })
})

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 })

test('folding twice changes nothing, and neither do capitals or composed accents', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(fold(fold(text))).toBe(fold(text))
      expect(foldedText(foldedText(text))).toBe(foldedText(text))
      expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
    }),
    { numRuns: 2000 },
  )
})

test('only letters, digits and single spaces are left: nothing that an index could read as a sign', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(foldedText(text)).toMatch(/^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u)
    }),
    { numRuns: 2000 },
  )
})

test('words come in order and do not overlap', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let at = 0
      for (const { start, end } of wordsOf(text)) {
        expect(start).toBeGreaterThanOrEqual(at)
        expect(end).toBeGreaterThan(start)
        at = end
      }
      expect(at).toBeLessThanOrEqual(text.length)
    }),
  )
})
