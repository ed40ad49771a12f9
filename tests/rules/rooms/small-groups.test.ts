import { expect, test } from 'vitest'
import { streamsFor } from '#server/rooms/rules/group-notes.ts'
import {
  amara,
  ben,
  chloe,
  createRoom,
  dev,
  ewa,
  olu,
  phase,
  type Outcome,
} from './room-in-memory.ts'

const code = (outcome: Outcome) => (outcome.ok ? 'ok' : outcome.error.code)
const phases = [phase('welcome'), phase('small-groups'), phase('discuss')]
const groups = [
  { group: 'g1', title: 'Group 1', people: [ben, chloe] },
  { group: 'g2', title: 'Group 2', people: [dev] },
]
const post = (text: string) => ({ type: 'card.post', body: { text } })

function formed() {
  const room = createRoom(phases).goTo('small-groups')
  expect(code(room.lead('groups.form', { groups }))).toBe('ok')
  return room
}
const inRoom = (room: ReturnType<typeof createRoom>) =>
  room.log.filter((event) => event.stream === 'room')

test('what a group writes stands in its own stream, numbered from 1, until the recall', () => {
  const room = formed()
  room.send(ben, post('of the first'))
  room.send(dev, post('of the second'))
  room.send(chloe, post('of the first too'))
  expect(room.log.filter(({ stream }) => stream === 'group:g1').map(({ seq }) => seq)).toEqual([
    1, 2,
  ])
  expect(JSON.stringify(inRoom(room))).not.toContain('of the')
  expect(code(room.lead('groups.recall'))).toBe('ok')
  const [recalled, revealed] = inRoom(room).slice(-2)
  expect(recalled?.type).toBe('groups.recalled')
  expect(revealed).toMatchObject({
    type: 'cards.revealed',
    body: { cards: [{ group: 'g1', author: ben }, { group: 'g1' }, { group: 'g2' }] },
  })
  expect(room.view.groups).toEqual([])
  expect(room.view.cards).toHaveLength(3)
})

test('the close of the phase calls everybody back, once', () => {
  const room = formed()
  room.send(ben, post('kept'))
  room.next()
  expect(
    inRoom(room)
      .slice(-4)
      .map(({ type }) => type),
  ).toEqual(['phase.closed', 'groups.recalled', 'cards.revealed', 'phase.opened'])
  expect(room.view.cards.map(({ text }) => text)).toEqual(['kept'])
})

test('whoever had begun a sentence finishes it after the deadline, in the group', () => {
  const room = formed()
  room.send(ben, {
    type: 'draft.save',
    body: { phase: 'small-groups', field: 'card', text: 'half a' },
  })
  room.lead('phase.next')
  room.drift(11_000)
  const late = { ...post('half a sentence'), expect: { phase: 'small-groups' } }
  expect(code(room.send(ben, late))).toBe('ok')
  expect(code(room.send(dev, { ...late, body: { text: 'too late' } }))).toBe('wrong_phase')
  room.wait(1_000)
  expect(room.view.cards.map(({ text }) => text)).toEqual(['half a sentence'])
})

test('only members write in a group, and only an author changes a note', () => {
  const room = formed()
  expect(code(room.send(ewa, post('from outside')))).toBe('wrong_phase')
  expect(code(room.send(amara, post('from outside')))).toBe('wrong_phase')
  room.send(ben, post('mine'))
  const card = room.log.at(-1)?.body
  const id = card && 'card' in card ? card.card : ''
  expect(code(room.send(chloe, { type: 'card.revise', body: { card: id, text: 'x' } }))).toBe(
    'forbidden',
  )
  expect(code(room.send(ben, { type: 'card.revise', body: { card: id, text: 'better' } }))).toBe(
    'ok',
  )
  room.lead('groups.recall')
  expect(room.view.cards).toMatchObject([{ text: 'better' }])
})

test('a note that was withdrawn does not come back', () => {
  const room = formed()
  const sent = { id: '0000bbbb-1111-4111-8111-111111111111', ...post('never mind') }
  room.send(ben, sent)
  expect(code(room.send(ben, { type: 'card.withdraw', body: { card: sent.id } }))).toBe('ok')
  room.next()
  expect(room.view.cards).toEqual([])
})

test('a call for help goes to those who lead, and names the group', () => {
  const room = formed()
  expect(code(room.send(ewa, { type: 'group.help' }))).toBe('wrong_phase')
  expect(code(room.send(dev, { type: 'group.help' }))).toBe('ok')
  expect(room.log.at(-1)).toMatchObject({
    stream: 'staff',
    type: 'help.asked',
    body: { group: 'g2' },
  })
})

test('groups hold people who take part, each once', () => {
  const room = createRoom(phases).goTo('small-groups')
  const form = (...people: string[][]) =>
    code(
      room.lead('groups.form', {
        groups: people.map((each, n) => ({ group: `g${n}`, title: `Group ${n}`, people: each })),
      }),
    )
  expect(form([ben], [ben])).toBe('invalid')
  expect(form([olu])).toBe('invalid')
  expect(form([ben], [chloe])).toBe('ok')
  // Formed again: nothing that was written is lost.
  room.send(chloe, post('before'))
  expect(form([ben, chloe])).toBe('ok')
  room.lead('groups.recall')
  expect(room.view.cards.map(({ text }) => text)).toEqual(['before'])
  expect(code(room.lead('groups.recall'))).toBe('wrong_phase')
})

test('a group’s stream is its members’ and those’ who lead; nobody else’s', () => {
  const { view } = formed()
  expect(streamsFor(view, ben, 'participant')).toEqual(['room', 'group:g1'])
  expect(streamsFor(view, amara, 'facilitator')).toEqual(['room', 'staff', 'group:g1', 'group:g2'])
  expect(streamsFor(view, olu, 'observer')).toEqual(['room'])
})

test('a room that closes in small groups keeps what they wrote', () => {
  const room = formed()
  room.send(ben, post('in the record'))
  room.lead('room.close')
  expect(room.view.room.status).toBe('closed')
  expect(room.view.cards.map(({ text }) => text)).toEqual(['in the record'])
})
