import { expect, test } from 'vitest'
import { reduce } from '#server/rooms/rules/reduce.ts'
import { command } from '#server/rooms/rules/commands.ts'
import {
  amara,
  ben,
  chloe,
  createRoom,
  ewa,
  id,
  olu,
  room as roomId,
  stages,
  type Outcome,
} from './room-in-memory.ts'

const code = (outcome: Outcome) => (outcome.ok ? 'ok' : outcome.error.code)
const types = (outcome: Outcome) => (outcome.ok ? outcome.events.map((event) => event.type) : [])
const sentence = (outcome: Outcome) => (outcome.ok ? '' : outcome.error.message)

test('“I need a pause” goes to the co-facilitators, to the seat where there is none', () => {
  const room = createRoom().goTo('discuss')
  room.send(ben, { type: 'pause.ask' })
  expect(room.mineOf(ewa).pauses).toMatchObject([{ person: ben }])
  expect(room.mineOf(amara).pauses).toEqual([])
  expect(JSON.stringify(room.log)).not.toContain('pause.ask')
  room.lead('staff.remove', { person: ewa })
  room.send(ben, { type: 'pause.ask' })
  expect(room.mineOf(amara).pauses).toMatchObject([{ person: ben }])
})

test('the seat: only its holder leads, an old number is stale, a transfer counts up', () => {
  const room = createRoom().goTo('welcome')
  expect(code(room.send(ben, { type: 'room.pause', expect: { seat: 1 } }))).toBe('forbidden')
  expect(code(room.send(ben, { type: 'seat.take', expect: { seat: 1 } }))).toBe('forbidden')
  const take = { type: 'seat.take', expect: { seat: 1 } }
  expect(types(room.send(ewa, take))).toEqual(['seat.moved'])
  expect(room.view.seat).toEqual({ person: ewa, number: 2 })
  expect(room.view.people.find(({ person }) => person === amara)?.role).toBe('co-facilitator')
  const old = room.send(amara, { type: 'room.pause', expect: { seat: 1 } })
  expect(code(old)).toBe('forbidden')
  expect(sentence(old)).toBe('Ewa facilitates now. Nothing you pressed here was done.')
  expect(code(room.send(ewa, { type: 'room.pause', expect: { seat: 1 } }))).toBe('stale')
  expect(code(room.send(amara, take))).toBe('stale')
  room.lead('seat.give', { person: ben })
  expect(room.view.seat).toEqual({ person: ben, number: 3 })
})

test('observers watch', () => {
  const room = createRoom().goTo('discuss')
  expect(code(room.send(olu, { type: 'card.post', body: { text: 'a' } }))).toBe('forbidden')
  expect(code(room.send(olu, { type: 'hand.raise' }))).toBe('forbidden')
})

test('which wins: closed, forbidden, stale, wrong_phase, the rest', () => {
  const room = createRoom().goTo('agree')
  const next = { type: 'phase.next', expect: { seat: 9, phase: 'welcome' } }
  expect(code(room.send(ben, next))).toBe('forbidden')
  expect(code(room.send(amara, next))).toBe('stale')
  room.lead('phase.next')
  const again = { type: 'phase.next', expect: { seat: 1, phase: 'agree' } }
  expect(code(room.send(amara, again))).toBe('wrong_phase')
  const post = { type: 'card.post', body: { text: 'a', theme: id(99) } }
  expect(code(room.send(ben, { ...post, expect: { phase: 'write' } }))).toBe('stale')
  expect(code(room.send(ben, post))).toBe('wrong_phase')
  room.lead('room.close')
  expect(code(room.send(ben, next))).toBe('closed')
  expect(code(room.send(amara, again))).toBe('closed')
})

test('a deputy takes over when the holder has been away for 2 minutes', () => {
  const room = createRoom().goTo('discuss')
  room.lead('deputy.name', { person: chloe })
  const take = command.parse({ id: id(1), room: roomId, type: 'seat.take', expect: { seat: 1 } })
  const on = {
    actor: chloe,
    now: room.now,
    seed: 1,
    closingMs: 0,
    stages,
    parts: [],
    mines: room.mineOf,
    freshId: () => id(9),
    notes: [],
  }
  const awayFor = (ms: number) => reduce(room.state, take, { ...on, seatLastSeenAt: room.now - ms })
  expect(awayFor(119_999)).toMatchObject({ error: { code: 'forbidden', retryAfter: 1 } })
  expect(awayFor(120_000)).toMatchObject({ ok: true })
  expect(reduce(room.state, take, { ...on, actor: ben, seatLastSeenAt: 0 })).toMatchObject({
    error: { code: 'forbidden' },
  })
  expect(reduce(room.state, take, { ...on, actor: ewa, seatLastSeenAt: room.now })).toMatchObject({
    ok: true,
  })
  expect(code(room.send(amara, { type: 'seat.take', expect: { seat: 1 } }))).toBe('invalid')
})
