import { expect, test } from 'vitest'
import { seatTaken } from '#app/room-client/seat-taken.ts'
import { personId, type PersonId } from '#server/platform/rules/ids.ts'
import type { LogEvent } from '#server/rooms/rules/events.ts'
import { snapshotAt } from './room-cases.ts'

const someone = (n: number): PersonId => personId.parse(`00000000-0000-4000-8000-00000000009${n}`)
const { view } = snapshotAt(5)
const holder = view.seat.person
const [ewa, dev] = [someone(1), someone(2)]

function moved(person: PersonId, actor: PersonId, seq: number): LogEvent {
  const at = `2026-11-26T10:41:0${seq}.000Z`
  return { stream: 'room', seq, type: 'seat.moved', at, actor, body: { person, seat: seq + 1 } }
}

test('an old tab is told who took the seat, and when', () => {
  expect(seatTaken(view, holder, [moved(ewa, ewa, 1)])).toEqual({
    by: ewa,
    at: Date.parse('2026-11-26T10:41:01.000Z'),
  })
})

test('whoever hands over is not told that it was taken, nor is anybody else', () => {
  expect(seatTaken(view, holder, [moved(ewa, holder, 1)])).toBeNull()
  expect(seatTaken(view, dev, [moved(ewa, ewa, 1)])).toBeUndefined()
  expect(seatTaken(view, holder, [])).toBeUndefined()
})

test('a seat that has come back is not taken; one that went on is with whoever took it first', () => {
  expect(seatTaken(view, holder, [moved(ewa, ewa, 1), moved(holder, holder, 2)])).toBeNull()
  expect(seatTaken(view, holder, [moved(ewa, ewa, 1), moved(dev, dev, 2)])).toMatchObject({
    by: ewa,
  })
})
