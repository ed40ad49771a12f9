import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { attendance, openedPhases, type Interval } from '#server/rooms/rules/attendance.ts'
import { foldState, type State } from '#server/rooms/rules/state.ts'
import { amara, ben, chloe, createRoom, dev, ewa, phase } from './room-in-memory.ts'

const second = 1_000
const people = [amara, ewa, ben, chloe, dev] as const

/** A stretch in whole seconds around the session, before its start and after its end too. */
const interval = fc
  .tuple(fc.constantFrom(...people), fc.integer({ min: -600, max: 4_200 }), fc.nat(1_800))
  .map(([person, from, lasts]) => ({ person, from, to: from + lasts }))
const intervals = fc.array(interval, { maxLength: 12 })

/** Who puts whom on their device, and when: seconds after the start. */
const sharing = fc.array(
  fc.record({
    after: fc.integer({ min: 1, max: 500 }),
    holder: fc.constantFrom(ben, chloe),
    people: fc.subarray([dev, ewa]),
  }),
  { maxLength: 4 },
)
/** How long each phase stays open, in seconds. */
const stays = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 3, maxLength: 3 })

type Session = {
  stays: readonly number[]
  sharing: readonly { after: number; holder: PersonId; people: readonly PersonId[] }[]
}

/** A session of three phases, closed at its end; phones are shared while it goes on. */
function hold({ stays: lengths, sharing: shared }: Session) {
  const room = createRoom([phase('welcome'), phase('discuss'), phase('own-learning')])
  room.lead('room.open')
  room.wait(60 * second)
  room.lead('room.start')
  for (const one of shared) {
    room.wait(one.after * second)
    room.send(one.holder, { type: 'company.set', body: { people: one.people } })
  }
  for (const seconds of lengths) {
    room.wait(seconds * second)
    room.next()
  }
  room.lead('room.close')
  return { state: room.state, log: room.log, now: room.now }
}

/** The same question asked second by second, without any of the product's arithmetic. */
function counted(state: State, given: readonly Interval[], person: PersonId) {
  const [start, end] = [state.startedAt ?? 0, state.closedAt ?? 0]
  const phases = new Set<string>()
  let present = 0
  for (let at = start; at < end; at += second) {
    const isThere = (one: PersonId) =>
      given.some((each) => each.person === one && each.from <= at && each.to > at)
    const onAnotherDevice = state.together.some(
      (one) =>
        one.person === person && one.from <= at && (one.to ?? end) > at && isThere(one.holder),
    )
    if (!isThere(person) && !onAnotherDevice) continue
    present += 1
    for (const opening of state.openings) {
      if (opening.from <= at && (opening.to ?? end) > at) phases.add(opening.phase)
    }
  }
  const opened = openedPhases(state)
  return { present, phases: opened.filter((id) => phases.has(id)), opened: opened.length }
}

const atStart = (
  { startedAt = 0 }: State,
  given: readonly { person: PersonId; from: number; to: number }[],
) =>
  given.map(({ person, from, to }) => ({
    person,
    from: startedAt + from * second,
    to: startedAt + to * second,
  }))

const session = fc.record({ stays, sharing })

test('attendance says what counting second by second says, for every person', () => {
  fc.assert(
    fc.property(session, intervals, (held, given) => {
      const { state, now } = hold(held)
      const there = atStart(state, given)
      for (const one of attendance(state, there, now)) {
        const { present, phases, opened } = counted(state, there, one.person)
        expect(one.minutesPresent).toBe(Math.round(present / 60))
        expect(one.phases).toEqual(phases)
        const isEnough = present >= 20 * 60 || (phases.length > 0 && phases.length * 2 >= opened)
        expect(one.attended).toBe(isEnough)
      }
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('the order of the intervals, doubled ones and ones that overlap make no difference', () => {
  fc.assert(
    fc.property(session, intervals, fc.nat(), (held, given, chance) => {
      const { state, now } = hold(held)
      const there = atStart(state, given)
      const halves = there.flatMap(({ person, from, to }, index) => {
        const cut = from + Math.floor(((chance + index) % 10) * 0.1 * (to - from))
        return [
          { person, from: cut, to },
          { person, from, to: Math.min(to, cut + second) },
          { person, from, to: cut },
        ]
      })
      const expected = attendance(state, there, now)
      expect(attendance(state, [...there].reverse(), now)).toEqual(expected)
      expect(attendance(state, [...there, ...there], now)).toEqual(expected)
      expect(attendance(state, halves, now)).toEqual(expected)
    }),
    { numRuns: 150 },
  )
})

test('it is a function of the log: a replay says the same, and a later clock changes nothing', () => {
  fc.assert(
    fc.property(session, intervals, (held, given) => {
      const { state, log, now } = hold(held)
      const there = atStart(state, given)
      const expected = attendance(state, there, now)
      expect(attendance(foldState(log), there, now)).toEqual(expected)
      expect(attendance(state, there, now + 86_400_000)).toEqual(expected)
    }),
    { numRuns: 100 },
  )
})

test('more presence never takes attendance away, and others’ presence gives none', () => {
  fc.assert(
    fc.property(session, intervals, interval, (held, given, more) => {
      const { state, now } = hold({ ...held, sharing: [] })
      const before = attendance(state, atStart(state, given), now)
      const after = attendance(state, atStart(state, [...given, more]), now)
      after.forEach((one, index) => {
        const was = before[index]
        if (one.person !== more.person) return expect(one).toEqual(was)
        expect(one.minutesPresent).toBeGreaterThanOrEqual(was?.minutesPresent ?? 0)
        expect(one.phases).toEqual(expect.arrayContaining(was?.phases ?? []))
        expect(one.attended || !was?.attended).toBe(true)
      })
    }),
    { numRuns: 100 },
  )
})

test('boundaries: to the millisecond at start, end and between two phases', () => {
  const { state, now } = hold({ stays: [300, 300, 300], sharing: [] })
  const [first, next] = state.openings
  const [start, end] = [state.startedAt ?? 0, state.closedAt ?? 0]
  const of = (from: number, to: number) =>
    attendance(state, [{ person: ben, from, to }], now).find(({ person }) => person === ben)
  const between = next?.from ?? 0
  expect(first?.to).toBe(between)
  expect(of(start, between)?.phases).toEqual(['welcome'])
  expect(of(start, between + 1)?.phases).toEqual(['welcome', 'discuss'])
  expect(of(between, between + 1)?.phases).toEqual(['discuss'])
  expect(of(start - 60_000, start)).toMatchObject({ phases: [], minutesPresent: 0 })
  expect(of(end, end + 60_000)).toMatchObject({ phases: [], minutesPresent: 0 })
  expect(of(start - 60_000, end + 60_000)?.minutesPresent).toBe(Math.round((end - start) / 60_000))
  expect(of(start + 30_000, start + 30_000)).toMatchObject({ phases: [] })
})

test('a shared phone: both are there while its holder is, and each only once', () => {
  const { state, now } = hold({
    stays: [600, 600, 600],
    sharing: [{ after: 300, holder: ben, people: [dev] }],
  })
  const there = atStart(state, [
    { person: ben, from: 0, to: 900 },
    { person: dev, from: 600, to: 1_200 },
  ])
  const minutes = (person: PersonId) =>
    attendance(state, there, now).find((one) => one.person === person)?.minutesPresent
  expect(minutes(ben)).toBe(15)
  // On Ben's phone from the fifth minute to the fifteenth, on his own from the tenth to the twentieth.
  expect(minutes(dev)).toBe(15)
  expect(minutes(chloe)).toBe(0)
})
