import { amara, ben, chloe, createRoom, dev, ewa, id, phase } from '../room-in-memory.ts'
import { diskOf, sent, type Sent } from './disk.ts'
import type { Scenario } from './explore.ts'

type Room = ReturnType<typeof createRoom>

function scenario(name: string, room: Room, commands: Sent[], jumpMs?: number): Scenario {
  const made = { name, disk: diskOf(room), commands, now: room.now }
  return jumpMs === undefined ? made : { ...made, jumpMs }
}

const next = (room: Room) => ({
  type: 'phase.next',
  expect: { seat: room.view.seat.number, phase: room.view.current },
})

/** Two tabs of the facilitator press Next, a colleague takes the seat, somebody pauses. */
export function twoTabsAndATaker(): Scenario {
  const room = createRoom().goTo('discuss')
  return scenario('two tabs and a taker of the seat', room, [
    sent(0, amara, next(room)),
    sent(1, amara, next(room)),
    sent(2, ewa, { type: 'seat.take', expect: { seat: 1 } }),
    sent(3, amara, { type: 'room.pause', expect: { seat: 1 } }),
  ])
}

/** The seat goes three ways at once: given, taken, and its new holder removed. */
export function threeWaysForTheSeat(): Scenario {
  const room = createRoom().goTo('discuss')
  return scenario('three ways for the seat', room, [
    sent(0, amara, { type: 'seat.give', body: { person: ben }, expect: { seat: 1 } }),
    sent(1, ewa, { type: 'seat.take', expect: { seat: 1 } }),
    sent(2, amara, { type: 'person.remove', body: { person: ben }, expect: { seat: 1 } }),
    sent(3, ewa, { type: 'seat.take', expect: { seat: 2 } }),
  ])
}

/** Open cards: one is posted and revised by its author while others post and raise a hand. */
export function openCards(): Scenario {
  const room = createRoom().goTo('discuss')
  return scenario('open cards', room, [
    sent(0, ben, { type: 'card.post', body: { text: 'We ask first.' } }),
    sent(1, ben, { type: 'card.revise', body: { card: id(5_000), text: 'We ask him first.' } }),
    sent(2, chloe, { type: 'card.post', body: { text: 'Who asks the school?' } }),
    sent(3, dev, { type: 'hand.raise' }),
  ])
}

/** Private cards, and the close that reveals them: what is accepted late must not be lost. */
export function privateCardsAndTheirClose(): Scenario {
  const room = createRoom().goTo('write')
  const draft = { phase: 'write', field: 'card', text: 'begun before the deadline' }
  room.send(chloe, { type: 'draft.save', body: draft })
  return scenario(
    'private cards and their close',
    room,
    [
      sent(0, amara, next(room)),
      sent(1, ben, { type: 'card.post', body: { text: 'one' }, expect: { phase: 'write' } }),
      sent(2, chloe, { type: 'card.post', body: { text: draft.text }, expect: { phase: 'write' } }),
    ],
    12_500,
  )
}

/** One statement, a new version of it, and two people who sign what they read. */
export function aStatementAndItsVersions(): Scenario {
  const room = createRoom().goTo('agree')
  room.send(dev, { id: id(4_900), type: 'statement.propose', body: { text: 'We ask first.' } })
  const sign = (revision: number) => ({
    type: 'statement.sign',
    body: { statement: id(4_900), revision, position: 'agree' },
  })
  return scenario('a statement and its versions', room, [
    sent(0, ben, {
      type: 'statement.revise',
      body: { statement: id(4_900), text: 'We ask the child first.' },
      expect: { revision: 1 },
    }),
    sent(1, chloe, sign(1)),
    sent(2, chloe, sign(2)),
    sent(3, dev, {
      type: 'statement.revise',
      body: { statement: id(4_900), text: 'We ask everybody first.' },
      expect: { revision: 1 },
    }),
  ])
}

/** A turn that its speaker ends while the facilitator moves on and a phase is closed. */
export function aTurnAndTwoEnds(): Scenario {
  const room = createRoom().goTo('round')
  const speaker = room.view.turns['round']?.now ?? ben
  return scenario(
    'a turn and two ends of it',
    room,
    [
      sent(0, speaker, { type: 'turn.finish' }),
      sent(1, amara, { type: 'turn.next', expect: { seat: 1 } }),
      sent(2, amara, next(room)),
    ],
    12_500,
  )
}

/** Cards without names: the fourth writer comes, one takes a card back, and the phase closes. */
export function aCloseWithoutNames(): Scenario {
  const phases = [phase('welcome'), phase('write', { anonymous: true }), phase('discuss')]
  const room = createRoom(phases).goTo('write')
  for (const [n, person] of [ben, chloe, ewa].entries()) {
    room.send(person, { id: id(4_800 + n), type: 'card.post', body: { text: `card ${n}` } })
  }
  return scenario(
    'a close without names',
    room,
    [
      sent(0, amara, next(room)),
      sent(1, dev, { type: 'card.post', body: { text: 'fourth' }, expect: { phase: 'write' } }),
      sent(2, ben, { type: 'card.withdraw', body: { card: id(4_800) } }),
    ],
    12_500,
  )
}

export const scenarios = [
  twoTabsAndATaker,
  threeWaysForTheSeat,
  openCards,
  privateCardsAndTheirClose,
  aStatementAndItsVersions,
  aTurnAndTwoEnds,
  aCloseWithoutNames,
] as const
