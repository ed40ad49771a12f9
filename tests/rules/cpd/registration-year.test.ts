import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, daysBetween } from '#server/platform/rules/london.ts'
import {
  daysLeft,
  isWithin,
  nextYear,
  previousYear,
  yearAt,
  yearName,
  yearNamed,
  yearOf,
  yearText,
} from '#server/cpd/rules/regulator/year.ts'
import { profile } from '#server/cpd/rules/regulator/profile.ts'
import { socialWorkEngland as swe } from './cpd-cast.ts'

/** A year that is the same for everybody. */
const fixed = (starts: string, ends: string) => ({
  cycle: { kind: 'fixed', starts, ends, opens: starts, closes: ends } as const,
})

const anyDay = fc.integer({ min: 0, max: 36_500 }).map((n) => addDays(day.parse('2000-01-01'), n))

test('the last second of 30 November in London is still this year, the next is not', () => {
  const last = yearAt(swe, Date.parse('2026-11-30T23:59:59.999Z'))
  const first = yearAt(swe, Date.parse('2026-12-01T00:00:00Z'))
  expect(last.ends).toBe('2026-11-30')
  expect(first.starts).toBe('2026-12-01')
  expect(yearText(last)).toBe('1 December 2025 to 30 November 2026')
})

test('a border in summer time follows the clock in London, not UTC', () => {
  const summer = fixed('07-01', '06-30')
  expect(yearAt(summer, Date.parse('2026-06-30T22:59:59Z')).ends).toBe('2026-06-30')
  expect(yearAt(summer, Date.parse('2026-06-30T23:00:00Z')).starts).toBe('2026-07-01')
})

test('the nights on which the clocks change belong to the day they happen on', () => {
  for (const at of ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-10-25T00:30:00Z']) {
    expect(yearAt(swe, Date.parse(at)).ends).toBe('2026-11-30')
  }
})

test('a leap day falls inside one year, and that year has 366 days', () => {
  const leap = yearOf(swe, day.parse('2028-02-29'))
  expect(isWithin(leap, day.parse('2028-02-29'))).toBe(true)
  expect(daysBetween(leap.starts, leap.ends) + 1).toBe(366)
  const around = fixed('03-01', '02-28')
  expect(yearOf(around, day.parse('2028-02-29')).ends).toBe('2028-02-29')
})

test('each day belongs to exactly one year, and years follow each other without a hole', () => {
  fc.assert(
    fc.property(anyDay, (on) => {
      const year = yearOf(swe, on)
      expect(isWithin(year, on)).toBe(true)
      expect(yearOf(swe, year.starts)).toEqual(year)
      expect(yearOf(swe, year.ends)).toEqual(year)
      expect(nextYear(swe, year).starts).toBe(addDays(year.ends, 1))
      expect(isWithin(previousYear(swe, year), on)).toBe(false)
      expect(nextYear(swe, previousYear(swe, year))).toEqual(year)
      expect(yearNamed(swe, yearName(year))).toEqual(year)
      expect(isWithin(year, year.opens) && isWithin(year, year.closes)).toBe(true)
      const left = daysLeft(year, on)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left).toBeLessThanOrEqual(365)
    }),
  )
})

test('days left count down to nothing on the last day', () => {
  const year = yearOf(swe, day.parse('2026-11-25'))
  expect(daysLeft(year, day.parse('2026-11-25'))).toBe(5)
  expect(daysLeft(year, day.parse('2026-11-30'))).toBe(0)
})

test('a profile whose year does not close is refused', () => {
  const broken = profile.safeParse({ ...swe, ...fixed('12-01', '11-29') })
  expect(broken.success).toBe(false)
  expect(profile.safeParse({ ...swe, surprise: true }).success).toBe(false)
})
