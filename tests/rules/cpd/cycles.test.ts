import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, daysBetween, type Day } from '#server/platform/rules/london.ts'
import type { Profile } from '#server/cpd/rules/regulator/profile.ts'
import { changeText, cycleOn } from '#server/cpd/rules/regulator/registration.ts'
import {
  isWithin,
  nextYear,
  previousYear,
  yearAt,
  yearName,
  yearNamed,
  yearOf,
  type Dates,
} from '#server/cpd/rules/regulator/year.ts'
import { socialWorkEngland as swe } from './cpd-cast.ts'

const on = (text: string) => day.parse(text)
const anniversary = (months: number, endsOn: string | null): Dates => ({
  cycle: { kind: 'anniversary', months },
  endsOn: endsOn === null ? null : on(endsOn),
})
const therapists: Dates = {
  cycle: {
    kind: 'profession',
    months: 24,
    known: [
      { profession: 'Occupational therapists', opens: on('2025-08-01'), closes: on('2025-10-31') },
    ],
  },
  endsOn: on('2027-10-31'),
}

const anyDay = fc.integer({ min: 0, max: 36_500 }).map((n) => addDays(on('2000-01-01'), n))
const anyDates = fc.oneof(
  fc
    .record({ months: fc.constantFrom(12, 18, 24, 36, 60), endsOn: fc.option(anyDay) })
    .map(({ months, endsOn }): Dates => ({ cycle: { kind: 'anniversary', months }, endsOn })),
  fc.constant(therapists),
  fc.constant<Dates>(swe),
)

test('every day of every kind of cycle is in exactly one, and they follow each other without a hole', () => {
  fc.assert(
    fc.property(anyDates, anyDay, (dates, at) => {
      const year = yearOf(dates, at)
      expect(isWithin(year, at)).toBe(true)
      expect(yearOf(dates, year.starts)).toEqual(year)
      expect(yearOf(dates, year.ends)).toEqual(year)
      expect(nextYear(dates, year).starts).toBe(addDays(year.ends, 1))
      expect(nextYear(dates, previousYear(dates, year))).toEqual(year)
      expect(yearNamed(dates, yearName(year))).toEqual(year)
      if (year.opens !== null) expect(isWithin(year, year.opens)).toBe(true)
      expect(isWithin(year, year.closes)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('a cycle ends on the day that the person gave, and every so many months before and after', () => {
  const dates = anniversary(36, '2027-05-09')
  expect(yearOf(dates, on('2026-11-27'))).toMatchObject({
    starts: '2024-05-10',
    ends: '2027-05-09',
  })
  expect(yearOf(dates, on('2027-05-10'))).toMatchObject({
    starts: '2027-05-10',
    ends: '2030-05-09',
  })
  expect(yearOf(dates, on('2024-05-09'))).toMatchObject({
    starts: '2021-05-10',
    ends: '2024-05-09',
  })
  expect(yearOf(dates, on('2026-11-27')).opens).toBeNull()
})

test('who renews on a leap day renews on the last of February in other years, and on the 29th again', () => {
  const dates = anniversary(12, '2028-02-29')
  const ends = ['2028-01-01', '2029-01-01', '2030-01-01', '2031-01-01', '2032-01-01'].map(
    (at) => yearOf(dates, on(at)).ends,
  )
  expect(ends).toEqual(['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'])
  const month = anniversary(1, '2026-01-31')
  expect(yearOf(month, on('2026-02-10')).ends).toBe('2026-02-28')
  expect(yearOf(month, on('2026-03-10')).ends).toBe('2026-03-31')
})

test('each border is midnight in London: in winter, in summer, and in the nights the clocks change', () => {
  const borders: [Dates, string, string][] = [
    [swe, '2026-11-30T23:59:59.999Z', '2026-11-30'],
    [anniversary(36, '2026-06-30'), '2026-06-30T22:59:59.999Z', '2026-06-30'],
    // The clocks go forward on the 29th, and back on the 25th.
    [anniversary(12, '2026-03-28'), '2026-03-28T23:59:59.999Z', '2026-03-28'],
    [anniversary(12, '2026-03-29'), '2026-03-29T22:59:59.999Z', '2026-03-29'],
    [anniversary(12, '2026-10-24'), '2026-10-24T22:59:59.999Z', '2026-10-24'],
    [anniversary(12, '2026-10-25'), '2026-10-25T23:59:59.999Z', '2026-10-25'],
    [therapists, '2027-10-31T23:59:59.999Z', '2027-10-31'],
  ]
  for (const [dates, last, ends] of borders) {
    const before = yearAt(dates, Date.parse(last))
    expect(before.ends).toBe(ends)
    expect(yearAt(dates, Date.parse(last) + 1)).toEqual(nextYear(dates, before))
  }
})

test('a profession’s window is known where it was read, and again so many months later', () => {
  expect(yearOf(therapists, on('2025-09-01'))).toMatchObject({
    opens: '2025-08-01',
    closes: '2025-10-31',
  })
  expect(yearOf(therapists, on('2026-11-27'))).toMatchObject({
    starts: '2025-11-01',
    opens: '2027-08-01',
    closes: '2027-10-31',
  })
  expect(yearOf({ ...therapists, endsOn: on('2026-06-30') }, on('2026-01-01')).opens).toBeNull()
})

test('a year that does not fall short lasts its months', () => {
  fc.assert(
    fc.property(fc.constantFrom(12, 24, 36), anyDay, anyDay, (months, endsOn, at) => {
      const { starts, ends } = yearOf({ cycle: { kind: 'anniversary', months }, endsOn }, at)
      const days = daysBetween(starts, ends) + 1
      expect(Math.abs(days - (months * 365.25) / 12)).toBeLessThan(3)
    }),
  )
})

const before = { ...swe, id: 'invented', validFrom: on('2020-12-01'), validTo: on('2026-05-31') }
const after = {
  ...swe,
  ...{ id: 'invented', validFrom: on('2026-06-01'), validTo: null },
  pieces: { min: 4, mustDiffer: true },
}
const rulesOn = (at: Day, profiles: Profile[] = [before, after]) =>
  cycleOn(profiles, { regulator: 'invented', endsOn: null }, at)

test('rules that change within a year hold for all of it: those on its last day', () => {
  for (const at of ['2025-12-01', '2026-05-31', '2026-06-01', '2026-11-30']) {
    expect(rulesOn(on(at))?.profile.pieces.min).toBe(4)
  }
  expect(rulesOn(on('2025-11-30'))?.profile.pieces.min).toBe(2)
  const now = rulesOn(on('2026-05-14'))
  if (!now) throw new Error('rules were expected')
  expect(changeText(now.profile, now.year)).toContain('changed its rules on 1 June 2026')
  const last = rulesOn(on('2027-05-14'))
  if (!last) throw new Error('rules were expected')
  expect(changeText(last.profile, last.year)).toBeNull()
})

test('new rules with another year take over with the first year that ends under them', () => {
  const calendar = {
    ...after,
    validFrom: on('2027-01-01'),
    cycle: {
      kind: 'fixed' as const,
      ...{ starts: '01-01', ends: '12-31', opens: '10-01', closes: '12-31' },
    },
  }
  const at = (text: string) =>
    rulesOn(on(text), [{ ...before, validTo: on('2026-12-31') }, calendar])
  expect(at('2026-11-30')?.year.ends).toBe('2026-11-30')
  // The year from 1 December would end under the new rules, which know no such year.
  expect(at('2026-12-15')?.year).toMatchObject({ starts: '2026-12-01', ends: '2027-11-30' })
  expect(at('2027-01-01')?.year).toMatchObject({ starts: '2027-01-01', ends: '2027-12-31' })
})

test('a regulator that is not there has no rules, and throws nothing', () => {
  expect(cycleOn([before], { regulator: 'elsewhere', endsOn: null }, on('2026-01-01'))).toBeNull()
})
