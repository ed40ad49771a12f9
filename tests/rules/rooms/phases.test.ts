import { expect, test } from 'vitest'
import { summaryOf } from '#server/rooms/rules/summary.ts'
import { announcement, phaseRules } from '#server/rooms/rules/phases/index.ts'
import { phaseKinds } from '#server/rooms/rules/phase-kind.ts'
import { refusedFormat } from '#server/rooms/rules/schedule.ts'
import {
  amara,
  ben,
  chloe,
  createRoom,
  dev,
  ewa,
  id,
  phase,
  type Outcome,
} from './room-in-memory.ts'

const code = (outcome: Outcome) => (outcome.ok ? 'ok' : outcome.error.code)
const types = (outcome: Outcome) => (outcome.ok ? outcome.events.map((event) => event.type) : [])

test('a room goes from scheduled through lobby to its first phase', () => {
  const room = createRoom()
  expect(room.view.room.status).toBe('scheduled')
  expect(code(room.lead('room.start'))).toBe('wrong_phase')
  expect(types(room.lead('room.open'))).toEqual(['room.opened'])
  expect(types(room.lead('room.start'))).toEqual(['room.started', 'phase.opened'])
  expect(room.view.current).toBe('welcome')
})

test('two presses of Next move one phase', () => {
  const room = createRoom().goTo('welcome')
  expect(types(room.lead('phase.next'))).toEqual(['phase.closing'])
  const second = room.lead('phase.next')
  expect(code(second)).toBe('wrong_phase')
  room.wait(12_000)
  expect(room.view.current).toBe('disclose')
  const old = room.lead('phase.next', undefined, { phase: 'welcome' })
  expect(code(old)).toBe('stale')
})

test('theme: cards and themes are shared at once, votes only at the close, within the budget', () => {
  const room = createRoom().goTo('theme')
  const theme = room.send(ben, { id: id(1), type: 'theme.make', body: { title: 'He reads' } })
  expect(types(theme)).toEqual(['theme.made'])
  room.send(chloe, { id: id(2), type: 'card.post', body: { text: 'Fine.', theme: id(1) } })
  expect(room.view.cards).toMatchObject([{ card: id(2), theme: id(1), author: chloe }])
  room.send(dev, { type: 'card.move', body: { card: id(2), theme: null } })
  expect(room.view.cards[0]).not.toHaveProperty('theme')
  const vote = (target: string, dots: number) =>
    room.send(ben, { type: 'vote.put', body: { target, dots } })
  expect(code(vote(id(1), 2))).toBe('ok')
  expect(code(vote(id(2), 2))).toBe('invalid')
  expect(code(vote(id(1), 1))).toBe('ok')
  expect(code(vote(id(2), 2))).toBe('ok')
  expect(code(vote(id(9), 1))).toBe('not_found')
  room.send(chloe, { type: 'vote.put', body: { target: id(1), dots: 3 } })
  expect(room.view.votes).toEqual({})
  room.next()
  expect(room.view.votes).toEqual({ theme: { [id(1)]: 4, [id(2)]: 2 } })
  expect(room.mineOf(ben).votes).toEqual({ theme: { [id(1)]: 1, [id(2)]: 2 } })
})

test('a theme sent with a card that nobody sees yet, or that comes late, is accepted and says nothing', () => {
  const phases = [phase('theme'), phase('write'), phase('discuss')]
  const room = createRoom(phases).goTo('theme')
  room.send(ben, { id: id(1), type: 'theme.make', body: { title: 'He reads' } })
  room.goTo('write')
  const card = { text: 'Fine.', theme: id(1) }
  expect(code(room.send(chloe, { id: id(2), type: 'card.post', body: card }))).toBe('ok')
  room.next()
  const late = { text: 'Loud.', theme: id(1), phase: 'write', late: true }
  expect(code(room.send(ben, { id: id(3), type: 'card.post', body: late }))).toBe('ok')
  expect(room.view.cards.map(({ text, theme }) => [text, theme])).toEqual([
    ['Fine.', undefined],
    ['Loud.', undefined],
  ])
  room.lead('phase.open', { phase: 'theme' })
  room.wait(12_000)
  for (const one of room.view.cards) {
    const moved = { card: one.card, theme: id(1) }
    expect(code(room.send(dev, { type: 'card.move', body: moved }))).toBe('ok')
  }
  expect(room.view.cards.map(({ theme }) => theme)).toEqual([id(1), id(1)])
})

test('dots on a card that was taken back can be given again, and are not counted', () => {
  const room = createRoom().goTo('theme')
  room.send(chloe, { id: id(2), type: 'card.post', body: { text: 'Fine.' } })
  room.send(chloe, { id: id(3), type: 'card.post', body: { text: 'Loud.' } })
  room.send(ben, { type: 'vote.put', body: { target: id(2), dots: 3 } })
  room.send(chloe, { type: 'card.withdraw', body: { card: id(2) } })
  expect(code(room.send(ben, { type: 'vote.put', body: { target: id(3), dots: 3 } }))).toBe('ok')
  room.next()
  expect(room.view.votes).toEqual({ theme: { [id(3)]: 3 } })
})

test('only whoever wrote a card changes it, and only while its phase is open', () => {
  const room = createRoom().goTo('theme')
  room.send(ben, { id: id(1), type: 'card.post', body: { text: 'one' } })
  const revise = { type: 'card.revise', body: { card: id(1), text: 'two' } }
  expect(code(room.send(chloe, revise))).toBe('forbidden')
  expect(code(room.send(ben, revise))).toBe('ok')
  expect(room.view.cards).toMatchObject([{ text: 'two' }])
  room.goTo('discuss')
  expect(code(room.send(ben, revise))).toBe('wrong_phase')
})

test('scale: one value each, only how often each was chosen is shown', () => {
  const room = createRoom().goTo('scale')
  const put = (value: number) => ({ type: 'scale.put', body: { value } })
  expect(code(room.send(ben, put(6)))).toBe('invalid')
  room.send(ben, put(1))
  room.send(ben, put(4))
  room.send(chloe, put(4))
  room.send(amara, put(2))
  room.next()
  expect(room.view.scales).toEqual({ scale: { '2': 1, '4': 2 } })
})

test('round: everybody once, the facilitator last, who passed is offered a second turn', () => {
  const room = createRoom().goTo('round')
  const turns = () => room.view.turns['round']
  const order = turns()?.order ?? []
  expect([...order].sort()).toEqual([amara, ewa, ben, chloe, dev].sort())
  expect(order.at(-1)).toBe(amara)
  const [first, second] = order
  expect(turns()?.now).toBe(first)
  expect(code(room.send(second, { type: 'turn.finish' }))).toBe('forbidden')
  expect(types(room.send(first, { type: 'turn.pass' }))).toEqual(['turn.ended', 'turn.begun'])
  room.send(second, { type: 'turn.finish' })
  room.lead('turn.next')
  while (turns()?.now !== first) room.send(turns()?.now, { type: 'turn.finish' })
  expect(types(room.send(first, { type: 'turn.pass' }))).toEqual(['turn.ended'])
  expect(turns()?.now).toBeUndefined()
  expect(turns()?.ended.filter((turn) => turn.how === 'moved')).toHaveLength(1)
  expect(code(room.lead('turn.next'))).toBe('wrong_phase')
  expect(code(room.send(ben, { type: 'turn.finish' }))).toBe('forbidden')
})

test('a turn goes on when its person is removed or only watches from now on', () => {
  const room = createRoom().goTo('round')
  const [first, second, third] = room.view.turns['round']?.order ?? []
  room.lead('person.remove', { person: first })
  expect(room.view.turns['round']?.now).toBe(second)
  room.lead('role.set', { person: second, role: 'observer' })
  expect(room.view.turns['round']?.now).toBe(third)
  room.next()
  expect(room.view.turns['round']).not.toHaveProperty('now')
})

test('hands queue in the order of the log and are lowered by the next phase', () => {
  const room = createRoom().goTo('discuss')
  room.send(dev, { type: 'hand.raise' })
  room.send(ben, { type: 'hand.raise' })
  room.send(dev, { type: 'hand.raise' })
  expect(room.view.hands).toEqual([dev, ben])
  room.send(dev, { type: 'hand.lower' })
  expect(room.view.hands).toEqual([ben])
  room.next()
  expect(room.view.hands).toEqual([])
})

test('agree: each signs one version; a new one clears the signatures and makes old ones stale', () => {
  const room = createRoom().goTo('agree')
  room.send(ben, { id: id(1), type: 'statement.propose', body: { text: 'We ask first.' } })
  const sign = (revision: number, position: string, text?: string) => ({
    type: 'statement.sign',
    body: { statement: id(1), revision, position, ...(text ? { text } : {}) },
  })
  room.send(ben, sign(1, 'agree'))
  room.send(chloe, sign(1, 'disagree', 'Not always.'))
  room.send(ben, sign(1, 'reserve'))
  expect(room.view.statements[0]?.signatures).toEqual([
    { person: ben, position: 'reserve' },
    { person: chloe, position: 'disagree', text: 'Not always.' },
  ])
  const revise = {
    type: 'statement.revise',
    body: { statement: id(1), text: 'We ask the child first.' },
    expect: { revision: 1 },
  }
  expect(code(room.send(dev, revise))).toBe('ok')
  expect(room.view.statements[0]).toMatchObject({ revision: 2, signatures: [] })
  expect(code(room.send(dev, revise))).toBe('stale')
  expect(code(room.send(ben, sign(1, 'agree')))).toBe('stale')
  expect(code(room.send(ben, sign(2, 'agree')))).toBe('ok')
})

test('actions have an owner and a day, and can be changed in part', () => {
  const room = createRoom().goTo('agree')
  const body = { text: 'Visit', owner: 'Ben', due: '2026-12-01' }
  room.send(ben, { id: id(1), type: 'action.add', body })
  room.send(ewa, { type: 'action.change', body: { action: id(1), due: '2026-12-08' } })
  expect(room.view.actions).toEqual([{ action: id(1), ...body, due: '2026-12-08' }])
})

test('a stage that is not released and one that does not exist are the same', () => {
  const room = createRoom().goTo('disclose')
  const open = (stage: string) => room.send(ben, { type: 'stage.open', body: { stage } })
  expect(open('stage-1')).toEqual(open('stage-9'))
  expect(code(open('stage-1'))).toBe('not_found')
  room.lead('stage.release', { stage: 'stage-1' })
  expect(code(open('stage-1'))).toBe('ok')
  expect(room.mineOf(ben).opened).toMatchObject([{ stage: 'stage-1', at: room.now }])
  expect(code(room.lead('stage.release', { stage: 'stage-9' }))).toBe('not_found')
  expect(code(room.lead('stage.release', { stage: 'stage-1' }))).toBe('wrong_phase')
})

test('own learning is open from the start until the room closes; absent is unchanged', () => {
  const room = createRoom()
  const save = (body: object) => room.send(ben, { type: 'learning.save', body })
  expect(code(save({ learnt: 'a' }))).toBe('wrong_phase')
  room.goTo('welcome')
  save({ learnt: 'a', impact: 'b' })
  save({ impact: '', peerLearning: 'c' })
  expect(room.mineOf(ben).learning).toEqual({ learnt: 'a', peerLearning: 'c' })
  room.lead('room.pause')
  expect(code(save({ learnt: 'd' }))).toBe('ok')
  room.lead('room.close')
  expect(code(save({ learnt: 'e' }))).toBe('closed')
})

test('a pause: what is one’s own stays open, a deadline stands still', () => {
  const room = createRoom().goTo('write')
  room.lead('phase.next')
  room.wait(4_000)
  room.lead('room.pause')
  room.wait(60_000)
  expect(room.view.current).toBe('write')
  expect(code(room.send(ben, { type: 'card.post', body: { text: 'a' } }))).toBe('wrong_phase')
  expect(code(room.send(ben, { type: 'hand.raise' }))).toBe('wrong_phase')
  expect(code(room.send(ben, { type: 'pause.ask' }))).toBe('ok')
  expect(code(room.lead('phase.next'))).toBe('wrong_phase')
  const from = room.now
  room.lead('room.resume')
  expect(room.view.phases[3]?.deadline).toBe(new Date(from + 6_000).toISOString())
  room.wait(5_999)
  expect(code(room.send(ben, { type: 'card.post', body: { text: 'a' } }))).toBe('ok')
  room.wait(2_001)
  expect(room.view.current).toBe('theme')
})

test('unrevealed cards become their authors’ notes when the room closes', () => {
  const room = createRoom().goTo('write')
  room.send(ben, { type: 'card.post', body: { text: 'one' } })
  room.send(ben, { type: 'card.post', body: { text: 'two' } })
  room.lead('room.close')
  expect(room.mineOf(ben).cards).toEqual([])
  expect(room.mineOf(ben).drafts).toMatchObject([
    { phase: 'write', field: 'note', text: 'one' },
    { phase: 'write', field: 'note', text: 'two' },
  ])
  expect(JSON.stringify(room.log)).not.toContain('"two"')
})

test('whoever is removed keeps what the others have not seen; it is never revealed', () => {
  const room = createRoom().goTo('write')
  room.send(ben, { type: 'card.post', body: { text: 'mine alone' } })
  room.lead('person.remove', { person: ben })
  room.next()
  expect(room.mineOf(ben).drafts).toMatchObject([{ field: 'note', text: 'mine alone' }])
  expect(JSON.stringify(room.log)).not.toContain('mine alone')
  expect(code(room.send(ben, { type: 'hand.raise' }))).toBe('forbidden')
})

test('the last phase closes and opens none; the room goes on until it is closed', () => {
  const room = createRoom([phase('welcome'), phase('discuss')]).goTo('discuss')
  room.next()
  expect(room.view).not.toHaveProperty('current')
  expect(room.view.room.status).toBe('running')
  expect(code(room.send(ben, { type: 'card.post', body: { text: 'a' } }))).toBe('wrong_phase')
  expect(code(room.send(ben, { type: 'learning.save', body: { learnt: 'a' } }))).toBe('ok')
  expect(types(room.lead('phase.open', { phase: 'welcome' }))).toEqual(['phase.opened'])
  expect(types(room.lead('room.close'))).toEqual(['room.closed'])
})

test('only writing can be held without names', () => {
  const anonymous = phaseKinds.filter((kind) => phaseRules[kind].withoutNames)
  expect(anonymous).toEqual(['write'])
  for (const kind of phaseKinds) {
    const refused = refusedFormat([phase(kind, { anonymous: true })], [])
    expect(refused === null).toBe(kind === 'write')
  }
})

test('each kind takes exactly the commands that it says it takes', () => {
  for (const kind of phaseKinds) {
    const room = createRoom([phase(kind, { dots: 1, scale: { min: 1, max: 2 } })])
    room.lead('room.open')
    room.lead('room.start')
    const vote = { type: 'vote.put', body: { target: id(77), dots: 1 } }
    const taken = code(room.send(ben, vote)) !== 'wrong_phase'
    expect(taken, kind).toBe(phaseRules[kind].accepts.includes('vote.put'))
    // In small groups one needs a group first: that has tests of its own.
    if (kind === 'small-groups') {
      room.lead('groups.form', { groups: [{ group: 'g', title: 'G', people: [ben] }] })
    }
    const posted = code(room.send(ben, { type: 'card.post', body: { text: 'a' } })) === 'ok'
    expect(posted, kind).toBe(phaseRules[kind].accepts.includes('card.post'))
    const accepted = code(room.send(ben, { type: 'rules.accept' })) === 'ok'
    expect(accepted, kind).toBe(phaseRules[kind].accepts.includes('rules.accept'))
  }
})

test('a screen reader hears where the room is and what to do', () => {
  const { view } = createRoom().goTo('write')
  const open = view.phases[3]
  expect(open && announcement(view, open)).toBe(
    'Phase 4 of 10: write. Write on your own, one idea on each card. All cards are shown at the same moment.',
  )
})

test('the summary holds what was shared, says what was not opened, and nothing private', () => {
  const room = createRoom().goTo('write')
  room.send(ben, { type: 'card.post', body: { text: 'shown' } })
  room.send(ben, {
    type: 'draft.save',
    body: { phase: 'write', field: 'note', text: 'for me alone' },
  })
  room.goTo('theme')
  room.lead('room.close')
  const summary = summaryOf(room.view)
  expect(JSON.stringify(summary)).toContain('shown')
  expect(JSON.stringify(summary)).not.toContain('for me alone')
  expect(summary.phases.filter(({ opened }) => !opened).map(({ phase: of }) => of)).toEqual([
    'vote',
    'scale',
    'discuss',
    'agree',
    'own-learning',
  ])
})
