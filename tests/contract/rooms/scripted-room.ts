import type { LogEvent } from '#server/rooms/rules/events.ts'
import {
  amara,
  ben,
  chloe,
  createRoom,
  dev,
  ewa,
  id,
  olu,
  phase,
} from '#tests/rules/rooms/room-in-memory.ts'

/** One session in which nearly everything happens that a room can write into its log. */
export function everythingHappens(): LogEvent[] {
  const room = createRoom()
  const say = (who: typeof ben, type: string, body?: object, expect?: object) => {
    const given = { type, ...(body ? { body } : {}), ...(expect ? { expect } : {}) }
    const answer = room.send(who, given)
    if (!answer.ok) throw new Error(`${type}: ${answer.error.message}`)
  }
  const make = (n: number, who: typeof ben, type: string, body: object) => {
    const answer = room.send(who, { id: id(n), type, body })
    if (!answer.ok) throw new Error(`${type}: ${answer.error.message}`)
  }
  room.goTo('welcome')
  say(ben, 'rules.accept')
  say(chloe, 'rules.accept')
  room.lead('phase.extend', { minutes: 2 })
  room.goTo('disclose')
  room.lead('stage.release', { stage: 'stage-1' })
  say(ben, 'stage.open', { stage: 'stage-1' })
  room.goTo('round')
  const turns = () => room.view.turns['round']
  say(turns()?.now ?? ben, 'turn.pass')
  say(turns()?.now ?? ben, 'turn.finish')
  room.lead('turn.next')
  make(10, dev, 'card.post', { text: 'We have not asked well.' })
  room.goTo('write')
  make(11, ben, 'card.post', { text: 'He protects somebody. “Fine” is what is safe.' })
  make(12, chloe, 'card.post', { text: 'Loud could be\nthe bakery 😀' })
  room.goTo('theme')
  make(20, chloe, 'theme.make', { title: 'He reads the room' })
  make(21, dev, 'theme.make', { title: 'to be renamed' })
  say(dev, 'theme.rename', { theme: id(21), title: 'Ways to ask' })
  say(ben, 'card.move', { card: id(11), theme: id(20) })
  say(ben, 'card.move', { card: id(12), theme: id(20) })
  say(chloe, 'card.move', { card: id(12), theme: null })
  make(22, dev, 'card.post', { text: 'a thought', theme: id(21) })
  say(dev, 'card.revise', { card: id(22), text: 'a better thought' })
  make(23, dev, 'card.post', { text: 'to be taken back' })
  say(dev, 'card.withdraw', { card: id(23) })
  make(24, ewa, 'card.post', { text: 'too late for writing', phase: 'write', late: true })
  say(ben, 'vote.put', { target: id(20), dots: 2 })
  say(ewa, 'vote.put', { target: id(11), dots: 3 })
  room.goTo('scale')
  say(ben, 'scale.put', { value: 2 })
  say(dev, 'scale.put', { value: 5 })
  room.goTo('discuss')
  say(dev, 'hand.raise')
  say(ben, 'hand.raise')
  say(dev, 'hand.lower')
  room.lead('room.pause')
  room.wait(60_000)
  room.lead('room.resume')
  room.lead('phase.next')
  room.wait(3_000)
  room.lead('room.pause')
  room.wait(30_000)
  room.lead('room.resume')
  room.wait(12_000)
  room.lead('staff.add', { person: dev })
  room.lead('staff.remove', { person: dev })
  room.lead('role.set', { person: olu, role: 'participant' })
  room.lead('deputy.name', { person: chloe })
  say(ewa, 'seat.take', undefined, { seat: 1 })
  room.lead('seat.give', { person: amara })
  make(30, ben, 'statement.propose', { text: 'We ask first.' })
  say(ben, 'statement.sign', { statement: id(30), revision: 1, position: 'agree' })
  say(dev, 'statement.revise', { statement: id(30), text: 'We ask the child.' }, { revision: 1 })
  say(ben, 'statement.sign', { statement: id(30), revision: 2, position: 'agree' })
  const dissent = { position: 'disagree', text: 'Not always.' }
  say(chloe, 'statement.sign', { statement: id(30), revision: 2, ...dissent })
  say(ben, 'statement.sign', { statement: id(30), revision: 2, position: 'reserve' })
  make(31, ewa, 'action.add', { text: 'Visit', owner: 'Ben', due: '2026-12-01' })
  say(ben, 'action.change', { action: id(31), due: '2026-12-08' })
  room.lead('phase.open', { phase: 'discuss' })
  room.wait(12_000)
  room.lead('person.remove', { person: olu })
  room.goTo('own-learning')
  room.next()
  room.lead('room.close')
  return room.log
}

/** A session in which people write without names, work in small groups and play parts. */
export function groupsAndNoNames(): LogEvent[] {
  const room = createRoom([
    phase('write', { anonymous: true }),
    phase('small-groups'),
    phase('discuss'),
  ])
  const say = (who: typeof ben, type: string, body?: object) => {
    const answer = room.send(who, { type, ...(body ? { body } : {}) })
    if (!answer.ok) throw new Error(`${type}: ${answer.error.message}`)
  }
  room.lead('part.cast', { part: 'presenter', person: ben, plays: true })
  room.lead('part.cast', { part: 'presenter', person: chloe, plays: true })
  room.lead('part.cast', { part: 'observers', person: dev, plays: true })
  room.goTo('write')
  say(ben, 'company.set', { people: [dev] })
  for (const [who, text] of [
    [ben, 'I doubt it.'],
    [chloe, 'I was afraid.'],
    [ewa, 'We hurried.'],
    [amara, 'I did not ask.'],
  ] as const) {
    say(who, 'card.post', { text })
  }
  room.next()
  say(chloe, 'card.post', { text: 'One thing more.', phase: 'write', late: true })
  const groups = [
    { group: 'g1', title: 'Group 1', people: [ben, chloe] },
    { group: 'g2', title: 'Group 2', people: [ewa, dev] },
  ]
  room.lead('groups.form', { groups })
  say(chloe, 'card.post', { text: 'Ask the sister first.' })
  say(dev, 'card.post', { text: 'Visit in the evening.' })
  say(dev, 'group.help')
  room.lead('groups.recall')
  room.next()
  say(dev, 'company.leave')
  say(dev, 'hand.raise')
  room.lead('floor.give', { person: dev })
  room.lead('clock.hold')
  room.wait(60_000)
  room.lead('clock.run')
  say(ewa, 'carried.done', { text: 'Book the specialist' })
  room.lead('room.close')
  return room.log
}
