import { expect, test } from 'vitest'
import type { RawCommand } from '#app/room-client/form-command.ts'
import { awaitedText, withAnswered } from '#app/room-client/saved-text.ts'
import { noMine, room } from './room-cases.ts'

const text = 'I would ask the school first.'
const id = '11111111-1111-4111-8111-111111111111'
const command = (type: string, body: Record<string, unknown>): RawCommand => ({
  ...{ id, room, type, body, expect: {} },
})
const draft = command('draft.save', { phase: 'discuss', field: 'card', text })
const mineAt = (revision: number) => ({ ...noMine, revision })

test('a text that was answered for stays in its field until the news of it has come', () => {
  const answered = withAnswered({}, draft, { ok: true, mine: 4 })
  expect(awaitedText(answered, mineAt(3), 'discuss/card')).toBe(text)
  expect(awaitedText(answered, mineAt(4), 'discuss/card')).toBeUndefined()
  expect(awaitedText(answered, mineAt(5), 'discuss/card')).toBeUndefined()
  expect(awaitedText(answered, mineAt(3), 'discuss/note')).toBeUndefined()
})

test('own learning is answered for question by question, the newest text of each', () => {
  const first = command('learning.save', { learnt: 'First.', peerLearning: 'Theirs.' })
  const once = withAnswered({}, first, { ok: true, mine: 1 })
  const again = command('learning.save', { learnt: 'Second.' })
  const twice = withAnswered(once, again, { ok: true, mine: 2 })
  expect(awaitedText(twice, mineAt(0), 'learning/learnt')).toBe('Second.')
  expect(awaitedText(twice, mineAt(0), 'learning/peerLearning')).toBe('Theirs.')
  expect(awaitedText(twice, mineAt(1), 'learning/peerLearning')).toBeUndefined()
})

test('what is refused, stands in the log or is no text of a field is not waited for', () => {
  const refused = { ok: false, error: { code: 'invalid', message: 'No.' } } as const
  expect(withAnswered({}, draft, refused)).toEqual({})
  expect(withAnswered({}, draft, { ok: true, stream: 'room', seq: 9 })).toEqual({})
  expect(withAnswered({}, command('vote.cast', {}), { ok: true, mine: 2 })).toEqual({})
})
