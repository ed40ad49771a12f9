import { expect, test } from 'vitest'
import { leftMs } from '#app/room-client/room-clock.ts'
import { groupOfCard, heldMs, isHeld } from '#server/rooms/rules/beside.ts'
import { screenOf } from '#server/rooms/rules/screen.ts'
import { summaryOf } from '#server/rooms/rules/summary.ts'
import { summaryPaper } from '#server/rooms/rules/summary-paper.ts'
import { amara, ben, chloe, createRoom, dev, id, phase } from './room-in-memory.ts'

const minute = 60_000
type InMemory = ReturnType<typeof createRoom>
const now = (room: InMemory) => Date.parse(room.log.at(-1)?.at ?? '')

test('hands stand with the instant since when they are raised, in their order, and fall with the phase', () => {
  const room = createRoom().goTo('discuss')
  room.send(ben, { type: 'hand.raise' })
  room.wait(minute)
  room.send(dev, { type: 'hand.raise' })
  room.send(ben, { type: 'hand.raise' })
  const { hands } = room.state.beside
  expect(hands.map(({ person }) => person)).toEqual([ben, dev])
  expect(hands.map(({ person }) => person)).toEqual(room.view.hands)
  const [first, second] = hands.map(({ at }) => Date.parse(at))
  expect((second ?? 0) - (first ?? 0)).toBe(minute)
  room.next()
  expect(room.state.beside.hands).toEqual([])
})

test('who is given the floor has it, with the hand down, until somebody else or the next phase has', () => {
  const room = createRoom().goTo('discuss')
  room.send(ben, { type: 'hand.raise' })
  expect(
    room.send(chloe, { type: 'floor.give', body: { person: ben }, expect: { seat: 1 } }),
  ).toMatchObject({
    error: { code: 'forbidden' },
  })
  room.lead('floor.give', { person: ben })
  expect(room.state.beside).toMatchObject({ floor: ben, hands: [] })
  expect(room.view.hands).toEqual([])
  room.lead('floor.give', { person: dev })
  expect(room.state.beside.floor).toBe(dev)
  room.next()
  expect(room.state.beside.floor).toBeUndefined()
})

test('a held clock stands still, on the wall too, and goes on where it stood', () => {
  const room = createRoom().goTo('discuss')
  const current = room.view.phases.find(({ id: one }) => one === room.view.current)
  if (!current) throw new Error('no phase is open')
  const left = () => leftMs(current, at, heldMs(room.state.beside, current.id, at))
  const wall = () => screenOf({ ...room.state, rules: [], here: null, now: at }).phase?.minutesLeft
  room.wait(minute)
  room.lead('clock.hold')
  let at = now(room)
  const before = left()
  const shown = wall()
  room.lead('clock.hold')
  room.wait(3 * minute)
  at += 3 * minute
  expect(isHeld(room.state.beside, current.id)).toBe(true)
  expect(left()).toBe(before)
  expect(wall()).toBe(shown)
  room.lead('clock.run')
  room.wait(minute)
  at += minute
  expect(left()).toBe(before - minute)
  // ★ Without what was held it would be three minutes less.
  expect(leftMs(current, at)).toBe(before - 4 * minute)
  room.next()
  expect(room.state.beside.clock).toBeUndefined()
})

test('a note of a small group names its group in the summary and on paper; no other card does', () => {
  const room = createRoom([phase('small-groups'), phase('discuss')])
  room.goTo('small-groups')
  const groups = [
    { group: 'g1', title: 'Group 1', people: [ben, chloe] },
    { group: 'g2', title: 'Group 2', people: [dev, amara] },
  ]
  room.lead('groups.form', { groups })
  room.send(chloe, { id: id(1), type: 'card.post', body: { text: 'Ask the sister first.' } })
  room.lead('groups.recall')
  room.next()
  room.send(dev, { id: id(2), type: 'card.post', body: { text: 'We go on Monday.' } })
  const { view, beside } = room.state
  expect(groupOfCard(beside, id(1))).toBe('Group 1')
  expect(groupOfCard(beside, id(2))).toBeUndefined()
  const summary = summaryOf(view, beside)
  expect(summary.groups).toEqual({ [id(1)]: 'Group 1' })
  const paper = JSON.stringify(
    summaryPaper({ summary, people: view.people, teamName: '', startsAt: 0, madeAt: 0 }),
  )
  expect(paper).toMatch(/Chloe[^"]*, Group 1"/)
  expect(paper.match(/Group 1/g)).toHaveLength(1)
})

test('the wall names who plays which part, and nobody while names are off', () => {
  const room = createRoom([phase('discuss'), phase('write', { anonymous: true })])
  room.lead('part.cast', { part: 'presenter', person: ben, plays: true })
  room.goTo('discuss')
  const parts = [
    { part: 'presenter', title: 'Presenter', does: 'Tells the case.', several: false },
    { part: 'observers', title: 'Observers', does: 'Listen.', several: true },
  ]
  const wall = () => screenOf({ ...room.state, rules: [], parts, here: null, now: now(room) })
  expect(wall().parts).toEqual([{ title: 'Presenter', names: ['Ben'] }])
  room.next()
  expect(wall().parts).toEqual([])
})

test('in a round in which the others ask, whoever is asked has no turn; where nobody plays the part, all have', () => {
  const asked = [phase('welcome'), phase('round', { noTurn: 'presenter' })]
  const room = createRoom(asked)
  room.lead('part.cast', { part: 'presenter', person: ben, plays: true })
  room.lead('part.cast', { part: 'observers', person: chloe, plays: true })
  const { order } = room.goTo('round').view.turns['round'] ?? { order: [] }
  expect(order).not.toContain(ben)
  expect(order).toContain(chloe)
  expect(order.at(-1)).toBe(amara)
  expect(createRoom(asked).goTo('round').view.turns['round']?.order).toContain(ben)
})
