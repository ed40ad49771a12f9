import assert from 'node:assert/strict'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { applyBeside, nothingBeside } from '#server/rooms/rules/beside.ts'
import { isGroupStream, type LogEvent } from '#server/rooms/rules/events.ts'
import { ownView } from '#server/rooms/rules/mine.ts'
import { mine as mineShape, view as viewShape } from '#server/rooms/rules/shapes.ts'
import { foldState } from '#server/rooms/rules/state.ts'
import { applyEvent, digestInput, fold } from '#server/rooms/rules/view.ts'
import type { RoomInMemory } from '../room-in-memory.ts'

/** What people write for themselves: it may stand in no log. */
export const privately = 'for nobody else'

/** Carries out one command and holds what it did against the promises. */
export function checked(
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

/** What holds after every step. */
export function holds(room: RoomInMemory): void {
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

/** What holds of a whole log. */
export function holdsAtTheEnd(room: RoomInMemory, cut: number): void {
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
export function namesNobody(room: Pick<RoomInMemory, 'log' | 'mines' | 'forgotten'>): void {
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
