import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timelineOf, type TimelinePiece } from '#server/cpd/rules/readiness/timeline.ts'
import { yearNamed } from '#server/cpd/rules/regulator/year.ts'
import { addDays, day } from '#server/platform/rules/london.ts'

const english = {
  cycle: { kind: 'fixed', starts: '12-01', ends: '11-30', opens: '09-01', closes: '11-30' },
} as const
const year = yearNamed(english, 2026)
const today = day.parse('2026-11-28')
const piece = (
  id: string,
  date: string | null,
  more: Partial<TimelinePiece> = {},
): TimelinePiece => ({
  ...{ id, title: `Piece ${id}`, status: 'draft', activityType: 'reading' },
  ...more,
  date: date === null ? null : day.parse(date),
})

test('twelve months fill the line from end to end, and what is behind us says so', () => {
  const { months } = timelineOf(year, [], today)
  expect(months.map((month) => month.name).join(' ')).toBe(
    'Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov',
  )
  expect(months[0]?.at).toBe(0)
  for (const [index, month] of months.entries()) {
    expect(month.at + month.width).toBeCloseTo(months[index + 1]?.at ?? 1)
  }
  expect(months.filter((month) => !month.isPast).map((month) => month.name)).toEqual(['Nov'])
})

test('renewal, today and each piece stand where they belong', () => {
  const pieces = [
    piece('a', '2025-12-01', { status: 'ready', activityType: 'online-module' }),
    piece('b', '2026-11-30', { activityType: 'group-case-discussion' }),
    piece('c', null),
    piece('d', '2026-12-01'),
  ]
  const line = timelineOf(year, pieces, today)
  expect(line.marks.map(({ id, family }) => [id, family])).toEqual([
    ['a', 'module'],
    ['b', 'discussion'],
  ])
  expect(line.marks[0]?.at).toBeCloseTo(0.5 / 365)
  expect(line.marks[1]?.at).toBeCloseTo(364.5 / 365)
  expect(line.window).toMatchObject({ text: 'Renewal, 1 Sep to 30 Nov' })
  expect((line.window?.at ?? 0) + (line.window?.width ?? 0)).toBeCloseTo(1)
  expect(line.today?.text).toBe('Today, 28 Nov')
  expect(line.undated).toBe(1)
  expect(line.story).toEqual([
    { month: 'December 2025', lines: ['1 Dec: Piece a (ready)'] },
    { month: 'September 2026', lines: ['1 Sep: renewal opens'] },
    {
      month: 'November 2026',
      lines: ['28 Nov: today', '30 Nov: Piece b (draft)', '30 Nov: last day to renew'],
    },
  ])
})

test('a past year has no today, and a year without a window no renewal', () => {
  expect(timelineOf(yearNamed(english, 2025), [], today).today).toBeNull()
  const plain = {
    cycle: { kind: 'fixed', starts: '01-01', ends: '12-31', opens: '01-01', closes: '12-31' },
  } as const
  expect(timelineOf(yearNamed(plain, 2026), [], today).window).toBeNull()
})

test('however many pieces on whichever days, also in a leap year, none leaves the picture or hides a near one', () => {
  const leap = yearNamed(english, 2028)
  const days = fc.array(fc.integer({ min: 0, max: 365 }), { maxLength: 6 })
  fc.assert(
    fc.property(days, (offsets) => {
      const pieces = offsets.map((offset, index) =>
        piece(String(index), addDays(leap.starts, offset)),
      )
      const { marks, lanes, months } = timelineOf(leap, pieces, leap.ends)
      expect(months).toHaveLength(12)
      expect(marks).toHaveLength(pieces.length)
      for (const mark of marks) {
        expect(mark.at).toBeGreaterThanOrEqual(0)
        expect(mark.at).toBeLessThanOrEqual(1)
        expect(mark.lane).toBeLessThan(lanes)
        const near = marks.filter(
          (other) => other.id !== mark.id && Math.abs(other.at - mark.at) < 0.02,
        )
        expect(near.map((other) => other.lane)).not.toContain(mark.lane)
      }
    }),
  )
})

test('a cycle of three years is divided by calendar years, which follow each other to its end', () => {
  const cycle = { kind: 'anniversary', months: 36 } as const
  const three = yearNamed({ cycle, endsOn: day.parse('2027-05-09') }, 2027)
  const { months, window } = timelineOf(three, [piece('a', '2026-05-14')], today)
  expect(months.map(({ name }) => name)).toEqual(['2024', '2025', '2026', '2027'])
  expect(months.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1)
  expect(window).toBeNull()
})
