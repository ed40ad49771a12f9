import { expect, test } from 'vitest'
import { newsOf, newsOfMine } from '#app/room-client/room-news.ts'
import { fold } from '#server/rooms/rules/view.ts'
import { amara, ben, log, noMine, posted } from './room-cases.ts'

const view = fold(log)

test('G11: news of one moment is one summary', () => {
  const news = newsOf(view, amara, [posted(6, 'a'), posted(7, 'b'), posted(8, 'c')])
  expect(news).toBe('3 new cards.')
})

test('a new phase is announced with its place and what to do', () => {
  expect(newsOf(view, ben, log.slice(3, 4))).toMatch(/^Phase 2 of 2: Theme and vote\. /)
})

test('what oneself posted is not read out', () => {
  expect(newsOf(view, ben, [posted(6, 'mine')])).toBe('')
})

test('the closing step is said once, with what happens to one’s text', () => {
  const closing = {
    stream: 'room',
    seq: 6,
    type: 'phase.closing',
    at: '2026-11-26T10:06:00.000Z',
    actor: amara,
    body: { phase: 'theme', deadline: '2026-11-26T10:06:10.000Z' },
  } as const
  expect(newsOf(view, amara, [closing])).toContain('Your text is kept.')
})

test('whoever is asked whether their cards may be shown hears it, once', () => {
  const asked = { ...noMine, asked: ['write'] }
  expect(newsOfMine(noMine, asked)).toContain('You are asked whether your cards may be shown')
  expect(newsOfMine(asked, asked)).toBe('')
})

test('each person hears which small group they are in', () => {
  const groups = [
    { group: 'group-1', title: 'Group 1', people: [amara, ben] },
    { group: 'group-2', title: 'Group 2', people: [] },
  ]
  const formed = {
    stream: 'room',
    seq: 6,
    type: 'groups.formed',
    at: '2026-11-26T10:06:00.000Z',
    actor: amara,
    body: { groups },
  } as const
  expect(newsOf(view, ben, [formed])).toMatch(/^You are in Group 1, with /)
})
