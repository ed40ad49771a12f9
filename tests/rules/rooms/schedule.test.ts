import { expect, test } from 'vitest'
import {
  minutesField,
  planOf,
  rescheduleForm,
  startOf,
  typedMinutes,
  withMinutes,
} from '#server/rooms/rules/schedule.ts'
import { phasePlan } from '#server/rooms/rules/shapes.ts'
import { format } from '#server/toolkits/rules/format.ts'

const short = format.parse({
  id: 'short',
  title: 'Short',
  summary: 'Short.',
  size: { min: 2, max: 8 },
  rules: ['We name nobody.'],
  guide: 'Keep the time.',
  basis: 'Our own.',
  phases: [
    { id: 'welcome', kind: 'welcome', title: 'Welcome', minutes: 5, ours: true, say: 'Hello.' },
    { id: 'talk', kind: 'discuss', title: 'Talk', minutes: 10, speaks: 'Everybody.' },
  ],
})

test('a room begins from now on, and within five years: each refusal says what to do, and where', () => {
  const now = Date.parse('2026-11-29T13:30:00Z')
  const start = (date: string, time: string) => startOf(rescheduleForm.parse({ date, time }), now)
  const refused = (field: string, message: string) => ({
    error: { code: 'invalid', field, message },
  })
  expect(start('2026-11-29', '13:30')).toEqual({ ok: true, value: now })
  // While the form is filled in, some minutes pass.
  expect(start('2026-11-29', '13:25').ok).toBe(true)
  expect(start('2026-11-29', '13:24')).toMatchObject(
    refused('time', 'That time is over. Choose a time from now on.'),
  )
  expect(start('2026-11-28', '23:59')).toMatchObject(
    refused('date', 'That day is over. Choose today or a later day.'),
  )
  const furthest = refused('date', 'Check the year. Choose a day up to 28 November 2031.')
  expect(start('2031-11-28', '23:59').ok).toBe(true)
  expect(start('2031-11-29', '00:00')).toMatchObject(furthest)
  expect(start('2096-12-01', '10:00')).toMatchObject(furthest)
  // Midnight in London, between two days of UTC.
  const summer = Date.parse('2026-06-30T23:02:00Z')
  expect(startOf(rescheduleForm.parse({ date: '2026-06-30', time: '23:59' }), summer).ok).toBe(true)
})

test('minutes are read for the chosen format alone; an empty field keeps what the format says', () => {
  const read = typedMinutes(short, [
    ['format', 'short'],
    [minutesField('short', 'welcome'), ' 7 '],
    [minutesField('short', 'talk'), ''],
    [minutesField('long', 'talk'), '99'],
    [minutesField('short-er', 'talk'), '98'],
  ])
  expect(read).toEqual({ minutes: { welcome: 7 }, faults: [] })
  const changed = withMinutes(short, read.minutes)
  expect(changed.phases.map(({ minutes }) => minutes)).toEqual([7, 10])
  expect(short.phases.map(({ minutes }) => minutes)).toEqual([5, 10])
  expect(withMinutes(short)).toEqual(short)
})

test('each field that is not whole minutes from 1 to 60 is told by its name, and its phase by its title', () => {
  for (const typed of ['0', '61', '2.5', 'ten', '-3', '1e1', '99999']) {
    expect(typedMinutes(short, [[minutesField('short', 'talk'), typed]])).toEqual({
      minutes: {},
      faults: [
        {
          field: 'minutes.short.talk',
          message: 'Enter whole minutes from 1 to 60 for “Talk”.',
        },
      ],
    })
  }
})

test('phases that the format does not have change nothing, whatever they are called', () => {
  const { minutes } = typedMinutes(short, [
    [minutesField('short', '__proto__'), '9'],
    [minutesField('short', 'constructor'), '9'],
    [minutesField('short', 'nowhere'), '9'],
  ])
  expect(withMinutes(short, minutes)).toEqual(short)
})

test('a room is stamped with what the protocol says of a phase, and with nothing else', () => {
  for (const phase of short.phases) {
    expect(phasePlan.safeParse(planOf(phase)).success).toBe(true)
    // ★ The whole phase is more than the protocol says.
    expect(phasePlan.safeParse(phase).success).toBe(false)
  }
})
