/** How often in a row a room could not be worked on, and until when it is left alone. */
export type Rest = { failures: number; until: number }

const firstMs = 1_000
const longestMs = 5 * 60_000

/**
 * The rest after one more failure: a second, then twice as long each time, up to five minutes. A
 * fault that passes by itself, a full disk or a busy database, never waits longer than a second.
 */
export function restAfter(before: Rest | undefined, now: number, passes: boolean): Rest {
  const failures = (before?.failures ?? 0) + 1
  const ms = passes ? firstMs : Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30))
  return { failures, until: now + ms }
}

/** Whether the room is still left alone; a clock that was put back keeps nothing waiting for long. */
export function isResting(rest: Rest | undefined, now: number): boolean {
  return rest !== undefined && rest.until > now && rest.until <= now + longestMs
}
