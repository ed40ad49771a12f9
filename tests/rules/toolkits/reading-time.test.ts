import { expect, test } from 'vitest'
import { itemKinds } from '#server/toolkits/rules/items/index.ts'
import { itemTypes } from '#server/toolkits/rules/items/types.ts'
import { readingSeconds, shownMinutes, wordCount } from '#server/toolkits/rules/reading-time.ts'

test('two hundred words take a minute, a check 30 seconds, a reflection 90', () => {
  expect(readingSeconds(200, [])).toBe(60)
  expect(readingSeconds(0, ['check'])).toBe(30)
  expect(readingSeconds(0, ['reflection'])).toBe(90)
  expect(readingSeconds(700, ['check', 'check', 'reflection'])).toBe(210 + 60 + 90)
})

test('people are told whole minutes, to the nearest, at least one', () => {
  expect([0, 29, 89, 90, 149, 150, 420].map(shownMinutes)).toEqual([1, 1, 1, 2, 2, 3, 7])
})

test('a word holds a letter or a digit', () => {
  expect(wordCount('One two – three, four-five 6 … “seven”')).toBe(6)
  expect(wordCount('  ')).toBe(0)
  expect(wordCount('ŵ ŷ 日本')).toBe(3)
})

test('every kind of item says how long it takes', () => {
  for (const type of itemTypes) expect(itemKinds[type].seconds).toBeGreaterThan(0)
})
