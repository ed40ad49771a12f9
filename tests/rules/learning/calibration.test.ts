import { expect, test } from 'vitest'
import { calibration } from '#server/learning/rules/calibration.ts'
import type { Fact } from '#server/learning/rules/fact.ts'
import type { Sureness } from '#server/toolkits/rules/items/scales.ts'
import { answered } from './cases.ts'

const november = Date.parse('2026-11-30T23:30:00Z')
const july = Date.parse('2026-06-30T23:30:00Z')

function said(item: string, confidence: Sureness, correct: boolean, at = november, nth = 1): Fact {
  const one = answered(item, 's1', at, nth)
  if (one.verb !== 'answered') throw new Error('not an answer')
  return { ...one, payload: { ...one.payload, correct, confidence } }
}

test('says how often somebody was right when they were sure, from the first answers alone', () => {
  const facts = [
    said('a', 'sure', true),
    said('b', 'sure', false),
    said('b', 'sure', true, november + 1, 2),
    said('c', 'guessing', true),
    answered('d', 's1'),
  ]
  const levels = [
    { level: 'sure', answered: 2, right: 1 },
    { level: 'guessing', answered: 1, right: 1 },
  ]
  expect(calibration(facts)).toEqual({ levels, months: [{ month: '2026-11', levels }] })
  expect(calibration(facts.toReversed())).toEqual(calibration(facts))
})

test('over time: each month of London, the latest first', () => {
  const { months } = calibration([said('a', 'sure', true, july), said('b', 'sure', false)])
  expect(months).toEqual([
    { month: '2026-11', levels: [{ level: 'sure', answered: 1, right: 0 }] },
    { month: '2026-07', levels: [{ level: 'sure', answered: 1, right: 1 }] },
  ])
})

test('nothing said is nothing shown', () => {
  expect(calibration([answered('a', 's1')])).toEqual({ levels: [], months: [] })
})
