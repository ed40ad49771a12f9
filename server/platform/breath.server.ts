import { setImmediate } from 'node:timers/promises'

/** How long work may keep everybody else waiting. */
const longestMs = 12

/**
 * For long work in slices: awaiting what this answers lets others go first, as soon as this work
 * has held the only thread for a while.
 */
export function createBreath(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < longestMs) return
    await setImmediate()
    since = performance.now()
  }
}
