import { expect, test } from 'vitest'
import { outstandingOf } from '#server/cpd/rules/readiness/outstanding.ts'
import { reminderLetter } from '#server/mail/rules/letters.ts'

const links = { cpd: 'https://example.org/cpd', off: 'https://example.org/off' }
const told = (numbers: Record<string, number>) => reminderLetter(numbers, links).paragraphs

const swe = outstandingOf([
  { reason: 'too-few', need: 2, have: 1 },
  { reason: 'peer', need: 1, have: 0 },
])
const nmc = outstandingOf([
  { reason: 'peer', need: 1, have: 0 },
  { reason: 'hours', need: 2100, have: 2041 },
  { reason: 'participatory-hours', need: 1200, have: 1300 },
  { reason: 'accounts', need: 5, have: 1, name: 'reflective accounts' },
])

test('what is missing is counted as each regulator counts it, and reached quantities say nothing', () => {
  expect(swe).toEqual({ pieces: 1, minutes: 0, minutesWithOthers: 0, peers: 1, others: 0 })
  expect(nmc).toEqual({ pieces: 0, minutes: 59, minutesWithOthers: 0, peers: 1, others: 1 })
})

test('a mail says it in whole hours, a part of one as one', () => {
  expect(told(nmc)).toEqual([
    'Time still to record: 1 hour.',
    'Still to write about talking with a peer: 1.',
    'Other things that your regulator still asks for: 1.',
  ])
  expect(told({ minutes: 61, minutesWithOthers: 60 })).toEqual([
    'Time still to record: 2 hours, at least 1 hour with others.',
  ])
  expect(told({ minutesWithOthers: 300 })).toEqual(['Time still to record: 5 hours with others.'])
  expect(told(swe)[0]).toBe('Still to do for this CPD year: 1 piece.')
})
