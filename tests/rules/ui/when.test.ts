import { expect, test } from 'vitest'
import { whenText } from '#app/ui/home/next-panel.tsx'
import { day, londonInstant } from '#server/platform/rules/london.ts'

const at = (on: string) =>
  whenText(londonInstant(day.parse(on), '10:00'), 90, day.parse('2026-11-26'))

test('a room of these weeks is known by its weekday, one that is far off by its year', () => {
  expect(at('2026-11-26')).toBe('Today, 10am to 11:30am')
  expect(at('2026-11-27')).toBe('Tomorrow, 10am to 11:30am')
  expect(at('2027-01-07')).toBe('Thursday 7 January, 10am to 11:30am')
  expect(at('2026-11-12')).toBe('Thursday 12 November, 10am to 11:30am')
  // A slip in the year is seen by everybody, not only in the form.
  expect(at('2096-01-01')).toBe('1 January 2096, 10am to 11:30am')
  expect(at('2025-11-27')).toBe('27 November 2025, 10am to 11:30am')
})
