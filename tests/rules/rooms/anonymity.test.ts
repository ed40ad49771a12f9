import { expect, test } from 'vitest'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { amara, ben, chloe, createRoom, dev, ewa, phase, type Outcome } from './room-in-memory.ts'

const code = (outcome: Outcome) => (outcome.ok ? 'ok' : outcome.error.code)
const phases = [
  phase('welcome'),
  phase('write', { anonymous: true }),
  phase('theme'),
  phase('agree'),
]
const post = (text: string) => ({ type: 'card.post', body: { text } })
const answer = (share: boolean) => ({ type: 'reveal.answer', body: { phase: 'write', share } })

function written(by: [PersonId, string][]) {
  const room = createRoom(phases).goTo('write')
  for (const [person, text] of by) expect(code(room.send(person, post(text)))).toBe('ok')
  return room
}
const four: [PersonId, string][] = [
  [amara, 'one'],
  [ben, 'two'],
  [chloe, 'three'],
  [dev, 'four'],
]

test('four writers: one batch with new ids, without author, actor or the ids that were sent', () => {
  const room = written(four)
  const sent = [...room.mines.values()].flatMap((own) => own.cards.map(({ card }) => card))
  expect(JSON.stringify(room.log)).not.toMatch(/three/)
  room.next()
  const reveals = room.log.filter((event) => event.type === 'cards.revealed')
  expect(reveals).toHaveLength(1)
  expect(reveals[0]).not.toHaveProperty('actor')
  expect(room.view.cards.map(({ text }) => text).sort()).toEqual(['four', 'one', 'three', 'two'])
  for (const card of room.view.cards) {
    expect(card).not.toHaveProperty('author')
    expect(sent).not.toContain(card.card)
  }
  for (const id of sent) expect(room.forgotten).toContain(id)
  for (const [person] of four) {
    expect(room.mineOf(person)).toMatchObject({ cards: [], drafts: [], sent: {} })
  }
})

test('the order of the batch comes from its new ids alone', () => {
  const cards = (by: [PersonId, string][]) => {
    const room = written(by)
    room.next()
    return room.view.cards.map(({ card }) => card)
  }
  const ids = cards(four)
  expect(ids).toEqual([...ids].sort())
})

test('fewer than four writers: nothing is shown at the close, each is asked', () => {
  const room = written(four.slice(0, 3))
  room.next()
  expect(room.view.cards).toEqual([])
  expect(room.log.some((event) => event.type === 'cards.revealed')).toBe(false)
  for (const [person] of four.slice(0, 3)) expect(room.mineOf(person).asked).toEqual(['write'])
  expect(room.mineOf(dev).asked).toEqual([])
})

test('when all have answered what they share is shown, with the end of its phase as its time', () => {
  const room = written(four.slice(0, 3))
  room.next()
  const closed = room.log.findLast((event) => event.type === 'phase.closed')
  room.drift(60_000)
  expect(code(room.send(amara, answer(true)))).toBe('ok')
  expect(code(room.send(ben, answer(false)))).toBe('ok')
  expect(room.view.cards).toEqual([])
  expect(code(room.send(chloe, answer(true)))).toBe('ok')
  expect(room.view.cards.map(({ text }) => text).sort()).toEqual(['one', 'three'])
  const reveal = room.log.findLast((event) => event.type === 'cards.revealed')
  expect(reveal?.at).toBe(closed?.at)
  expect(reveal).not.toHaveProperty('actor')
  expect(room.mineOf(ben)).toMatchObject({ asked: [], shares: {}, sent: {} })
  expect(room.mineOf(ben).cards).toMatchObject([{ text: 'two' }])
  expect(room.mineOf(amara).cards).toEqual([])
})

test('at the next close whoever has not answered has kept their text, also for good', () => {
  const room = written(four.slice(0, 3))
  room.next()
  room.send(amara, answer(true))
  room.next()
  expect(room.view.cards.map(({ text }) => text)).toEqual(['one'])
  expect(room.mineOf(ben)).toMatchObject({ asked: [], cards: [{ text: 'two' }] })
  expect(code(room.send(ben, answer(true)))).toBe('wrong_phase')
  // Opened again with enough writers: only what is new is shown.
  room.lead('phase.open', { phase: 'write' })
  room.wait(12_000)
  for (const [person] of four) room.send(person, post(`again ${person}`))
  room.next()
  const texts = room.view.cards.map(({ text }) => text)
  expect(texts).toHaveLength(5)
  expect(texts).not.toContain('two')
})

test('closing the room shows what was shared and leaves the rest to its authors as notes', () => {
  const room = written(four.slice(0, 3))
  room.next()
  room.send(chloe, answer(true))
  room.lead('room.close')
  expect(room.log.at(-1)?.type).toBe('room.closed')
  expect(room.view.cards.map(({ text }) => text)).toEqual(['three'])
  expect(room.mineOf(ben)).toMatchObject({ cards: [], asked: [], drafts: [{ field: 'note' }] })
})

test('a late text has no name either, and its sender is forgotten at once', () => {
  const room = written(four)
  room.next()
  const late = { type: 'card.post', body: { text: 'late one', phase: 'write', late: true } }
  const sent = room.send(ben, { id: '0000aaaa-1111-4111-8111-111111111111', ...late })
  expect(code(sent)).toBe('ok')
  const card = room.view.cards.find(({ text }) => text === 'late one')
  expect(card).toMatchObject({ late: true })
  expect(card).not.toHaveProperty('author')
  expect(card?.card).not.toMatch(/^0000aaaa/)
  expect(room.log.at(-1)).not.toHaveProperty('actor')
  expect(room.forgotten).toContain('0000aaaa-1111-4111-8111-111111111111')
  expect(code(room.send(ben, { type: 'card.withdraw', body: { card: card?.card } }))).toBe(
    'forbidden',
  )
})

test('nobody is asked who did not write, and an observer never is', () => {
  const room = written([[ewa, 'one']])
  room.next()
  expect(code(room.send(ben, answer(true)))).toBe('wrong_phase')
  expect(code(room.send(ewa, answer(true)))).toBe('ok')
  expect(room.view.cards.map(({ text }) => text)).toEqual(['one'])
})

test('a question can be answered in a pause', () => {
  const room = written([[ewa, 'one']])
  room.next()
  room.lead('room.pause')
  expect(code(room.send(ewa, answer(false)))).toBe('ok')
  expect(room.mineOf(ewa).asked).toEqual([])
})

test('somebody who is removed takes their unrevealed texts with them', () => {
  const room = written(four)
  room.lead('person.remove', { person: dev })
  room.next()
  expect(room.view.cards).toEqual([])
  expect(room.mineOf(dev)).toMatchObject({ cards: [], sent: {}, drafts: [{ text: 'four' }] })
})

test('what its writer agreed to share is shown at the next close, though the last one asked was removed', () => {
  const shared = () => {
    const room = written([
      [ben, 'two'],
      [chloe, 'three'],
    ])
    room.next()
    expect(code(room.send(ben, answer(true)))).toBe('ok')
    room.lead('person.remove', { person: chloe })
    // A text that came up at the removal would tell that Chloe had written and not answered.
    expect(room.view.cards).toEqual([])
    return room
  }
  const next = shared()
  const closed = next.log.findLast((event) => event.type === 'phase.closed')
  next.next()
  expect(next.view.cards.map(({ text }) => text)).toEqual(['two'])
  const reveal = next.log.findLast((event) => event.type === 'cards.revealed')
  expect(reveal?.at).toBe(closed?.at)
  expect(next.mineOf(ben)).toMatchObject({ cards: [], shares: {}, sent: {} })
  const over = shared()
  over.lead('room.close')
  expect(over.view.cards.map(({ text }) => text)).toEqual(['two'])
  expect(over.mineOf(ben)).toMatchObject({ cards: [], drafts: [] })
})

test('what its writer kept stays kept, though the last one asked was removed and the phase opens again', () => {
  const room = written([
    [ben, 'two'],
    [chloe, 'three'],
  ])
  room.next()
  room.send(ben, answer(false))
  room.lead('person.remove', { person: chloe })
  room.lead('phase.open', { phase: 'write' })
  room.wait(12_000)
  for (const person of [amara, ben, dev, ewa]) room.send(person, post(`again ${person}`))
  room.next()
  const texts = room.view.cards.map(({ text }) => text)
  expect(texts).toHaveLength(4)
  expect(texts).not.toContain('two')
  expect(room.mineOf(ben)).toMatchObject({ shares: {}, cards: [{ text: 'two' }] })
})
