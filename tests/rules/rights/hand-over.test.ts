import { expect, test } from 'vitest'
import { handOverText, ledRoomText, type HandOverFor } from '#server/rights/rules/hand-over.ts'

const teamName = 'Family Support East'
const everybody: HandOverFor[] = ['leaver', 'remover', 'administrator', 'operator']

test('a room that goes to somebody names them; before as what comes, afterwards as what is', () => {
  const told = everybody.map((reader) =>
    handOverText({ to: 'Ben Okafor', teamName, managers: [] }, reader),
  )
  expect(told).toEqual([
    ...['Ben Okafor leads it then.', 'Ben Okafor leads it then.'],
    ...['Ben Okafor leads it now.', 'Ben Okafor leads it now.'],
  ])
})

test('a room that nobody leads names who can take it, and says how', () => {
  for (const reader of everybody) {
    const text = handOverText({ to: null, teamName, managers: ['Ewa Nowak', 'Hana Lee'] }, reader)
    expect(text).toContain('Ewa Nowak or Hana Lee can take it with “Lead this room”')
  }
})

test('where the team has no other manager it promises none, and says what to do', () => {
  const text = (reader: HandOverFor) => handOverText({ to: null, teamName, managers: [] }, reader)
  for (const reader of everybody) {
    expect(text(reader)).toContain('who could take it')
    expect(text(reader)).not.toContain('Lead this room')
  }
  expect(text('leaver')).toContain('Hand the seat to somebody there first.')
  expect(text('remover')).toContain('Ask them to hand the seat')
  expect(text('administrator')).toContain('give the team a manager')
})

test('a room is named by its title, its team and its day in London', () => {
  const startsAt = Date.parse('2026-07-01T23:30:00Z')
  expect(ledRoomText({ title: 'The review', teamName, startsAt })).toBe(
    'The review, Family Support East, 2 July 2026',
  )
})
