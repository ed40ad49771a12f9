/** A seeded source of decisions, so that a run can be started again with the same ones. */
export type Chance = ReturnType<typeof createChance>

export function createChance(seed: number) {
  let state = seed >>> 0
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const upTo = (n: number) => Math.floor(next() * n)
  return {
    next,
    /** A whole number from 0 to n − 1. */
    upTo,
    between: (least: number, most: number) => least + upTo(most - least + 1),
    happens: (probability: number) => next() < probability,
    pick: <T>(list: readonly T[]): T | undefined => list[upTo(list.length)],
  }
}
