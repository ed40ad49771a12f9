import { surenesses, type Sureness } from '#server/toolkits/rules/items/scales.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import type { AnsweredFact, Fact } from './fact.ts'

/** How often somebody was right when they said they were so sure. */
export type LevelCount = { level: Sureness; answered: number; right: number }

export type Calibration = {
  /** From the surest to the least; without what was never said. */
  levels: LevelCount[]
  /** Each month in which it was said, the latest first. `month` is such as 2026-11. */
  months: { month: string; levels: LevelCount[] }[]
}

/**
 * How sure somebody was beside how often they were right. Only the first answer to each check
 * counts: after it they have read the feedback. Pure; the order of `facts` does not matter.
 */
export function calibration(facts: readonly Fact[]): Calibration {
  const counted = facts.filter(
    (one): one is AnsweredFact =>
      one.verb === 'answered' && one.payload.nth === 1 && one.payload.confidence !== undefined,
  )
  const months = [...new Set(counted.map(monthOf))].sort().reverse()
  return {
    levels: levelsOf(counted),
    months: months.map((month) => ({
      month,
      levels: levelsOf(counted.filter((one) => monthOf(one) === month)),
    })),
  }
}

function levelsOf(answers: readonly AnsweredFact[]): LevelCount[] {
  return surenesses.toReversed().flatMap((level) => {
    const said = answers.filter((one) => one.payload.confidence === level)
    const right = said.filter((one) => one.payload.correct).length
    return said.length === 0 ? [] : [{ level, answered: said.length, right }]
  })
}

function monthOf(one: AnsweredFact): string {
  return londonDay(one.at).slice(0, 7)
}
