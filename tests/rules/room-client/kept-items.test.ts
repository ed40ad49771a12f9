import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { RawCommand } from '#app/room-client/form-command.ts'
import { keptItem, keptOf, pressLastsMs, restored, textsOf } from '#app/room-client/kept-items.ts'
import {
  answered,
  draftOf,
  emptyOutbox,
  next,
  put,
  refused,
  sent,
  textOf,
  typed,
  unsentText,
  type Outbox,
} from '#app/room-client/outbox.ts'
import { room } from './room-cases.ts'

const key = 'write/card'
const card = (id: string, text: string): RawCommand => ({
  ...{ id, room, type: 'card.post', body: { text }, expect: { phase: 'write' } },
})
const draft = (id: string, text: string): RawCommand => ({
  ...{ id, room, type: 'draft.save', body: { phase: 'write', field: 'card', text }, expect: {} },
})
const press = (id: string): RawCommand => ({
  ...{ id, room, type: 'hand.raise', body: {}, expect: {} },
})

/** A page that ended with `outbox`, loaded again where the server has `saved` in the field. */
function reloaded(outbox: Outbox, saved = '', now = 1_000): Outbox {
  const text = JSON.stringify([...keptOf(outbox).values()])
  const items = z.array(keptItem).parse(JSON.parse(text))
  return restored(emptyOutbox, items, { savedIn: () => saved, now })
}

describe('what lies on the device', () => {
  test('a typed text goes on where the server still has what it had then', () => {
    const before = typed(emptyOutbox, key, { text: 'Half a sen', base: 'Half', at: 1 })
    const after = reloaded(before, 'Half')
    expect(unsentText(after, key)).toBe('Half a sen')
    expect(after.refused).toEqual([])
  })

  test('a typed text is offered where something else was saved meanwhile', () => {
    const before = typed(emptyOutbox, key, { text: 'Half a sen', base: 'Half', at: 1 })
    const after = reloaded(before, 'Written on the phone')
    expect(unsentText(after, key)).toBeUndefined()
    expect(after.refused.map((one) => textOf(one.command))).toEqual(['Half a sen'])
  })

  test('a text that had arrived after all is forgotten', () => {
    const typing = typed(emptyOutbox, key, { text: 'Whole', base: '', at: 1 })
    const before = sent(put(typing, draft('d1', 'Whole'), 2, key))
    expect(reloaded(before, 'Whole')).toEqual(emptyOutbox)
  })

  test('commands go again with their ids, in order; an old press without words does not', () => {
    const presses = put(put(emptyOutbox, press('p'), 1), card('c', 'One.'), 2)
    expect(reloaded(presses).waiting.map((one) => one.command.id)).toEqual(['p', 'c'])
    const late = reloaded(presses, '', pressLastsMs + 2)
    expect(late.waiting.map((one) => one.command.id)).toEqual(['c'])
  })

  test('what lies there can be read as texts alone', () => {
    let outbox = put(emptyOutbox, card('c', 'One.'), 1)
    outbox = refused(put(outbox, card('d', 'Two.'), 2), 'd', 'no')
    outbox = typed(outbox, key, { text: 'Thr', base: '', at: 3 })
    const texts = textsOf([...keptOf(outbox).values()])
    expect(texts.map(({ text }) => text)).toEqual(['One.', 'Two.', 'Thr'])
  })
})

/** What may happen to a page and its network, in any order. */
type Step =
  | { do: 'type'; text: string }
  | { do: 'save' }
  | { do: 'post'; text: string }
  | { do: 'send' }
  | { do: 'arrive'; refuse: boolean }
  | { do: 'lose' }
  | { do: 'reload'; arrives: boolean }

const words = fc.stringMatching(/^[a-z]{1,6}$/)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('type' as const), text: words }),
  fc.record({ do: fc.constant('save' as const) }),
  fc.record({ do: fc.constant('post' as const), text: words }),
  fc.record({ do: fc.constant('send' as const) }),
  fc.record({ do: fc.constant('arrive' as const), refuse: fc.boolean() }),
  fc.record({ do: fc.constant('lose' as const) }),
  fc.record({ do: fc.constant('reload' as const), arrives: fc.boolean() }),
)

type World = {
  outbox: Outbox
  /** The field on the server, and every text of a card that it took, by id. */
  field: string
  cards: Map<string, string>
  /** Ids in the order in which each first came to the server. */
  arrived: string[]
  /** Posted cards in the order of posting, and the newest text of the field. */
  posted: { id: string; text: string }[]
  newest: string
  onItsWay: RawCommand | null
  clock: number
}

function take(world: World, { refuse }: { refuse: boolean }): World {
  const command = world.onItsWay
  if (!command) return world
  const arrived = world.arrived.includes(command.id)
    ? world.arrived
    : [...world.arrived, command.id]
  const text = draftOf(command)
  const known = world.cards.has(command.id)
  if (refuse && text === null && !known) {
    return { ...world, arrived, onItsWay: null, outbox: refused(world.outbox, command.id, 'no') }
  }
  const outbox = answered(world.outbox, command.id)
  if (text !== null) return { ...world, arrived, outbox, field: text, onItsWay: null }
  const cards = new Map(world.cards).set(command.id, textOf(command))
  return { ...world, arrived, outbox, cards, onItsWay: null }
}

function after(world: World, one: Step): World {
  const clock = world.clock + 1
  const next_ = next(world.outbox)
  switch (one.do) {
    case 'type': {
      const typing = { text: one.text, base: world.field, at: clock }
      return { ...world, clock, newest: one.text, outbox: typed(world.outbox, key, typing) }
    }
    case 'save': {
      const typing = world.outbox.typing[key]
      if (!typing) return world
      const command = draft(`draft-${clock}`, typing.text)
      return { ...world, clock, outbox: put(world.outbox, command, clock, key) }
    }
    case 'post': {
      const command = card(`card-${clock}`, one.text)
      const posted = [...world.posted, { id: command.id, text: one.text }]
      return { ...world, clock, posted, outbox: put(world.outbox, command, clock) }
    }
    case 'send':
      if (!next_) return world
      return { ...world, onItsWay: next_, outbox: sent(world.outbox) }
    case 'arrive':
      return take(world, one)
    case 'lose':
      return { ...world, onItsWay: null }
    case 'reload': {
      // The page ends at any moment; what is on its way may have arrived, unknown to the next page.
      const { field, cards, arrived } = one.arrives ? take(world, { refuse: false }) : world
      const outbox = reloaded(world.outbox, field, clock)
      return { ...world, clock, field, cards, arrived, onItsWay: null, outbox }
    }
  }
}

/** Sends all that is left, as a page does that stays open on a good network. */
function drained(world: World): World {
  let now = world
  for (let tries = 0; tries < 500; tries += 1) {
    now = after(now, { do: 'save' })
    if (!next(now.outbox)) return now
    now = after(after(now, { do: 'send' }), { do: 'arrive', refuse: false })
  }
  throw new Error('the outbox does not empty')
}

const start: World = {
  ...{ outbox: emptyOutbox, field: '', cards: new Map(), arrived: [], posted: [] },
  ...{ newest: '', onItsWay: null, clock: 0 },
}

function lost({ cards, outbox, posted, newest, field }: World): string[] {
  const offered = new Set(outbox.refused.map((one) => textOf(one.command)))
  const isThere = ({ id, text }: { id: string; text: string }) =>
    cards.get(id) === text || offered.has(text)
  const gone = posted.filter((one) => !isThere(one)).map(({ text }) => text)
  return newest === field || offered.has(newest) ? gone : [...gone, newest]
}

describe('G7: any interleaving of typing, posting, sending, answers, losses and reloads', () => {
  test('loses nothing, sends each id at least once, and in order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = drained(steps.reduce(after, start))
        expect(lost(world)).toEqual([])
        const inOrder = world.posted.map(({ id }) => id)
        expect(world.arrived.filter((id) => inOrder.includes(id))).toEqual(inOrder)
      }),
      { numRuns: 3_000 },
    )
  })

  test('★ a page that keeps only what was sent, or forgets a refusal, is found out', () => {
    const forgetful = (world: World, one: Step): World => {
      const done = after(world, one)
      if (one.do === 'reload') return { ...done, outbox: { ...done.outbox, typing: {} } }
      return one.do === 'arrive' ? { ...done, outbox: { ...done.outbox, refused: [] } } : done
    }
    const found = fc.check(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        return lost(drained(steps.reduce(forgetful, start))).length === 0
      }),
      { numRuns: 3_000 },
    )
    expect(found.failed).toBe(true)
  })
})
