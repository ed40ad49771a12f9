import assert from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { ownView } from '#server/rooms/rules/mine.ts'
import { mine as mineShape, view as viewShape } from '#server/rooms/rules/shapes.ts'
import { foldState } from '#server/rooms/rules/state.ts'
import { applyEvent, digestInput, fold } from '#server/rooms/rules/view.ts'
import {
  amara,
  ben,
  chloe,
  createRoom,
  dev,
  ewa,
  id,
  olu,
  type Given,
  type RoomInMemory,
} from './room-in-memory.ts'

/** `npm run chaos` asks for more; a failing seed can be repeated. */
const runs = Number(process.env['MODEL_RUNS'] ?? 5_000)
const seed = process.env['MODEL_SEED'] ? { seed: Number(process.env['MODEL_SEED']) } : {}

const people = [amara, ewa, ben, chloe, dev, olu] as const
const privately = 'for nobody else'

/** What somebody means to do; what it comes to depends on the room that it meets. */
type Intent =
  | { do: 'wait'; ms: number }
  | { do: 'close'; ms: number }
  | { do: 'lead'; type: string; pick: number; honest: boolean }
  | { do: 'send'; who: number; type: string; pick: number; reuse: boolean }

const leads = [
  ...['room.open', 'room.start', 'room.pause', 'room.resume', 'room.close', 'seat.take'],
  ...['phase.next', 'phase.next', 'phase.next', 'phase.open', 'phase.extend', 'stage.release'],
  ...['turn.next', 'staff.add', 'staff.remove', 'deputy.name', 'role.set', 'seat.give'],
  ...['person.remove', 'groups.form', 'groups.recall'],
]
const sends = [
  ...['rules.accept', 'stage.open', 'draft.save', 'draft.save', 'learning.save', 'card.post'],
  ...['card.post', 'card.late', 'card.revise', 'card.withdraw', 'card.move', 'theme.make'],
  ...['theme.rename', 'vote.put', 'vote.put', 'scale.put', 'turn.finish', 'turn.pass'],
  ...['hand.raise', 'hand.lower', 'pause.ask', 'statement.propose', 'statement.revise'],
  ...['statement.sign', 'action.add', 'action.change', 'seat.take', 'group.help', 'nonsense'],
]

const shortOrLong = fc.constantFrom(1, 900, 1_500, 9_999, 10_500, 12_000)
/** The observer and the facilitator come up now and then, Ben and Chloe most of the time. */
const who = fc.constantFrom(0, 1, 2, 2, 2, 2, 3, 3, 4, 5)

const intent: fc.Arbitrary<Intent> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: shortOrLong }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), ms: shortOrLong }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('lead' as const),
      type: fc.constantFrom(...leads),
      pick: fc.nat(20),
      honest: fc.boolean(),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      who,
      type: fc.constantFrom(...sends),
      pick: fc.nat(20),
      reuse: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    }),
  },
)

function among<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)]
}

function bodyOf(room: RoomInMemory, type: string, pick: number): object {
  const { view } = room
  const text = `text ${pick}`
  const phase = among(view.phases, pick)?.id
  const card = among([...view.cards, ...room.mineOf(ben).cards], pick)?.card ?? id(900)
  const theme = among(view.themes, pick)?.theme ?? id(901)
  const statement = among(view.statements, pick)
  const targets = [...view.themes.map((one) => one.theme), ...view.cards.map((one) => one.card)]
  switch (type) {
    case 'draft.save':
      return {
        phase: pick % 2 ? view.current : phase,
        field: among(['note', 'card', 'statement'], pick),
        text: pick === 3 ? '' : privately,
      }
    case 'learning.save':
      return { learnt: privately }
    case 'card.post':
      return pick % 5 === 0 ? { text, theme } : { text }
    case 'card.late':
      return { text, phase, late: true }
    case 'card.revise':
      return { card, text }
    case 'card.withdraw':
      return { card }
    case 'card.move':
      return { card, theme: pick % 3 === 0 ? null : theme }
    case 'theme.make':
      return { title: text }
    case 'theme.rename':
      return { theme, title: text }
    case 'vote.put':
      return { target: among(targets, pick), dots: among([2, 1, 3, 0, 2], pick >> 1) }
    case 'scale.put':
      return { value: pick % 7 }
    case 'statement.propose':
      return { text }
    case 'statement.revise':
      return { statement: statement?.statement ?? id(902), text }
    case 'statement.sign':
      return {
        statement: statement?.statement ?? id(902),
        revision: statement?.revision ?? 1,
        position: among(['agree', 'reserve', 'disagree'], pick),
      }
    case 'action.add':
      return { text, owner: 'Ben' }
    case 'action.change':
      return { action: among(view.actions, pick)?.action ?? id(903), text }
    case 'stage.open':
    case 'stage.release':
      return { stage: `stage-${1 + (pick % 3)}` }
    case 'phase.open':
      return { phase }
    case 'phase.extend':
      return { minutes: 1 + pick }
    case 'role.set':
      return { person: among(people, pick), role: among(['participant', 'observer'], pick) }
    case 'staff.add':
    case 'staff.remove':
    case 'deputy.name':
    case 'seat.give':
    case 'person.remove':
      return { person: among(people, pick) }
    case 'groups.form':
      return { groups: [{ group: 'g', title: 'G', people: [ben] }] }
    default:
      return {}
  }
}

function carryOut(room: RoomInMemory, step: Intent, used: string[]): void {
  if (step.do === 'wait') return room.wait(step.ms)
  if (step.do === 'close') {
    checked(room, room.view.seat.person, () => room.lead('phase.next'))
    return room.wait(step.ms)
  }
  const body = bodyOf(room, step.type, step.pick)
  if (step.do === 'lead') {
    if (step.honest) return checked(room, room.view.seat.person, () => room.lead(step.type, body))
    const who = among(people, step.pick) ?? ben
    const expect = { seat: 1 + (step.pick % 3), phase: among(room.view.phases, step.pick)?.id }
    return checked(room, who, () => room.send(who, { type: step.type, body, expect }))
  }
  const who = among(people, step.who) ?? ben
  const type = step.type === 'card.late' ? 'card.post' : step.type
  const given: Given = { type, body }
  if (step.reuse && used.length > 0) given.id = among(used, step.pick)
  else used.push((given.id = id(2_000 + used.length)))
  if (type === 'seat.take') given.expect = { seat: room.view.seat.number }
  if (type === 'statement.revise') {
    given.expect = { revision: among(room.view.statements, step.pick)?.revision ?? 1 }
  }
  // Who finishes a sentence after the deadline says which phase it belongs to.
  if (
    step.pick % 2 &&
    (type === 'card.post' || type === 'statement.propose') &&
    step.type === type
  ) {
    given.expect = { phase: room.view.current }
  }
  checked(room, who, () => room.send(who, given))
}

/** Carries out one command and holds what it did against the promises. */
function checked(
  room: RoomInMemory,
  actor: PersonId,
  send: () => ReturnType<RoomInMemory['send']>,
): void {
  room.wait(0)
  const before = room.state
  const length = room.log.length
  const mines = new Map(room.mines)
  const answer = send()
  if (!answer.ok || answer.duplicate) {
    assert.equal(room.log.length, length)
    for (const [person, own] of room.mines) assert.equal(mines.get(person), own)
  }
  if (!answer.ok) {
    const over = ['closed', 'abandoned'].includes(before.view.room.status)
    if (over) assert.ok(['closed', 'invalid'].includes(answer.error.code))
    return
  }
  const now = before.view.phases.find((one) => one.id === before.view.current)
  const deadline = now?.deadline === undefined ? Infinity : Date.parse(now.deadline)
  const isPast = room.now >= deadline
  const begun = (mines.get(actor)?.drafts ?? []).some(
    (draft) => draft.phase === now?.id && draft.since < deadline,
  )
  const added = [...room.mines].flatMap(([person, own]) =>
    own.cards.filter((card) => !mines.get(person)?.cards.includes(card)),
  )
  for (const card of added) {
    assert.equal(card.phase, now?.id)
    assert.ok(!isPast || (begun && room.now < deadline + 2_000))
  }
  for (const event of answer.events) {
    if (event.type !== 'card.posted' && event.type !== 'statement.proposed') continue
    assert.equal(before.view.room.status, 'running')
    if (event.type === 'card.posted' && event.body.late) continue
    assert.ok(now?.state === 'open' || now?.state === 'closing')
    if (event.type === 'card.posted') assert.equal(event.body.phase, now.id)
    assert.ok(!isPast || (begun && room.now < deadline + 2_000))
  }
}

function holds(room: RoomInMemory): void {
  const { view } = room
  const holders = view.people.filter((one) => one.role === 'facilitator')
  assert.deepEqual(
    holders.map((one) => one.person),
    [view.seat.person],
  )
  const open = view.phases.filter((one) => one.state === 'open' || one.state === 'closing')
  const expected = view.current === undefined ? [] : [view.current]
  assert.deepEqual(
    open.map((one) => one.id),
    expected,
  )
  const targets = new Set([
    ...view.cards.map((one) => one.card),
    ...view.themes.map((one) => one.theme),
  ])
  for (const { id: phase, dots } of view.phases) {
    for (const own of room.mines.values()) {
      const votes = Object.entries(own.votes[phase] ?? {})
      const given = votes.filter(([target]) => targets.has(target))
      assert.ok(given.reduce((sum, [, count]) => sum + count, 0) <= (dots ?? 0))
    }
  }
  for (const { order, now } of Object.values(view.turns)) {
    assert.ok(now === undefined || order.includes(now))
  }
}

function holdsAtTheEnd(room: RoomInMemory, cut: number): void {
  room.log.forEach((event, index) => assert.equal(event.seq, index + 1))
  assert.deepEqual(foldState(room.log), room.state)
  assert.deepEqual(viewShape.parse(room.view), room.view)
  for (const own of room.mines.values()) {
    const seen = ownView(own)
    assert.deepEqual(mineShape.parse(seen), seen)
  }
  const at = cut % room.log.length
  const snapshot = fold(room.log.slice(0, at + 1))
  const later = room.log.slice(at + 1)
  const joined = later.reduce<typeof snapshot>(
    (view, event) => applyEvent(view, event) ?? view,
    snapshot,
  )
  assert.equal(digestInput(joined), digestInput(room.view))
  assert.ok(!JSON.stringify(room.log).includes(privately))
  const over = ['closed', 'abandoned'].includes(room.view.room.status)
  if (over) for (const own of room.mines.values()) assert.deepEqual(own.cards, [])
}

function play(steps: readonly Intent[], cut: number, begin: (room: RoomInMemory) => void): void {
  const room = createRoom()
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

test('G4: the reducer is sound: never throws, one seat, votes within budget, nothing after the close but grace; replay = live', () => {
  const steps = fc.array(intent, { minLength: 4, maxLength: 30, size: 'max' })
  fc.assert(
    fc.property(steps, fc.nat(), fc.nat(11), (intents, cut, start) => {
      play(intents, cut, (room) => {
        const kind = room.view.phases[start]?.kind
        if (kind) room.goTo(kind)
        if (kind !== 'theme' && kind !== 'vote') return
        room.lead('phase.open', { phase: 'theme' })
        room.wait(12_000)
        for (const title of ['a', 'b']) room.send(ben, { type: 'theme.make', body: { title } })
        if (kind === 'vote') room.goTo('vote')
      })
    }),
    { numRuns: runs, ...seed },
  )
}, 300_000)

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
