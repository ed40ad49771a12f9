import assert from 'node:assert/strict'
import { foldState } from '#server/rooms/rules/state.ts'
import type { Answer, Sent } from './disk.ts'
import type { Scenario, World } from './explore.ts'

type Promised = (end: World, scenario: Scenario) => void

/** What must hold when everything has been answered, whatever happened on the way. */
const promises = {
  'everything is answered': ({ heard }) => {
    for (const answers of heard) assert.ok(answers.length > 0)
  },

  'G1: what was acknowledged is there': ({ disk, heard }, { commands }) => {
    for (const [sent, answer] of acknowledged(commands, heard)) {
      if ('seq' in answer) assert.ok(isItsEvent(disk.log[answer.seq - 1], sent))
      else assert.ok((disk.mines.get(sent.actor)?.revision ?? 0) >= answer.mine)
    }
  },

  'G2: nothing is done twice': ({ disk, heard }, { commands }) => {
    for (const [sent, answer] of acknowledged(commands, heard)) {
      assert.deepEqual(place(answer), place(disk.known.get(sent.command.id)))
    }
    for (const answers of heard) {
      assert.ok(answers.filter(({ answer }) => answer.ok && !answer.duplicate).length <= 1)
    }
    const done = disk.key.split(' ').flatMap((name) => name.split('@')[0] || [])
    assert.equal(new Set(done).size, done.length)
    const { cards, statements } = disk.state.view
    assert.equal(new Set(cards.map(({ card }) => card)).size, cards.length)
    assert.equal(new Set(statements.map((one) => one.statement)).size, statements.length)
  },

  'G3: numbers without a hole, and a replay is the same': ({ disk: { log, state } }) => {
    log.forEach((event, index) => assert.equal(event.seq, index + 1))
    assert.deepEqual(foldState(log), state)
  },

  'one seat, and each holder with a number of their own': ({ disk: { log, state } }) => {
    const { people, seat } = state.view
    const holders = people.filter(({ role }) => role === 'facilitator')
    assert.deepEqual(
      holders.map(({ person }) => person),
      [seat.person],
    )
    const numbers = log.flatMap((one) => (one.type === 'seat.moved' ? [one.body.seat] : []))
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 2),
    )
    assert.equal(seat.number, 1 + numbers.length)
  },

  'G5: a text without a name has none in the log': ({ disk: { log, state } }) => {
    const unnamed = new Set(state.view.phases.flatMap((one) => (one.anonymous ? [one.id] : [])))
    for (const event of log) {
      if (event.type !== 'cards.revealed' && event.type !== 'card.posted') continue
      if (!unnamed.has(event.body.phase)) continue
      assert.equal(event.actor, undefined)
      const cards = event.type === 'cards.revealed' ? event.body.cards : [event.body]
      for (const { author } of cards) assert.equal(author, undefined)
    }
  },

  'two presses of Next move one phase': ({ disk: { log } }, { disk: begun }) => {
    const since = log.slice(begun.log.length)
    assert.ok(since.filter(({ type }) => type === 'phase.closing').length <= 1)
  },
} as const satisfies Record<string, Promised>
export type PromiseName = keyof typeof promises

const named: [string, Promised][] = Object.entries(promises)

/** Throws where one of the promises does not hold. */
export function promisesOf(scenario: Scenario) {
  return (end: World): void => {
    for (const [name, holds] of named) {
      try {
        holds(end, scenario)
      } catch (error) {
        throw new Error(`${name}, but not after ${end.disk.key}`, { cause: error })
      }
    }
  }
}

/** Puts the name of each promise that does not hold into `broken`. */
export function brokenPromisesOf(scenario: Scenario, broken: Set<string>) {
  return (end: World): void => {
    for (const [name, holds] of named) {
      try {
        holds(end, scenario)
      } catch {
        broken.add(name)
      }
    }
  }
}

type Accepted = Extract<Answer, { ok: true }>

function acknowledged(commands: readonly Sent[], heard: World['heard']): [Sent, Accepted][] {
  return commands.flatMap((sent, n) =>
    (heard[n] ?? []).flatMap(({ answer }): [Sent, Accepted][] =>
      answer.ok ? [[sent, answer]] : [],
    ),
  )
}

function place(answer: Answer | undefined) {
  if (!answer?.ok) return answer
  return 'seq' in answer ? [answer.stream, answer.seq] : answer.mine
}

const eventOf: Record<string, string> = {
  'card.post': 'card.posted',
  'card.revise': 'card.revised',
  'phase.next': 'phase.closing',
  'room.pause': 'room.paused',
  'seat.take': 'seat.moved',
  'seat.give': 'seat.moved',
  'hand.raise': 'hand.raised',
  'statement.propose': 'statement.proposed',
  'statement.revise': 'statement.revised',
  'statement.sign': 'statement.signed',
  'turn.finish': 'turn.ended',
  'turn.next': 'turn.ended',
  'person.remove': 'person.removed',
}

function isItsEvent(event: World['disk']['log'][number] | undefined, { command, actor }: Sent) {
  if (event?.type !== eventOf[command.type] || event?.actor !== actor) return false
  if (event.type === 'card.posted') return event.body.card === command.id
  if (event.type === 'statement.proposed') return event.body.statement === command.id
  return true
}
