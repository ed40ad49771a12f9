import { expect, test } from 'vitest'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import { cautions, outlook, partsToCast, possibleWriters } from '#server/rooms/rules/outlook.ts'
import {
  amara,
  ben,
  chloe,
  createRoom,
  dev,
  everyKind,
  ewa,
  olu,
  parts,
  phase,
} from './room-in-memory.ts'

test('whoever leads reads what the next press ends and what it brings, in every kind of phase', () => {
  for (const kind of phaseKinds) {
    const phases = [phase(kind), phase('discuss', { id: 'talk' })]
    const room = createRoom(phases)
    room.lead('room.open')
    room.lead('room.start')
    const { ends, brings, next } = outlook(room.view)
    expect(next?.id).toBe('talk')
    expect(ends, kind).toMatch(/^[A-Z].{20,}\.$/)
    expect(brings).toContain('Open talk.')
  }
})

test('every kind says what its opening brings', () => {
  for (const kind of phaseKinds) {
    const room = createRoom([phase('welcome', { id: 'before' }), phase(kind)])
    room.lead('room.open')
    room.lead('room.start')
    expect(outlook(room.view).brings, kind).toMatch(/^[A-Z].{15,}\.$/)
  }
})

test('a part of the case is not shown by the press: it says what to press after that', () => {
  const room = createRoom().goTo('welcome')
  expect(outlook(room.view).brings).toBe(
    'Nothing is shown yet. Introduce part 1, then press “Release part 1”.',
  )
})

test('after the last phase there is nothing to bring', () => {
  const room = createRoom([phase('own-learning')]).goTo('own-learning')
  expect(outlook(room.view)).toMatchObject({ next: null, brings: null })
  expect(cautions(room.view, null)).toEqual([])
})

test('before small groups it is said that their notes become part of the record', () => {
  const room = createRoom([phase('discuss'), phase('small-groups')]).goTo('discuss')
  const [caution] = cautions(room.view, null)
  expect(caution?.title).toContain('becomes part of the room’s record')
})

test('before a phase without names fewer than 4 possible writers are warned of, more are not', () => {
  const room = createRoom([phase('discuss'), phase('write', { anonymous: true })]).goTo('discuss')
  const everyone = [amara, ewa, ben, chloe, dev, olu]
  // Six are in the room; the observer writes nothing.
  expect(possibleWriters(room.view, null)).toBe(5)
  expect(cautions(room.view, everyone)).toEqual([])
  expect(cautions(room.view, [amara, ewa, ben, olu])[0]).toEqual({
    title: 'Small group: 3 people can write.',
    text: 'The team may guess who wrote a card. So each writer is asked before anything is shown.',
  })
  expect(cautions(room.view, [amara, ewa, ben, chloe])[0]?.text).toContain('If one more leaves')
})

test('a phase with names needs no warning, however few are here', () => {
  const room = createRoom(everyKind).goTo('round')
  expect(outlook(room.view).next?.kind).toBe('write')
  expect(cautions(room.view, [amara])).toEqual([])
})

test('where the format says who speaks, the next step is not called open talk', () => {
  const room = createRoom([phase('welcome'), phase('discuss'), phase('round')])
  room.lead('room.open')
  room.lead('room.start')
  const speaks = { discuss: 'Only the presenter speaks.', round: 'Each asks one question.' }
  expect(outlook(room.view, speaks).brings).toBe('Who speaks: Only the presenter speaks.')
  expect(outlook(room.view).brings).toContain('Open talk.')
  room.next()
  expect(outlook(room.view, speaks).brings).toMatch(
    /one turn.* Who speaks: Each asks one question\.$/,
  )
})

test('parts that nobody plays are named until the first phase in which they matter is over', () => {
  const room = createRoom([phase('welcome'), phase('discuss'), phase('round')]).goTo('welcome')
  const format = { parts, speaks: { discuss: 'Only the presenter speaks.' } }
  const missing = () =>
    partsToCast(room.view, room.state.beside.cast, format).map(({ part }) => part)
  expect(missing()).toEqual(['presenter', 'observers'])
  room.lead('part.cast', { part: 'presenter', person: ben, plays: true })
  room.next()
  expect(missing()).toEqual(['observers'])
  room.next()
  expect(missing()).toEqual([])
})
