import { expect, test } from 'vitest'
import type { Block } from '#server/platform/rules/paper.ts'
import { whoAndWhen } from '#server/rooms/rules/action-words.ts'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import { summaryPaper } from '#server/rooms/rules/summary-paper.ts'
import { summaryOf } from '#server/rooms/rules/summary.ts'
import { amara, ben, chloe, createRoom, dev, ewa, id, phase, startedAt } from './room-in-memory.ts'

type Room = ReturnType<typeof createRoom>

function paperOf({ view }: Room) {
  const { people } = view
  const about = { summary: summaryOf(view), people, teamName: 'Family Support East' }
  return summaryPaper({ ...about, startsAt: startedAt, madeAt: startedAt })
}

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) =>
    block.kind === 'list'
      ? block.items.flatMap(({ text, lines = [] }) => [text, ...lines])
      : [block.text],
  )
}

function signed(room: Room): Room {
  room.goTo('agree')
  const propose = { id: id(1), type: 'statement.propose', body: { text: 'We ask him first.' } }
  room.send(ben, propose)
  const sign = (position: string, text?: string) => ({
    type: 'statement.sign',
    body: { statement: id(1), revision: 1, position, ...(text ? { text } : {}) },
  })
  for (const person of [amara, ben]) room.send(person, sign('agree'))
  room.send(ewa, sign('reserve', 'If his mother agrees.'))
  room.send(dev, sign('disagree', 'The meeting can wait.'))
  room.send(chloe, {
    type: 'action.add',
    body: { text: 'Book the specialist', owner: 'Chloe', due: '2026-12-04' },
  })
  return room
}

test('every kind of phase says what it leaves, and its close changes nothing of that by accident', () => {
  const left = phaseKinds.map((kind) => {
    const room = createRoom([phase(kind, { stage: 'stage-1', dots: 2, scale: { min: 1, max: 5 } })])
    room.lead('room.open')
    room.lead('room.start')
    room.lead('stage.release', { stage: 'stage-1' })
    room.lead('phase.next')
    room.wait(12_000)
    return [kind, summaryOf(room.view).phases[0]?.part.part]
  })
  expect(Object.fromEntries(left)).toEqual({
    welcome: 'rules',
    disclose: 'stage',
    write: 'cards',
    theme: 'themes',
    vote: 'totals',
    scale: 'scale',
    round: 'cards',
    discuss: 'cards',
    'small-groups': 'cards',
    agree: 'agreement',
    'own-learning': 'own',
  })
})

test('the paper says who sees it differently, by name and in their words', () => {
  const texts = textsOf(paperOf(signed(createRoom())).blocks)
  expect(texts).toEqual(
    expect.arrayContaining([
      'We ask him first.',
      'Amara, Ben agree',
      'Ewa agrees, with a reservation: “If his mother agrees.”',
      'Dev disagrees: “The meeting can wait.”',
      'Book the specialist',
      'Chloe, by 4 December 2026',
    ]),
  )
})

test('the paper holds themes with their votes and scales with their values, each card once', () => {
  const room = createRoom().goTo('theme')
  room.send(ben, { id: id(1), type: 'theme.make', body: { title: 'Who is not heard' } })
  room.send(chloe, { id: id(2), type: 'card.post', body: { text: 'The boy', theme: id(1) } })
  room.send(chloe, { id: id(3), type: 'card.post', body: { text: 'The bakery' } })
  for (const [person, target] of [
    [ben, id(1)],
    [dev, id(1)],
    [ewa, id(3)],
  ] as const) {
    room.send(person, { type: 'vote.put', body: { target, dots: 2 } })
  }
  room.goTo('scale')
  room.send(ben, { type: 'scale.put', body: { value: 4 } })
  room.send(dev, { type: 'scale.put', body: { value: 4 } })
  room.goTo('discuss')
  const texts = textsOf(paperOf(room).blocks)
  expect(texts).toEqual(
    expect.arrayContaining([
      'Who is not heard: 4 votes',
      'The boy',
      'Chloe, 2 votes',
      'On a scale from 1 to 5.',
      '4: 2 people',
      'Not opened in this room: agree, own-learning.',
    ]),
  )
  expect(texts.filter((text) => text === 'The boy')).toHaveLength(1)
})

test('no private text stands on the paper: notes, drafts, unrevealed cards, own learning', () => {
  const room = createRoom().goTo('write')
  for (const field of ['note', 'card', 'statement']) {
    room.send(ben, { type: 'draft.save', body: { phase: 'write', field, text: 'canary' } })
  }
  room.send(ben, { type: 'card.post', body: { text: 'canary' } })
  room.send(ben, { type: 'learning.save', body: { learnt: 'canary' } })
  room.lead('room.close')
  expect(JSON.stringify(paperOf(room))).not.toContain('canary')
  // The control: once it has been revealed, it does stand there.
  const other = createRoom().goTo('write')
  other.send(ben, { type: 'card.post', body: { text: 'canary' } })
  other.next()
  expect(JSON.stringify(paperOf(other))).toContain('canary')
})

test('somebody who has left is not named, and what nobody has taken on says so', () => {
  const room = signed(createRoom())
  room.lead('person.remove', { person: dev })
  const texts = textsOf(paperOf(room).blocks)
  expect(texts).toContain('Somebody who has left disagrees: “The meeting can wait.”')
  expect(whoAndWhen({})).toBe('Nobody yet')
  expect(whoAndWhen({ due: '2026-12-04' })).toBe('By 4 December 2026')
})
