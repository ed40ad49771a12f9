import type { Day } from '#server/platform/rules/london.ts'

/** Something that can be done in the minutes that somebody has. */
export type Doable = {
  kind: 'recall' | 'section' | 'briefing'
  /** Null for what belongs to none. */
  toolkit: string | null
  minutes: number
  /** Begun already: going on costs less than beginning. */
  begun: boolean
  dueOn: Day | null
}

/** The choices on the page: what gaps a working day has. */
export const gaps = [5, 10, 20, 30] as const
export const usualGap = 10

/** More than this is no help to somebody with ten minutes. */
export const mostShown = 6

/**
 * What fits into `minutes`, the most useful first: questions that are back, what is begun, what is
 * due soonest, briefings, then the rest. Of a toolkit only what comes first in it and fits, never
 * anything that takes longer, and no more than a person wants to choose from. Pure.
 */
export function fitting<T extends Doable>(minutes: number, doable: readonly T[]): T[] {
  const fits = doable.filter((one) => one.minutes <= minutes)
  const first = fits.filter(
    (one, at) => fits.findIndex((other) => other.toolkit === one.toolkit) === at,
  )
  return first.sort(moreUseful).slice(0, mostShown)
}

/** The shortest thing there is, for when nothing fits. */
export function shortest<T extends Doable>(doable: readonly T[]): T | null {
  return doable.reduce<T | null>(
    (least, one) => (least === null || one.minutes < least.minutes ? one : least),
    null,
  )
}

function moreUseful(a: Doable, b: Doable): number {
  return rank(a) - rank(b) || compareDue(a.dueOn, b.dueOn) || b.minutes - a.minutes
}

function rank({ kind, begun, dueOn }: Doable): number {
  if (kind === 'recall') return 0
  if (begun) return 1
  if (dueOn !== null) return 2
  return kind === 'briefing' ? 3 : 4
}

function compareDue(a: Day | null, b: Day | null): number {
  if (a === b) return 0
  if (a === null) return 1
  return b === null || a < b ? -1 : 1
}
