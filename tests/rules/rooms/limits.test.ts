import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limits, take, type Bucket } from '#server/rooms/rules/limits.ts'
import { shuffled } from '#server/rooms/rules/order.ts'

test('a bucket gives its burst, then its rate, and says when there is more', () => {
  let bucket: Bucket | undefined
  const ask = (now: number) => {
    const taken = take(bucket, 'contribute', now)
    bucket = taken.bucket
    return taken.retryAfter
  }
  for (let n = 0; n < 10; n += 1) expect(ask(0)).toBeUndefined()
  expect(ask(0)).toBe(1)
  expect(ask(999)).toBe(1)
  expect(ask(1_000)).toBeUndefined()
  expect(ask(1_000)).toBe(1)
})

test('over any time nobody gets more than burst plus rate, and a clock set back gives nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -500, max: 2_000 }), { maxLength: 100 }), (steps) => {
      let [bucket, now, latest, given]: [Bucket | undefined, number, number, number] = [
        undefined,
        0,
        0,
        0,
      ]
      let gone = 0
      for (const step of steps) {
        const next = Math.max(0, now + step)
        gone += Math.max(0, next - now)
        now = next
        latest = Math.max(latest, now)
        const taken = take(bucket, 'draft', now)
        bucket = taken.bucket
        if (taken.retryAfter === undefined) given += 1
      }
      expect(given).toBeLessThanOrEqual(
        limits.draft.burst + (gone / 1000) * limits.draft.perSecond + 1e-6,
      )
    }),
  )
})

test('an order by chance keeps everything, and depends on nothing but its seed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 0, max: 2 ** 31 - 1 }), (items, seed) => {
      const once = shuffled(items, seed)
      expect(shuffled(items, seed)).toEqual(once)
      expect([...once].sort()).toEqual([...items].sort())
    }),
  )
  const orders = new Set(
    Array.from({ length: 500 }, (_, seed) => shuffled([1, 2, 3, 4], seed).join()),
  )
  expect(orders.size).toBe(24)
})
