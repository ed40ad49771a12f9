import assert from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { applyEvent, digestInput, fold } from '#server/rooms/rules/view.ts'
import { keptCases } from '#tests/support/kept-cases.ts'
import { carryOut, intent, phases, type Intent } from './model/intents.ts'
import { holds, holdsAtTheEnd, namesNobody } from './model/promises.ts'
import { amara, ben, chloe, createRoom, dev, ewa, id, type RoomInMemory } from './room-in-memory.ts'

/** `npm run chaos` asks for more; a failing seed can be repeated. */
const runs = Number(process.env['MODEL_RUNS'] ?? 5_000)
const seed = process.env['MODEL_SEED'] ? { seed: Number(process.env['MODEL_SEED']) } : {}

function play(steps: readonly Intent[], cut: number, begin: (room: RoomInMemory) => void): void {
  const room = createRoom(phases)
  const used: string[] = []
  begin(room)
  for (const step of steps) {
    const seat = room.view.seat
    const from = room.log.length
    carryOut(room, step, used)
    holds(room)
    const moves = room.log.slice(from).filter((event) => event.type === 'seat.moved').length
    assert.equal(room.view.seat.number, seat.number + moves)
  }
  holdsAtTheEnd(room, cut)
}

/** Brings the room to phase number `start`, with what that phase needs to be of use. */
function begin(room: RoomInMemory, start: number): void {
  const phase = room.view.phases[start]
  if (!phase) return
  room.goTo('welcome')
  if (phase.kind === 'theme' || phase.kind === 'vote') {
    room.lead('phase.open', { phase: 'theme' })
    room.wait(12_000)
    for (const title of ['a', 'b']) room.send(ben, { type: 'theme.make', body: { title } })
  }
  room.lead('phase.open', { phase: phase.id })
  room.wait(12_000)
  if (phase.id !== 'unnamed') return
  for (const writer of [ewa, chloe, dev].slice(0, start % 2 ? 2 : 3)) {
    room.send(writer, { type: 'card.post', body: { text: 'nameless text of a writer' } })
  }
}

const sequence = fc.tuple(
  fc.array(intent, { minLength: 4, maxLength: 30, size: 'max' }),
  fc.nat(),
  fc.nat(phases.length),
)
type Sequence = [Intent[], number, number]

function plays([steps, cut, start]: Sequence): void {
  play(steps, cut, (room) => begin(room, start))
}

test.each(keptCases<Sequence>('reducer'))('G4: once broken: $why', ({ failed }) => {
  plays(failed)
})

test('G4: the reducer is sound: never throws, one seat, votes within budget, nothing after the close but grace; replay = live', () => {
  fc.assert(fc.property(sequence, plays), { numRuns: runs, ...seed })
}, 1_800_000)

test('★ a name beside one text, or an id that its writer knows, is found', () => {
  const room = createRoom(phases)
  begin(
    room,
    phases.findIndex(({ id: phase }) => phase === 'unnamed'),
  )
  room.send(ben, { id: id(77), type: 'card.post', body: { text: 'nameless text' } })
  room.next()
  const reveal = room.log.find((event) => event.type === 'cards.revealed')
  if (reveal?.type !== 'cards.revealed') throw new Error('nothing was revealed')
  const { mines, forgotten } = room
  const doctored = (more: { author?: PersonId; card?: string }) => {
    const cards = reveal.body.cards.map((card, index) => (index ? card : { ...card, ...more }))
    return { mines, forgotten, log: [{ ...reveal, body: { ...reveal.body, cards } }] }
  }
  namesNobody(doctored({}))
  expect(() => namesNobody(doctored({ author: ben }))).toThrow()
  expect(() => namesNobody(doctored({ card: id(77) }))).toThrow()
  expect(() => namesNobody({ mines, forgotten, log: [{ ...reveal, actor: ben }] })).toThrow()
})

test('G4: two presses of Next from any two tabs move one phase', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 6 }), (waits) => {
      const room = createRoom().goTo('round')
      const expectation = { seat: 1, phase: 'round' }
      for (const ms of waits) {
        room.send(amara, { type: 'phase.next', expect: expectation })
        room.wait(ms)
      }
      room.wait(12_000)
      expect(room.view.current).toBe(waits.length > 0 ? 'write' : 'round')
    }),
    { numRuns: 200 },
  )
})

test('G3: any split of the log into snapshot and events gives the same view', () => {
  const room = createRoom()
  room.goTo('write')
  room.send(ben, { type: 'card.post', body: { text: 'one' } })
  room.goTo('theme')
  room.send(chloe, { type: 'theme.make', body: { title: 'two' } })
  room.goTo('agree')
  room.send(dev, { type: 'statement.propose', body: { text: 'three' } })
  room.next()
  for (let cut = 1; cut <= room.log.length; cut += 1) {
    const snapshot = fold(room.log.slice(0, cut))
    const view = room.log.slice(cut).reduce((now, event) => applyEvent(now, event) ?? now, snapshot)
    expect(digestInput(view)).toBe(digestInput(room.view))
  }
})
