import { describe, expect, test } from 'vitest'
import type { RawCommand } from '#app/room-client/form-command.ts'
import {
  answered,
  emptyOutbox,
  holds,
  isEmpty,
  letGo,
  next,
  put,
  refused,
  released,
  retryAfterMs,
  sent,
  settled,
  typed,
  unsentText,
} from '#app/room-client/outbox.ts'
import { offered } from '#app/room-client/refused-texts.ts'
import { room } from './room-cases.ts'

const command = (id: string, text?: string): RawCommand => ({
  ...{ id, room, type: 'card.post', expect: {} },
  body: text === undefined ? {} : { text },
})
const draft = (id: string, text: string): RawCommand => ({
  ...{ id, room, type: 'draft.save', expect: {} },
  body: { phase: 'write', field: 'card', text },
})
const key = 'write/card'

describe('the outbox', () => {
  test('G1: commands leave in the order in which they came, each after its answer', () => {
    let outbox = ['a', 'b', 'c'].reduce((box, id, at) => put(box, command(id), at), emptyOutbox)
    const order: string[] = []
    for (let first = next(outbox); first; first = next(outbox)) {
      outbox = sent(outbox)
      order.push(first.id)
      outbox = answered(outbox, first.id)
    }
    expect(order).toEqual(['a', 'b', 'c'])
    expect(isEmpty(outbox)).toBe(true)
  })

  test('G2: without an answer the same command with the same id goes again', () => {
    const outbox = sent(put(emptyOutbox, command('a'), 1))
    expect(next(sent(outbox))?.id).toBe('a')
  })

  test('a newer text of the same field takes the place of one that waits', () => {
    let outbox = put(put(emptyOutbox, command('a'), 1), draft('draft-1', 'H'), 2, key)
    outbox = put(outbox, draft('draft-2', 'He'), 3, key)
    expect(outbox.waiting.map((one) => one.command.id)).toEqual(['a', 'draft-2'])
  })

  test('a text that may be on its way already stays: its answer is not known', () => {
    const outbox = sent(put(emptyOutbox, draft('draft-1', 'H'), 1, key))
    const both = put(outbox, draft('draft-2', 'He'), 2, key)
    expect(both.waiting.map((one) => one.command.id)).toEqual(['draft-1', 'draft-2'])
  })

  test('what was seen in the log leaves from anywhere, and the first keeps its attempts', () => {
    const outbox = sent(put(put(emptyOutbox, command('a'), 1), command('b'), 2))
    expect(answered(outbox, 'b')).toMatchObject({ attempts: 1 })
    expect(answered(outbox, 'a')).toMatchObject({ attempts: 0 })
  })

  test('G7: the text of a refused command stays: in its form, and offered once that is gone', () => {
    const waiting = put(emptyOutbox, command('a', 'Half a sentence'), 1)
    const held = refused(waiting, 'a', 'The team is now in “Theme”.', 'form-1')
    expect(held).toMatchObject({ waiting: [], refused: [{ place: 'form-1' }] })
    expect(offered(held)).toEqual([])
    const gone = released(held, 'form-1')
    expect(offered(gone)).toMatchObject([{ command: { body: { text: 'Half a sentence' } } }])
    expect(offered(settled(gone, 'a'))).toEqual([])
    // ★ A press without words is not offered: there is nothing to keep of it.
    expect(offered(refused(put(emptyOutbox, command('b'), 1), 'b', 'no'))).toEqual([])
  })

  test('G7: what stands in a form is offered once the form is gone, and not while it is there or sent', () => {
    let outbox = holds(emptyOutbox, 'form-1', command('a', 'I see'), 1)
    outbox = holds(outbox, 'form-1', command('b', 'I see it differently'), 2)
    outbox = holds(outbox, 'form-2', command('c', 'Another'), 3)
    expect(offered(outbox)).toEqual([])
    expect(isEmpty(outbox)).toBe(true)
    const gone = released(outbox, 'form-1')
    expect(offered(gone)).toMatchObject([{ command: { body: { text: 'I see it differently' } } }])
    expect(Object.keys(gone.held)).toEqual(['form-2'])
    expect(offered(released(letGo(outbox, 'form-1'), 'form-1'))).toEqual([])
    // What was refused in the form gives way to what is written there after it.
    const no = refused(put(emptyOutbox, command('d', 'Half'), 1), 'd', 'no', 'form-1')
    const more = released(holds(no, 'form-1', command('e', 'Half a sentence'), 2), 'form-1')
    expect(offered(more)).toMatchObject([{ command: { body: { text: 'Half a sentence' } } }])
  })

  test('the newest text of a field is known, typed or on its way', () => {
    let outbox = typed(emptyOutbox, key, { text: 'He', base: 'H', at: 1 })
    expect(unsentText(outbox, key)).toBe('He')
    outbox = put(outbox, draft('draft-1', 'He'), 2, key)
    expect(outbox.typing).toEqual({})
    expect(outbox.waiting).toMatchObject([{ base: 'H' }])
    expect(unsentText(typed(outbox, key, { text: 'Her', base: 'H', at: 3 }), key)).toBe('Her')
    expect(unsentText(answered(outbox, 'draft-1'), key)).toBeUndefined()
  })

  test('sending again takes longer each time, and at most 8 seconds', () => {
    expect([1, 2, 3, 9].map(retryAfterMs)).toEqual([500, 1000, 2000, 8000])
  })
})
