import { expect, test } from 'vitest'
import { attendance, isAbandoned, peersOf, type Interval } from '#server/rooms/rules/attendance.ts'
import { amara, ben, chloe, createRoom, dev, ewa, olu, phase, startedAt } from './room-in-memory.ts'

const minute = 60_000

/** Four phases of ten minutes each, closed at the end. */
function fortyMinutes() {
  const room = createRoom([
    phase('welcome'),
    phase('round'),
    phase('discuss'),
    phase('own-learning'),
  ])
  room.lead('room.open')
  room.lead('room.start')
  for (let n = 0; n < 4; n += 1) {
    room.wait(10 * minute - 12_000)
    room.next()
  }
  room.lead('room.close')
  return room
}

const there = (person: typeof ben, from: number, to: number): Interval => ({
  person,
  from: startedAt + from * minute,
  to: startedAt + to * minute,
})

function of(intervals: Interval[], person: typeof ben) {
  const { state, now } = fortyMinutes()
  return attendance(state, intervals, now).find((one) => one.person === person)
}

test('several devices count once, gaps do not count', () => {
  const intervals = [there(ben, 0, 10), there(ben, 5, 12), there(ben, 5, 7), there(ben, 30, 33)]
  expect(of(intervals, ben)).toMatchObject({ minutesPresent: 15 })
})

test('time before the start and after the end does not count', () => {
  expect(of([there(ben, -30, 5), there(ben, 39, 99)], ben)).toMatchObject({ minutesPresent: 6 })
})

test('attended: half of the opened phases, or 20 minutes', () => {
  const phases = (intervals: Interval[]) => of(intervals, ben)?.phases
  expect(of([there(ben, 9, 11)], ben)).toMatchObject({ attended: true, minutesPresent: 2 })
  expect(phases([there(ben, 9, 11)])).toEqual(['welcome', 'round'])
  expect(of([there(ben, 1, 9)], ben)).toMatchObject({ attended: false, phases: ['welcome'] })
  expect(of([], ben)).toMatchObject({ attended: false, minutesPresent: 0, phases: [] })
  const long = createRoom([phase('discuss'), phase('agree'), phase('own-learning')])
  long.lead('room.open')
  long.lead('room.start')
  long.wait(60 * minute)
  long.next()
  long.next()
  long.lead('room.close')
  const stayed = (to: number) =>
    attendance(long.state, [there(ben, 0, to)], long.now).find((one) => one.person === ben)
  expect(stayed(19)).toMatchObject({ attended: false })
  expect(stayed(20)).toMatchObject({ attended: true })
})

test('observers are not attested, and a room that never started attests nobody', () => {
  expect(of([there(olu, 0, 40)], olu)).toBeUndefined()
  const room = createRoom()
  expect(attendance(room.state, [there(ben, 0, 40)], room.now)).toEqual([])
})

test('peers are the others who attended, by job title and number', () => {
  const { state, now } = fortyMinutes()
  const all = attendance(
    state,
    [amara, ewa, ben, chloe].map((person) => there(person, 0, 40)),
    now,
  )
  expect(all.find(({ person }) => person === dev)?.attended).toBe(false)
  expect(peersOf(state, all, ben)).toEqual([{ jobTitle: 'Social worker', count: 3 }])
})

test('a room is abandoned 2 h after the last person left, 30 min when its phases are over', () => {
  const room = createRoom([phase('welcome')])
  const hours = (n: number) => startedAt + n * 60 * minute
  expect(isAbandoned(room.state, startedAt, hours(9))).toBe(false)
  room.lead('room.open')
  expect(isAbandoned(room.state, startedAt, hours(2) - 1)).toBe(false)
  expect(isAbandoned(room.state, startedAt, hours(2))).toBe(true)
  room.lead('room.start')
  room.next()
  const finished = room.now
  expect(isAbandoned(room.state, startedAt, finished + 29 * minute)).toBe(false)
  expect(isAbandoned(room.state, startedAt, finished + 30 * minute)).toBe(true)
  expect(isAbandoned(room.state, finished + 60 * minute, finished + 80 * minute)).toBe(false)
})
