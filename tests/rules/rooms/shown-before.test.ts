import { expect, test } from 'vitest'
import { nothingBeside } from '#server/rooms/rules/beside.ts'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import { screenOf } from '#server/rooms/rules/screen.ts'
import { justShown, shownBefore } from '#server/rooms/rules/shown-before.ts'
import { ben, chloe, createRoom, dev, id, phase } from './room-in-memory.ts'

/** Three have written, and the room has gone on to a phase of another kind. */
function writtenBefore(kind: (typeof phaseKinds)[number], anonymous = false) {
  const more = {
    ...(kind === 'disclose' ? { stage: 'stage-1' } : {}),
    ...(kind === 'vote' ? { dots: 2 } : {}),
    ...(kind === 'scale' ? { scale: { min: 1, max: 5 } } : {}),
  }
  const phases = [
    phase('write', { id: 'first', anonymous }),
    phase(kind, { id: 'second', ...more }),
    phase('discuss', { id: 'third' }),
  ]
  const room = createRoom(phases)
  room.lead('room.open')
  room.lead('room.start')
  for (const [n, who] of [ben, chloe, dev].entries()) {
    room.send(who, { id: id(50 + n), type: 'card.post', body: { text: `Card ${n}` } })
  }
  expect(justShown(room.view, 'first')).toBeUndefined()
  room.next()
  return room
}

test('what is written in quiet is there to talk about, whatever kind of phase comes next', () => {
  for (const kind of phaseKinds) {
    const { view } = writtenBefore(kind)
    expect(justShown(view, 'second')?.cards.length, kind).toBe(3)
  }
})

test('a phase later it is still found, and is no longer what was just shown', () => {
  const room = writtenBefore('round')
  room.next()
  expect(justShown(room.view, 'third')).toBeUndefined()
  expect(shownBefore(room.view, 'third').map((one) => one.phase.id)).toEqual(['first'])
  room.next()
  expect(shownBefore(room.view, undefined)).toHaveLength(1)
})

test('values of a scale are found from the next phase on, on the wall too, and never before', () => {
  const scale = { min: 1, max: 5 }
  const room = createRoom([phase('scale', { scale }), phase('discuss')]).goTo('scale')
  room.send(ben, { type: 'scale.put', body: { value: 4 } })
  room.send(dev, { type: 'scale.put', body: { value: 4 } })
  expect(shownBefore(room.view, 'scale')).toEqual([])
  room.next()
  expect(justShown(room.view, 'discuss')).toMatchObject({ hasValues: true, cards: [] })
  const on = { beside: nothingBeside, rules: [], here: null, now: room.now }
  expect(screenOf({ view: room.view, ...on }).phase?.shown).toMatchObject({
    part: 'scale',
    values: [{ people: 0 }, { people: 0 }, { people: 0 }, { value: 4, people: 2 }, { people: 0 }],
  })
})

test('on the wall cards without names stand without a name, until the talk has cards of its own', () => {
  const { view } = writtenBefore('discuss', true)
  const on = { beside: nothingBeside, rules: [], here: null, now: 0 }
  // Three writers are asked first; with one more the cards are there.
  expect(JSON.stringify(screenOf({ view, ...on }).phase?.shown)).not.toContain('Ben')
  const named = writtenBefore('discuss')
  const shown = screenOf({ view: named.view, ...on }).phase?.shown
  if (shown?.part !== 'board') throw new Error('no board')
  const texts = shown.columns.flatMap(({ cards }) => cards.map(({ text }) => text))
  expect(texts.sort()).toEqual(['Card 0', 'Card 1', 'Card 2'])
  named.send(ben, { id: id(60), type: 'card.post', body: { text: 'A thought' } })
  expect(screenOf({ view: named.view, ...on }).phase?.shown).toMatchObject({
    columns: [{ cards: [{ text: 'A thought' }] }],
  })
})
