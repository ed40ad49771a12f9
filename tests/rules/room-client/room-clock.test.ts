import { expect, test } from 'vitest'
import {
  clockOffset,
  countdownText,
  gonePercent,
  leftMs,
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
