import { createHash } from 'node:crypto'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import { day, londonInstant } from '#server/platform/rules/london.ts'

export const secondMs = 1000
export const minuteMs = 60_000
export const hourMs = 3_600_000

/** A clock that only moves when a test turns it. Starts on a Wednesday afternoon in November. */
export function handClock(startsAt = londonInstant(day.parse('2026-11-25'), '14:32')) {
  let at = startsAt
  return {
    now: () => at,
    /** Turns the clock on; negative turns it back, as a machine's clock may jump. */
    turn(ms: number) {
      at += ms
    },
    set(to: number) {
      at = to
    },
  } satisfies Clock & { turn(ms: number): void; set(to: number): void }
}
export type HandClock = ReturnType<typeof handClock>

/** The same ids, bytes and seeds in the same order each time; another `seed` gives another order. */
export function fixedRandom(seed = 1): Random {
  let drawn = 0
  function bytes(length: number): Uint8Array {
    const blocks: Buffer[] = []
    for (let have = 0; have < length; have += 32) {
      drawn += 1
      blocks.push(createHash('sha256').update(`${seed} ${drawn}`).digest())
    }
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
  }
  return {
    bytes,
    uuid() {
      const hex = Buffer.from(bytes(16)).toString('hex')
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
      ].join('-')
    },
    seed: () => Buffer.from(bytes(4)).readUInt32BE() & 0x7fffffff,
  }
}
