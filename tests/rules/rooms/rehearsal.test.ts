import { expect, test } from 'vitest'
import type { PersonId } from '#server/platform/rules/ids.ts'
import {
  colleaguesInRehearsal,
  inventedColleagues,
} from '#server/rooms/rules/rehearsal/colleagues.ts'
import { wishes, type Wish } from '#server/rooms/rules/rehearsal/wishes.ts'
import { amara, ben, chloe, createRoom, dev, ewa, person, phase } from './room-in-memory.ts'

const farid = person(7)
const colleagues = [ben, chloe, dev, ewa, farid]
const people = [amara, ...colleagues].map((one, index) => ({
  person: one,
  name: `Person ${index}`,
  jobTitle: 'Social worker (invented)',
  role: index === 0 ? ('facilitator' as const) : ('participant' as const),
}))

/** A room whose colleagues meet their wishes as time goes by, as the service has them do. */
function livingRoom(...kinds: Parameters<typeof createRoom>) {
  const room = createRoom(kinds[0], people)
  const since = new Map<string, number>()
  const met = new Set<string>()
  const refused: string[] = []

  function due(): Wish | undefined {
    const open = wishes(room.view, colleagues, room.now).filter(({ key }) => !met.has(key))
    for (const { key } of open) if (!since.has(key)) since.set(key, room.now)
    return open.find(({ key, afterMs }) => (since.get(key) ?? 0) + afterMs <= room.now)
  }

  function wait(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      room.wait(1000)
      for (let wish = due(); wish; wish = due()) {
        met.add(wish.key)
        const done = room.send(wish.person, {
          type: wish.type,
          ...(wish.body ? { body: wish.body } : {}),
        })
        if (!done.ok) refused.push(`${wish.key}: ${done.error.message}`)
      }
    }
  }

  room.lead('room.open')
  room.lead('room.start')
  return { room, wait, refused }
}

test('nobody accepts the ground rules at the same moment as everybody else', () => {
  const { room, wait } = livingRoom([phase('welcome')])
  wait(3)
  expect(room.view.accepted).toHaveLength(1)
  wait(10)
  expect(room.view.accepted).toHaveLength(5)
})

test('in a round each speaks for a while, one passes and is asked again, nobody speaks for the facilitator', () => {
  const { room, wait, refused } = livingRoom([phase('round')])
  wait(60)
  const turns = room.view.turns['round']
  expect(turns?.now).toBe(amara)
  expect(turns?.ended.filter(({ how }) => how === 'passed')).toHaveLength(1)
  room.send(amara, { type: 'turn.finish' })
  wait(10)
  expect(room.view.turns['round']?.now).toBeUndefined()
  expect(room.view.turns['round']?.ended).toHaveLength(7)
  expect(refused).toEqual([])
})

test('cards stay hidden until the close, and a half sentence is finished in the closing seconds', () => {
  const { room, wait, refused } = livingRoom([phase('write'), phase('theme', { dots: 3 })])
  wait(30)
  expect(room.view.cards).toEqual([])
  room.lead('phase.next')
  wait(13)
  expect(room.view.cards).toHaveLength(5)
  expect(room.view.cards.map(({ text }) => text)).toContain(
    'I keep coming back to the first visit, and to what nobody asked.',
  )
  wait(40)
  expect(room.view.themes).toHaveLength(2)
  expect(room.view.cards.filter(({ theme }) => theme !== undefined).length).toBeGreaterThan(2)
  room.next()
  expect(Object.values(room.view.votes['theme'] ?? {}).reduce((sum, dots) => sum + dots, 0)).toBe(
    11,
  )
  expect(refused).toEqual([])
})

test('votes and values are put within what the phase allows', () => {
  const { room, wait, refused } = livingRoom([
    phase('discuss'),
    phase('vote', { dots: 2 }),
    phase('scale', { scale: { min: 0, max: 10 } }),
    phase('own-learning'),
  ])
  wait(40)
  room.next()
  wait(40)
  room.next()
  wait(20)
  room.next()
  const values = Object.values(room.view.scales['scale'] ?? {})
  expect(values.reduce((sum, count) => sum + count, 0)).toBe(5)
  expect(refused).toEqual([])
})

test('in “Discuss” a hand is raised once and lowered again, and somebody asks for a pause', () => {
  const { room, wait } = livingRoom([phase('discuss')])
  wait(20)
  expect(room.view.hands).toHaveLength(1)
  wait(80)
  expect(room.view.hands).toHaveLength(0)
  expect(room.mineOf(amara).pauses).toHaveLength(1)
})

test('a statement meets a reservation and dissent, and somebody takes on an action', () => {
  const { room, wait, refused } = livingRoom([phase('agree')])
  wait(60)
  const positions = room.view.statements[0]?.signatures.map(({ position }) => position).sort()
  expect(positions).toEqual(['agree', 'agree', 'agree', 'disagree', 'reserve'])
  expect(room.view.actions[0]?.owner).toBe('Person 1')
  // Other words clear the answers: they answer again, and nothing that they said before repeats.
  const [statement] = room.view.statements
  const body = {
    statement: statement?.statement,
    text: 'We ask them, and we write down what they say.',
  }
  room.send(amara, { type: 'statement.revise', body, expect: { revision: 1 } })
  wait(30)
  expect(room.view.statements[0]?.signatures).toHaveLength(5)
  expect(room.view.statements).toHaveLength(1)
  expect(refused).toEqual([])
})

test('small groups: each writes where they were put, one asks for help, all comes back at the recall', () => {
  const { room, wait, refused } = livingRoom([phase('small-groups'), phase('discuss')])
  wait(10)
  expect(room.view.cards).toEqual([])
  const groups = [
    { group: 'one', title: 'One', people: [amara, ben, chloe] },
    { group: 'two', title: 'Two', people: [dev, ewa, farid] },
  ]
  room.lead('groups.form', { groups })
  wait(40)
  expect(room.view.cards).toEqual([])
  expect(room.log.filter(({ type }) => type === 'help.asked')).toHaveLength(1)
  room.lead('groups.recall')
  expect(room.view.cards).toHaveLength(5)
  expect(refused).toEqual([])
})

test('before the start, in a pause and after the end they do nothing', () => {
  const { room } = livingRoom([phase('welcome')])
  expect(wishes(room.view, colleagues, room.now).length).toBeGreaterThan(0)
  room.lead('room.pause')
  expect(wishes(room.view, colleagues, room.now)).toEqual([])
  room.lead('room.close')
  expect(wishes(room.view, colleagues, room.now)).toEqual([])
  expect(wishes(createRoom().view, colleagues, room.now)).toEqual([])
})

test('colleagues are marked as invented, differ from rehearsal to rehearsal, and bear no name of the team', () => {
  const named = inventedColleagues(1, ['Samir Khan', 'Zofia Nowak'])
  expect(named).toHaveLength(colleaguesInRehearsal)
  for (const { jobTitle } of named) expect(jobTitle).toMatch(/\(invented\)$/)
  expect(inventedColleagues(2, [])).not.toEqual(inventedColleagues(3, []))
  for (let seed = 0; seed < 200; seed += 1) {
    for (const { name } of inventedColleagues(seed, ['Samir Khan', 'Zofia Nowak'])) {
      expect(name).not.toMatch(/^(Samir|Zofia)/)
    }
  }
})

test('nobody acts for anybody else', () => {
  const { room } = livingRoom([phase('discuss')])
  const known: readonly PersonId[] = colleagues
  for (const wish of wishes(room.view, colleagues, room.now)) expect(known).toContain(wish.person)
})
