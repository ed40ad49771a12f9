import { describe, expect, test } from 'vitest'
import type { RawCommand } from '#app/room-client/form-command.ts'
import {
  answered,
  emptyOutbox,
  isEmpty,
  next,
  put,
  retryAfterMs,
  sent,
} from '#app/room-client/outbox.ts'
import { room } from './room-cases.ts'

const command = (id: string): RawCommand => ({ id, room, type: 'card.post', body: {}, expect: {} })

describe('the outbox', () => {
  test('G1: commands leave in the order in which they came, each after its answer', () => {
    let outbox = ['a', 'b', 'c'].reduce((box, id) => put(box, command(id)), emptyOutbox)
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
    const outbox = sent(put(emptyOutbox, command('a')))
    expect(next(sent(outbox))?.id).toBe('a')
  })

  test('a newer text of the same field takes the place of one that waits', () => {
    let outbox = put(put(emptyOutbox, command('a')), command('draft-1'), 'write/card')
    outbox = put(outbox, command('draft-2'), 'write/card')
    expect(outbox.waiting.map((one) => one.command.id)).toEqual(['a', 'draft-2'])
  })

  test('a text that may be on its way already stays: its answer is not known', () => {
    const outbox = sent(put(emptyOutbox, command('draft-1'), 'write/card'))
    const both = put(outbox, command('draft-2'), 'write/card')
    expect(both.waiting.map((one) => one.command.id)).toEqual(['draft-1', 'draft-2'])
  })

  test('what was seen in the log leaves from anywhere, and the first keeps its attempts', () => {
    const outbox = sent(put(put(emptyOutbox, command('a')), command('b')))
    expect(answered(outbox, 'b')).toMatchObject({ attempts: 1 })
    expect(answered(outbox, 'a')).toMatchObject({ attempts: 0 })
  })

  test('sending again takes longer each time, and at most 8 seconds', () => {
    expect([1, 2, 3, 9].map(retryAfterMs)).toEqual([500, 1000, 2000, 8000])
  })
})
