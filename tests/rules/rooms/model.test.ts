import assert from 'node:assert/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { ownView } from '#server/rooms/rules/mine.ts'
import { mine as mineShape, view as viewShape } from '#server/rooms/rules/shapes.ts'
import { foldState } from '#server/rooms/rules/state.ts'
import { applyBeside, nothingBeside } from '#server/rooms/rules/beside.ts'
import { isGroupStream, type LogEvent } from '#server/rooms/rules/events.ts'
import type { PhasePlan } from '#server/rooms/rules/shapes.ts'
import { applyEvent, digestInput, fold } from '#server/rooms/rules/view.ts'
import { keptCases } from '#tests/support/kept-cases.ts'
import {
  amara,
  ben,
  chloe,
  createRoom,
  dev,
  everyKind,
  ewa,
  id,
  olu,
  phase as planned,
  type Given,
  type RoomInMemory,
} from './room-in-memory.ts'

/** `npm run chaos` asks for more; a failing seed can be repeated. */
const runs = Number(process.env['MODEL_RUNS'] ?? 5_000)
const seed = process.env['MODEL_SEED'] ? { seed: Number(process.env['MODEL_SEED']) } : {}

/** Every kind of phase, and writing once more without names. */
const phases: PhasePlan[] = [
  ...everyKind,
  planned('write', { id: 'unnamed', title: 'Without names', anonymous: true }),
  planned('small-groups'),
]
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
  ...['person.remove', 'groups.form', 'groups.form', 'groups.recall', 'part.cast'],
]
const sends = [
  ...['rules.accept', 'stage.open', 'draft.save', 'draft.save', 'learning.save', 'card.post'],
  ...['card.post', 'card.late', 'card.revise', 'card.withdraw', 'card.move', 'theme.make'],
  ...['theme.rename', 'vote.put', 'vote.put', 'scale.put', 'turn.finish', 'turn.pass'],
  ...['hand.raise', 'hand.lower', 'pause.ask', 'statement.propose', 'statement.revise'],
  ...['statement.sign', 'action.add', 'action.change', 'seat.take', 'group.help', 'nonsense'],
  ...['reveal.answer', 'reveal.answer', 'company.set', 'company.leave'],
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

/** Texts say where they were written, so that one that turns up elsewhere is found. */
function wordsIn(phase: string | undefined): string {
  if (phase === 'unnamed') return 'nameless text'
  return phase === 'small-groups' ? 'text of a group' : 'text'
}

function bodyOf(room: RoomInMemory, type: string, pick: number): object {
  const { view } = room
  const text = `${wordsIn(view.current)} ${pick}`
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
      return {
        groups: [
          { group: 'g', title: 'G', people: pick % 3 ? [ben] : [ben, chloe] },
          { group: 'h', title: 'H', people: [dev, ...(pick % 2 ? [ewa] : [])] },
        ],
      }
    case 'reveal.answer':
      return { phase: 'unnamed', share: pick % 3 > 0 }
    case 'part.cast':
      return {
        part: among(['presenter', 'observers'], pick),
        person: among(people, pick),
        plays: pick % 4 > 0,
      }
    case 'company.set':
      return { people: [among(people, pick), among(people, pick >> 2)] }
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
  const streams = new Map<string, LogEvent[]>()
  for (const event of room.log) {
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event])
  }
  for (const events of streams.values()) {
    events.forEach((event, index) => assert.equal(event.seq, index + 1))
  }
  assert.deepEqual(foldState(room.log), room.state)
  assert.deepEqual(viewShape.parse(room.view), room.view)
  for (const own of room.mines.values()) {
    const seen = ownView(own)
    assert.deepEqual(mineShape.parse(seen), seen)
  }
  joinsAnywhere(streams.get('room') ?? [], cut, room)
  assert.ok(!JSON.stringify(room.log).includes(privately))
  const over = ['closed', 'abandoned'].includes(room.view.room.status)
  if (over) for (const own of room.mines.values()) assert.deepEqual(own.cards, [])
  namesNobody(room)
  staysInItsGroup(streams)
}

/** Whoever comes in at `cut` with a snapshot sees what those see who were there all along. */
function joinsAnywhere(events: readonly LogEvent[], cut: number, room: RoomInMemory): void {
  const at = (cut % events.length) + 1
  const snapshot = {
    view: fold(events.slice(0, at)),
    beside: events.slice(0, at).reduce(applyBeside, nothingBeside),
  }
  const joined = events.slice(at).reduce(
    ({ view, beside }, event) => ({
      view: applyEvent(view, event) ?? view,
      beside: applyBeside(beside, event),
    }),
    snapshot,
  )
  assert.equal(digestInput(joined.view), digestInput(room.view))
  assert.deepEqual(joined.beside, room.state.beside)
}

/** In a phase without names no event says who wrote, and no id leads back to who sent it. */
function namesNobody(room: Pick<RoomInMemory, 'log' | 'mines' | 'forgotten'>): void {
  const sent = new Set(room.forgotten)
  for (const own of room.mines.values()) {
    for (const { card, phase } of own.cards) if (phase === 'unnamed') sent.add(card)
  }
  for (const event of room.log) {
    const isText = event.type === 'cards.revealed' || event.type === 'card.posted'
    if (!isText || event.body.phase !== 'unnamed') continue
    assert.equal(event.actor, undefined)
    const cards = event.type === 'cards.revealed' ? event.body.cards : [event.body]
    for (const { author, card } of cards) {
      assert.equal(author, undefined)
      assert.ok(!sent.has(card))
    }
  }
}

/** What a group writes stands in its stream alone until everybody is called back. */
function staysInItsGroup(streams: ReadonlyMap<string, LogEvent[]>): void {
  for (const [stream, events] of streams) {
    if (isGroupStream(stream)) continue
    for (const event of events) {
      if (event.type !== 'card.posted') continue
      assert.ok(event.body.late === true || event.body.phase !== 'small-groups')
    }
  }
}

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
