import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  clockText,
  day,
  daysBetween,
  dayText,
  dayTextShort,
  dayTextWithYear,
  isDay,
  londonDay,
  londonInstant,
  londonMinute,
  dayTextAhead,
  workingDay,
} from '#server/platform/rules/london.ts'

const at = (iso: string) => Date.parse(iso)
const someDay = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2045-12-31'), noInvalidDate: true })
  .map((date) => day.parse(date.toISOString().slice(0, 10)))
const someMinute = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':'))

test('R10: the night the clocks go forward: 00:59 is followed by 02:00', () => {
  expect(londonMinute(at('2026-03-29T00:59:59.999Z'))).toBe('00:59')
  expect(londonMinute(at('2026-03-29T01:00:00Z'))).toBe('02:00')
  expect(londonDay(at('2026-03-29T22:59:59.999Z'))).toBe('2026-03-29')
  expect(londonDay(at('2026-03-29T23:00:00Z'))).toBe('2026-03-30')
  const spring = day.parse('2026-03-29')
  expect(londonInstant(spring, '00:30')).toBe(at('2026-03-29T00:30:00Z'))
  expect(londonInstant(spring, '02:00')).toBe(at('2026-03-29T01:00:00Z'))
  // 01:30 does not exist: the clock shows 02:30 when that much time has passed.
  expect(londonMinute(londonInstant(spring, '01:30'))).toBe('02:30')
})

test('R10: the night the clocks go back: 01:30 comes twice and the first is meant', () => {
  const autumn = day.parse('2026-10-25')
  expect(londonInstant(autumn, '01:30')).toBe(at('2026-10-25T00:30:00Z'))
  expect(londonMinute(at('2026-10-25T00:30:00Z'))).toBe('01:30')
  expect(londonMinute(at('2026-10-25T01:30:00Z'))).toBe('01:30')
  expect(londonInstant(autumn, '02:00')).toBe(at('2026-10-25T02:00:00Z'))
  expect(londonInstant(autumn, '00:59')).toBe(at('2026-10-24T23:59:00Z'))
  expect(londonDay(at('2026-10-24T22:59:59Z'))).toBe('2026-10-24')
  expect(londonDay(at('2026-10-24T23:00:00Z'))).toBe('2026-10-25')
})

test('R10: 30 November ends at midnight in London, in winter as in summer', () => {
  expect(londonDay(at('2026-11-30T23:59:59.999Z'))).toBe('2026-11-30')
  expect(londonDay(at('2026-12-01T00:00:00Z'))).toBe('2026-12-01')
  expect(londonDay(at('2026-06-30T22:59:59.999Z'))).toBe('2026-06-30')
  expect(londonDay(at('2026-06-30T23:00:00Z'))).toBe('2026-07-01')
})

test('R10: leap days', () => {
  expect(isDay('2028-02-29')).toBe(true)
  for (const no of ['2026-02-29', '2100-02-29', '2026-02-30', '2026-04-31', '2026-13-01']) {
    expect(isDay(no), no).toBe(false)
  }
  expect(addDays(day.parse('2028-02-28'), 1)).toBe('2028-02-29')
  expect(addDays(day.parse('2028-02-29'), 365)).toBe('2029-02-28')
  expect(daysBetween(day.parse('2028-02-28'), day.parse('2028-03-01'))).toBe(2)
  expect(daysBetween(day.parse('2026-02-28'), day.parse('2026-03-01'))).toBe(1)
  expect(londonDay(at('2028-02-29T23:59:59Z'))).toBe('2028-02-29')
})

test('a day is written one way only', () => {
  for (const no of ['', '2026-1-1', '26-01-01', '2026-01-01T00:00', ' 2026-01-01', '2026-00-10']) {
    expect(isDay(no), no).toBe(false)
  }
})

test('a wall-clock time names an instant that shows that time, but for the hour that does not exist', () => {
  fc.assert(
    fc.property(someDay, someMinute, (on, time) => {
      const instant = londonInstant(on, time)
      const shown = londonMinute(instant)
      const skipped = time.startsWith('01:') && shown.startsWith('02:')
      expect(skipped || shown === time).toBe(true)
      expect(londonDay(instant)).toBe(on)
    }),
    { numRuns: 300 },
  )
})

test('days are added and counted without the clock, also across both changes', () => {
  fc.assert(
    fc.property(someDay, fc.integer({ min: -4000, max: 4000 }), (on, days) => {
      const then = addDays(on, days)
      expect(daysBetween(on, then)).toBe(days)
      expect(addDays(then, -days)).toBe(on)
      expect(then > on).toBe(days > 0)
    }),
  )
})

test('every day of a year is 23, 24 or 25 hours long, and one of each odd kind', () => {
  const lengths = new Map<number, number>()
  let on = day.parse('2026-01-01')
  while (on < '2027-01-01') {
    const next = addDays(on, 1)
    const hours = (londonInstant(next, '00:00') - londonInstant(on, '00:00')) / 3_600_000
    lengths.set(hours, (lengths.get(hours) ?? 0) + 1)
    on = next
  }
  expect(Object.fromEntries(lengths)).toEqual({ 23: 1, 24: 363, 25: 1 })
})

test('days and times as GOV.UK writes them', () => {
  expect(dayText(day.parse('2026-11-26'))).toBe('Thursday 26 November')
  expect(dayTextWithYear(day.parse('2026-11-26'))).toBe('26 November 2026')
  expect(dayTextShort(day.parse('2026-09-01'))).toBe('1 Sep')
  expect(clockText(at('2026-11-26T10:31:00Z'))).toBe('10:31am')
  expect(clockText(at('2026-11-26T14:00:00Z'))).toBe('2pm')
  expect(clockText(at('2026-07-01T11:05:00Z'))).toBe('12:05pm')
  expect(clockText(at('2026-11-26T00:15:00Z'))).toBe('12:15am')
})

test('a day that is suggested for work is never a Saturday or a Sunday', () => {
  const suggested = ['2026-12-04', '2026-12-05', '2026-12-06', '2026-12-07'].map((on) =>
    workingDay(day.parse(on)),
  )
  expect(suggested).toEqual(['2026-12-04', '2026-12-07', '2026-12-07', '2026-12-07'])
})

test('a day ahead is told by its weekday while it is near, and with its year when it is far or past', () => {
  const ends = day.parse('2027-11-30')
  expect(dayTextAhead(ends, 1)).toBe('Tuesday 30 November')
  expect(dayTextAhead(ends, 91)).toBe('Tuesday 30 November')
  expect(dayTextAhead(ends, 92)).toBe('30 November 2027')
  expect(dayTextAhead(ends, -1)).toBe('30 November 2027')
})
