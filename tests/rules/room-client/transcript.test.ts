import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newsOf, newsOfMine } from '#app/room-client/room-news.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import { streamsFor } from '#server/rooms/rules/group-notes.ts'
import { ownView } from '#server/rooms/rules/mine.ts'
import { roleOf } from '#server/rooms/rules/state.ts'
import {
  amara,
  ben,
  chloe,
  createRoom,
  dev,
  ewa,
  id,
  phase,
  type Given,
} from '#tests/rules/rooms/room-in-memory.ts'

const phases = [
  phase('welcome', { title: 'Welcome' }),
  phase('disclose', { title: 'Read part 1', stage: 'stage-1' }),
  phase('round', { title: 'Round' }),
  phase('write', { title: 'Write', anonymous: true }),
  phase('theme', { title: 'Theme and vote', dots: 3 }),
  phase('vote', { title: 'What matters most', dots: 1 }),
  phase('scale', { title: 'How sure are we?', scale: { min: 1, max: 5 } }),
  phase('small-groups', { title: 'In pairs' }),
  phase('discuss', { title: 'Discuss' }),
  phase('agree', { title: 'Agree' }),
  phase('own-learning', { title: 'Own learning' }),
]

/** Plays a whole session and writes down what `listener` hears after each thing that happens. */
function transcriptOf(listener: PersonId): string {
  const room = createRoom(phases)
  const lines: string[] = []
  const told = () => {
    const { view } = room
    const role = roleOf(view, listener)
    return { log: room.log.length, mine: ownView(room.mineOf(listener)), role }
  }

  /** What happens, in a few words, and what it sounds like. */
  function step(what: string, happens: () => void): void {
    const before = told()
    happens()
    const { view } = room
    const role = roleOf(view, listener) ?? 'participant'
    const streams: readonly string[] = [
      ...streamsFor(view, listener, role),
      // Whoever is called back still hears the last that their group wrote.
      ...room.log.slice(0, before.log).map(({ stream }) => stream),
    ].filter(
      (stream) =>
        stream === 'room' || streamsFor(view, listener, role).some((one) => one === stream),
    )
    const fresh = room.log.slice(before.log).filter(({ stream }) => streams.includes(stream))
    const heard = [
      newsOf(view, listener, fresh),
      newsOfMine(before.mine, ownView(room.mineOf(listener))),
    ].filter((text) => text !== '')
    lines.push(`[${what}]`, heard.length > 0 ? `  ${heard.join(' ')}` : '  (silence)')
  }

  const send = (who: PersonId, type: string, body?: object, more: Partial<Given> = {}) => {
    const answer = room.send(who, { type, ...(body ? { body } : {}), ...more })
    if (!answer.ok) throw new Error(`${type}: ${answer.error.message}`)
  }
  const lead = (type: string, body?: object) => {
    const answer = room.lead(type, body)
    if (!answer.ok) throw new Error(`${type}: ${answer.error.message}`)
  }
  const next = () => {
    step('Amara presses Next phase', () => lead('phase.next'))
    step('ten seconds later', () => room.wait(12_000))
  }

  step('Amara opens the room', () => lead('room.open'))
  step('Amara starts the session', () => lead('room.start'))
  step('Ben and Chloe accept the ground rules', () => {
    send(ben, 'rules.accept')
    send(chloe, 'rules.accept')
  })
  step('Amara gives two more minutes', () => lead('phase.extend', { minutes: 2 }))
  step('Amara gives one more minute', () => lead('phase.extend', { minutes: 1 }))
  next()
  step('Amara shows a part of the case', () => lead('stage.release', { stage: 'stage-1' }))
  step('Ben opens it, and writes a note', () => {
    send(ben, 'stage.open', { stage: 'stage-1' })
    send(ben, 'draft.save', { phase: 'disclose', field: 'note', text: 'Who is missing?' })
  })
  next()
  for (let turn = 0; turn < 5; turn += 1) {
    const speaker = room.view.turns['round']?.now ?? amara
    const name = room.view.people.find(({ person }) => person === speaker)?.name ?? ''
    if (turn === 1) step(`${name} passes`, () => send(speaker, 'turn.pass'))
    else if (turn === 2) step(`Amara moves on from ${name}`, () => lead('turn.next'))
    else step(`${name} has finished`, () => send(speaker, 'turn.finish'))
  }
  const again = room.view.turns['round']?.now ?? amara
  step('the one who passed takes a second turn and finishes', () => send(again, 'turn.finish'))
  next()
  step('Ben, Chloe and Dev write a card each', () => {
    for (const who of [ben, chloe, dev]) send(who, 'card.post', { text: `card ${who}` })
  })
  next()
  step('Chloe and Dev answer the question', () => {
    send(chloe, 'reveal.answer', { phase: 'write', share: true })
    send(dev, 'reveal.answer', { phase: 'write', share: true })
  })
  step('Ben answers the question', () =>
    send(ben, 'reveal.answer', { phase: 'write', share: true }),
  )
  const card = () => room.view.cards[0]?.card
  step('Chloe makes a theme and moves two cards to it', () => {
    send(chloe, 'theme.make', { title: 'Ways to ask' }, { id: id(801) })
    send(chloe, 'card.move', { card: card(), theme: id(801) })
    send(chloe, 'card.move', { card: room.view.cards[1]?.card, theme: id(801) })
  })
  step('Dev gives the theme another name', () =>
    send(dev, 'theme.rename', { theme: id(801), title: 'Ways to ask him' }),
  )
  step('Ben and Dev vote', () => {
    send(ben, 'vote.put', { target: id(801), dots: 2 })
    send(dev, 'vote.put', { target: id(801), dots: 1 })
  })
  step('Dev sends a card late', () =>
    send(dev, 'card.post', { text: 'late', phase: 'write', late: true }),
  )
  next()
  step('everybody votes once', () => {
    for (const who of [amara, ben, chloe, dev]) send(who, 'vote.put', { target: id(801), dots: 1 })
  })
  next()
  step('Ben and Chloe choose a value', () => {
    send(ben, 'scale.put', { value: 2 })
    send(chloe, 'scale.put', { value: 4 })
  })
  next()
  step('Amara forms two small groups', () =>
    lead('groups.form', {
      groups: [
        { group: 'g1', title: 'Group 1', people: [ben, chloe] },
        { group: 'g2', title: 'Group 2', people: [dev, ewa] },
      ],
    }),
  )
  step('Chloe writes two cards in Ben’s group, Dev one in his', () => {
    send(chloe, 'card.post', { text: 'of our group' })
    send(chloe, 'card.post', { text: 'of our group too' })
    send(dev, 'card.post', { text: 'of the other group' })
  })
  step('Chloe asks for help', () => send(chloe, 'group.help'))
  step('Amara calls everybody back', () => lead('groups.recall'))
  next()
  step('Dev raises a hand, then Ben', () => {
    send(dev, 'hand.raise')
    send(ben, 'hand.raise')
  })
  step('Dev lowers his hand', () => send(dev, 'hand.lower'))
  step('Chloe, Dev and Ewa post cards at nearly the same moment', () => {
    for (const who of [chloe, dev, ewa]) send(who, 'card.post', { text: `thought of ${who}` })
  })
  const posted = room.view.cards.at(-1)?.card
  step('Ewa changes her card', () => send(ewa, 'card.revise', { card: posted, text: 'better' }))
  step('Ewa takes it back', () => send(ewa, 'card.withdraw', { card: posted }))
  step('Chloe asks for a pause', () => send(chloe, 'pause.ask'))
  step('Amara pauses the room', () => lead('room.pause'))
  step('the room goes on', () => lead('room.resume'))
  step('Ewa takes the seat', () => {
    send(ewa, 'seat.take', undefined, { expect: { seat: room.view.seat.number } })
  })
  step('Ewa hands the seat to Ben', () => lead('seat.give', { person: ben }))
  step('Ben hands it back to Amara', () => lead('seat.give', { person: amara }))
  step('Ben becomes a participant again', () => lead('staff.remove', { person: ben }))
  next()
  step('Dev proposes a statement', () =>
    send(dev, 'statement.propose', { text: 'We ask him first.' }, { id: id(802) }),
  )
  step('Chloe agrees, Ewa disagrees', () => {
    send(chloe, 'statement.sign', { statement: id(802), revision: 1, position: 'agree' })
    send(ewa, 'statement.sign', { statement: id(802), revision: 1, position: 'disagree' })
  })
  step('Ben words it anew', () =>
    send(
      ben,
      'statement.revise',
      { statement: id(802), text: 'We ask him, alone, first.' },
      { expect: { revision: 1 } },
    ),
  )
  step('Chloe words it anew', () =>
    send(
      chloe,
      'statement.revise',
      { statement: id(802), text: 'We ask him first, alone.' },
      { expect: { revision: 2 } },
    ),
  )
  step('Dev adds an action for Ben', () =>
    send(dev, 'action.add', { text: 'Visit', owner: 'Ben' }, { id: id(803) }),
  )
  step('Dev gives it a date', () =>
    send(dev, 'action.change', { action: id(803), due: '2026-12-08' }),
  )
  step('Amara removes Dev from the room', () => lead('person.remove', { person: dev }))
  next()
  step('Ben writes what he learnt', () => send(ben, 'learning.save', { learnt: 'To ask first.' }))
  next()
  step('Amara closes the room', () => lead('room.close'))
  return `${lines.join('\n')}\n`
}

const file = (name: string) => join(import.meta.dirname, `transcript-of-${name}.txt`)

test('G11: what a participant who listens is told in a whole session, to be read', async () => {
  await expect(transcriptOf(ben)).toMatchFileSnapshot(file('a-participant'))
})

test('G11: what a facilitator who listens is told in a whole session, to be read', async () => {
  await expect(transcriptOf(amara)).toMatchFileSnapshot(file('the-facilitator'))
})

test('G11: the session has every kind of phase, and each is announced with its place', () => {
  expect(new Set(phases.map(({ kind }) => kind))).toEqual(new Set(phaseKinds))
  const heard = transcriptOf(ben)
  phases.forEach(({ title }, index) => {
    expect(heard).toContain(`Phase ${index + 1} of ${phases.length}: ${title}`)
  })
})
