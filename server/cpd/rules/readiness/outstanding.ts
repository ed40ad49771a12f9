import type { Need } from './need.ts'

/** What readiness says is missing, in numbers alone: for a mail, which never holds a word. */
export type Outstanding = {
  pieces: number
  minutes: number
  /** The part of the minutes that is to be spent with others. */
  minutesWithOthers: number
  peers: number
  /** Other quantities that are not reached, such as reflective accounts or core elements. */
  others: number
}

export const nothingOutstanding: Outstanding = {
  pieces: 0,
  minutes: 0,
  minutesWithOthers: 0,
  peers: 0,
  others: 0,
}

/** What these quantities still lack, each counted as its regulator counts it. Pure. */
export function outstandingOf(needs: readonly Need[]): Outstanding {
  const sum = { ...nothingOutstanding }
  for (const { reason, need, have } of needs) {
    const lacks = Math.max(0, need - have)
    if (lacks === 0) continue
    if (reason === 'too-few') sum.pieces += lacks
    else if (reason === 'hours') sum.minutes += lacks
    else if (reason === 'participatory-hours') sum.minutesWithOthers += lacks
    else if (reason === 'peer') sum.peers += lacks
    else sum.others += 1
  }
  return sum
}
