import { expect, test } from 'vitest'
import { createRoom, phase as planned } from '#tests/rules/rooms/room-in-memory.ts'
import {
  clockOffset,
  countdownText,
  gonePercent,
  leftMs,
  overText,
  paceOf,
  paceText,
  secondsToDeadline,
} from '#app/room-client/room-clock.ts'

const phase = {
  id: 'write',
  kind: 'write',
  title: 'Write',
  minutes: 6,
  prompts: [],
  anonymous: false,
  state: 'open',
  openedAt: '2026-11-26T10:00:00.000Z',
} as const
const openedAt = Date.parse(phase.openedAt)

test('the offset comes from the fastest of the pings', () => {
  const slow = { sentAt: 0, answeredAt: 2000, serverAt: 7000 }
  const fast = { sentAt: 3000, answeredAt: 3020, serverAt: 8010 }
  expect(clockOffset([slow, fast])).toBe(5000)
  expect(clockOffset([])).toBe(0)
})

test('time that is left may be negative, and is shown as nothing', () => {
  const view = { ...phase, prompts: [] }
  expect(leftMs(view, openedAt + 50_000)).toBe(310_000)
  expect(countdownText(310_000)).toBe('5:10')
  expect(countdownText(leftMs(view, openedAt + 400_000))).toBe('0:00')
  expect(gonePercent(view, openedAt + 180_000)).toBe(50)
  expect(gonePercent(view, openedAt + 900_000)).toBe(100)
})

test('seconds to the deadline are rounded up and end at nothing', () => {
  const closing = { ...phase, prompts: [], deadline: '2026-11-26T10:06:10.000Z' }
  const deadline = Date.parse(closing.deadline)
  expect(secondsToDeadline(closing, deadline - 7_200)).toBe(8)
  expect(secondsToDeadline(closing, deadline + 1)).toBe(0)
})

test('time that is over is said in whole minutes', () => {
  expect(overText(-20_000)).toBe('Time is up')
  expect(overText(-60_000)).toBe('1 minute over')
  expect(overText(-150_000)).toBe('2 minutes over')
})

test('the pace of a room: what is left of this phase, and all that was not opened yet', () => {
  const room = createRoom([
    planned('welcome'),
    planned('round', { minutes: 10 }),
    planned('discuss', { minutes: 15 }),
  ])
  const plan = 5 + 10 + 15
  expect(paceOf(room.view, plan, room.now)).toBeNull()
  const startedAt = room.now
  room.goTo('welcome')
  expect(paceOf(room.view, plan, room.now)).toEqual({
    endsAt: startedAt + 30 * 60_000,
    plannedAt: startedAt + 30 * 60_000,
  })
  room.drift(9 * 60_000)
  const late = paceOf(room.view, plan, room.now)
  expect(late && paceText(late)).toBe('about 4 minutes behind the plan')
  room.lead('phase.extend', { minutes: 3 })
  const longer = paceOf(room.view, plan, room.now)
  expect(longer && paceText(longer)).toBe('about 4 minutes behind the plan')
})

test('the pace is advice, in whole minutes, and forgives one', () => {
  const pace = (minutes: number) => paceText({ plannedAt: 0, endsAt: minutes * 60_000 })
  expect(pace(1)).toBe('about on plan')
  expect(pace(-1.4)).toBe('about on plan')
  expect(pace(-3)).toBe('about 3 minutes ahead of the plan')
})
