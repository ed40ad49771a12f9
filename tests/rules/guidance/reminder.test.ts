import { expect, test } from 'vitest'
import { reminderTo } from '#server/guidance/rules/reminder.ts'
import { day, type Day } from '#server/platform/rules/london.ts'

const asked = {
  to: ['ben@northbridge.example', 'o&k?x@northbridge.example'],
  title: 'Power & voice: 100 %?',
  dueOn: day.parse('2026-12-14'),
  today: day.parse('2026-11-29'),
  roomAt: null,
  link: 'https://casecircle.example/toolkits/participation',
}

test('a reminder opens as one letter, and nobody who gets it sees the others', () => {
  const url = new URL(reminderTo(asked).href)
  expect(url.protocol).toBe('mailto:')
  // No address stands before the question mark, where all would see it.
  expect(url.pathname).toBe('')
  expect([...url.searchParams.keys()]).toEqual(['bcc', 'subject', 'body'])
  expect(url.searchParams.get('bcc')).toBe(asked.to.join(','))
  expect(url.searchParams.get('subject')).toBe('Reminder: Power & voice: 100 %?')
  expect(url.searchParams.get('body')).toContain('“Power & voice: 100 %?” in Casecircle by Monday')
  expect(url.searchParams.get('body')).toContain(asked.link)
})

test('it names the room, and no day that is over', () => {
  const roomAt = Date.parse('2026-12-07T10:00:00Z')
  const text = (over: { roomAt?: number; today?: Day }) =>
    new URL(reminderTo({ ...asked, ...over }).href).searchParams.get('body')
  expect(text({ roomAt })).toContain('Our room is on Monday 7 December at 10am.')
  expect(text({})).not.toContain('room')
  expect(text({ today: day.parse('2026-12-15') })).not.toContain(' by ')
})
