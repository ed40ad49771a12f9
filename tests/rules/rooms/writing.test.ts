import { expect, test } from 'vitest'
import { ben, chloe, createRoom, dev, type Outcome } from './room-in-memory.ts'

const code = (outcome: Outcome) => (outcome.ok ? 'ok' : outcome.error.code)
const types = (outcome: Outcome) => (outcome.ok ? outcome.events.map((event) => event.type) : [])

test('cards of write stay their author’s until the close reveals all in one batch', () => {
  const room = createRoom().goTo('write')
  const one = room.send(ben, { type: 'card.post', body: { text: 'He protects somebody.' } })
  expect(types(one)).toEqual([])
  room.send(chloe, { type: 'card.post', body: { text: 'Fine is what is safe.' } })
  room.send(ben, { type: 'card.post', body: { text: 'Loud could be the bakery.' } })
  expect(JSON.stringify(room.log)).not.toContain('protects')
  room.lead('phase.next')
  room.wait(11_999)
  expect(room.view.current).toBe('write')
  const from = room.log.length
  room.wait(1)
  expect(room.log.slice(from).map((event) => event.type)).toEqual([
    'phase.closed',
    'cards.revealed',
    'phase.opened',
  ])
  expect(room.view.cards.map((card) => card.text).sort()).toEqual([
    'Fine is what is safe.',
    'He protects somebody.',
    'Loud could be the bakery.',
  ])
  expect(room.mineOf(ben).cards).toEqual([])
})

test('at the reveal the draft of a posted card leaves, one that was not posted stays', () => {
  const room = createRoom().goTo('write')
  const draft = (text: string) => ({ phase: 'write', field: 'card', text })
  room.send(ben, { type: 'draft.save', body: draft('He protects somebody. ') })
  room.send(ben, { type: 'card.post', body: { text: 'He protects somebody.' } })
  room.send(chloe, { type: 'card.post', body: { text: 'Fine.' } })
  room.send(chloe, { type: 'draft.save', body: draft('And what about') })
  expect(room.mineOf(ben).drafts).toHaveLength(1)
  room.next()
  expect(room.mineOf(ben).drafts).toEqual([])
  expect(room.mineOf(chloe).drafts).toMatchObject([{ text: 'And what about' }])
})

test('a draft that was written on from before posting leaves with the post', () => {
  const room = createRoom().goTo('write')
  const draft = (text: string) => ({ phase: 'write', field: 'card', text })
  room.send(ben, { type: 'draft.save', body: draft('He protects ') })
  room.send(ben, { type: 'card.post', body: { text: 'He protects somebody.' } })
  expect(room.mineOf(ben).drafts).toEqual([])
  room.send(chloe, { type: 'draft.save', body: draft('Fine is') })
  room.send(chloe, { type: 'card.post', body: { text: 'Loud could be the bakery.' } })
  room.next()
  const late = { phase: 'write', late: true as const }
  room.send(chloe, { type: 'card.post', body: { ...late, text: 'Fine is what is safe.' } })
  expect(room.mineOf(chloe).drafts).toEqual([])
  room.send(dev, { type: 'draft.save', body: draft('A word of his own') })
  room.send(dev, { type: 'card.post', body: { ...late, text: 'Something else.' } })
  expect(room.mineOf(dev).drafts).toMatchObject([{ text: 'A word of his own' }])
})

test('a second close of a reopened phase reveals only what is new', () => {
  const room = createRoom().goTo('write')
  room.send(ben, { type: 'card.post', body: { text: 'first' } })
  room.next()
  room.lead('phase.open', { phase: 'write' })
  room.wait(12_000)
  expect(room.view.current).toBe('write')
  expect(room.log.at(-1)).toMatchObject({ type: 'phase.opened', body: { again: true } })
  room.send(ben, { type: 'card.post', body: { text: 'second' } })
  const from = room.log.length
  room.next()
  const revealed = room.log.slice(from).filter((event) => event.type === 'cards.revealed')
  expect(revealed).toHaveLength(1)
  expect(revealed[0]?.body).toMatchObject({ cards: [{ text: 'second' }] })
  expect(room.view.cards).toHaveLength(2)
})

test('after the deadline only a sentence that was begun before it is accepted, for 2 s', () => {
  const room = createRoom().goTo('write')
  const draft = { phase: 'write', field: 'card', text: 'He pro' }
  room.send(ben, { type: 'draft.save', body: draft })
  room.lead('phase.next')
  room.wait(9_999)
  expect(code(room.send(dev, { type: 'card.post', body: { text: 'in time' } }))).toBe('ok')
  room.wait(1)
  const post = { type: 'card.post', body: { text: 'He protects somebody.' } }
  const expected = { ...post, expect: { phase: 'write' } }
  expect(code(room.send(ben, post))).toBe('wrong_phase')
  expect(code(room.send(chloe, expected))).toBe('wrong_phase')
  room.send(chloe, { type: 'draft.save', body: { ...draft, text: 'too late' } })
  expect(code(room.send(chloe, expected))).toBe('wrong_phase')
  room.send(ben, { type: 'draft.save', body: { ...draft, text: 'He protects' } })
  expect(code(room.send(ben, expected))).toBe('ok')
  room.wait(2_000)
  expect(room.view.cards.map((card) => card.text).sort()).toEqual([
    'He protects somebody.',
    'in time',
  ])
  expect(code(room.send(ben, expected))).toBe('stale')
})

test('a late text goes to the log at once, marked, and its draft leaves', () => {
  const room = createRoom().goTo('write')
  room.send(ben, {
    type: 'draft.save',
    body: { phase: 'write', field: 'card', text: 'He protects' },
  })
  const late = { type: 'card.post', body: { text: 'He protects', phase: 'write', late: true } }
  expect(code(room.send(ben, late))).toBe('wrong_phase')
  room.next()
  expect(room.send(ben, late)).toMatchObject({ ok: true, events: [{ type: 'card.posted' }] })
  expect(room.view.cards).toMatchObject([{ text: 'He protects', late: true, author: ben }])
  expect(room.mineOf(ben).drafts).toEqual([])
})

test('drafts and notes can be saved in every phase that was opened, also while it is closed', () => {
  const room = createRoom().goTo('round')
  const save = (of: string) =>
    room.send(ben, { type: 'draft.save', body: { phase: of, field: 'note', text: 'mine' } })
  expect(code(save('disclose'))).toBe('ok')
  expect(code(save('round'))).toBe('ok')
  expect(code(save('agree'))).toBe('wrong_phase')
  expect(code(save('nowhere'))).toBe('not_found')
})
