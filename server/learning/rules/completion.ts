import { presentName } from '#server/toolkits/rules/renamed.ts'
import type { Fact } from './fact.ts'
import { checksOf, type Plan, type PlanSection } from './plan.ts'

export type SectionCompletion = {
  section: string
  complete: boolean
  /** Checks of the present release that have an answer, right or not, in reading order. */
  answered: readonly string[]
  /** Checks of the present release that have none yet, in reading order. */
  open: readonly string[]
}

export type Completion = {
  sections: readonly SectionCompletion[]
  complete: boolean
  /** When the last missing thing happened; null while the module is not complete. */
  completedAt: number | null
}

type LeftFact = Extract<Fact, { verb: 'left-section' }>

/**
 * What is complete, as a pure function of the facts and the release: their order and repetition do
 * not matter, and another fact never takes a tick away.
 *
 * A section is complete when it was left by `Save and continue` and each of its checks has been
 * answered, right or not. A section that was complete in an older release stays complete, because
 * the fact of leaving names the checks it had then; so does a module. What was left under an earlier
 * name of a section was left there.
 * Source: product.md, Behaviour; content.md, Learning records.
 */
export function completion(plan: Plan, facts: readonly Fact[]): Completion {
  const answeredAt = firstAnswers(facts)
  const nameNow = (section: string) => presentName(plan.sections, section)
  const left = facts
    .filter((one) => one.verb === 'left-section')
    .map((one) => ({ ...one, section: nameNow(one.section) }))
  const states = plan.sections.map((section) => ({
    section: section.id,
    completedAt: sectionCompletedAt(section.id, checksOf(section), left, answeredAt),
    ...answeredAndOpen(section, answeredAt),
  }))
  const earlier = facts
    .filter((one) => one.verb === 'completed-module')
    .map((one) => olderModuleCompletedAt(one.payload.sections.map(nameNow), left, answeredAt))
  const completedAt = earliest([
    plan.sections.length > 0 ? latest(states.map((state) => state.completedAt)) : null,
    ...earlier,
  ])
  return {
    sections: states.map(({ section, answered, open, completedAt: at }) => ({
      section,
      complete: at !== null,
      answered,
      open,
    })),
    complete: completedAt !== null,
    completedAt,
  }
}

function answeredAndOpen(section: PlanSection, answeredAt: ReadonlyMap<string, number>) {
  const checks = checksOf(section)
  return {
    answered: checks.filter((item) => answeredAt.has(item)),
    open: checks.filter((item) => !answeredAt.has(item)),
  }
}

function sectionCompletedAt(
  section: string,
  checksNow: readonly string[],
  left: readonly LeftFact[],
  answeredAt: ReadonlyMap<string, number>,
): number | null {
  const leavings = left.filter((one) => one.section === section)
  return earliest(
    leavings.flatMap((one) =>
      [one.payload.checks, checksNow].map((checks) =>
        latest([one.at, ...checks.map((item) => answeredAt.get(item) ?? null)]),
      ),
    ),
  )
}

/** The fact alone proves nothing: each section it names must be complete by facts of its own. */
function olderModuleCompletedAt(
  sections: readonly string[],
  left: readonly LeftFact[],
  answeredAt: ReadonlyMap<string, number>,
): number | null {
  if (sections.length === 0) return null
  return latest(
    sections.map((section) => {
      const checks = left
        .filter((leaving) => leaving.section === section)
        .map((leaving) =>
          latest([
            leaving.at,
            ...leaving.payload.checks.map((item) => answeredAt.get(item) ?? null),
          ]),
        )
      return earliest(checks)
    }),
  )
}

function firstAnswers(facts: readonly Fact[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  for (const one of facts) {
    if (one.verb !== 'answered') continue
    first.set(one.item, Math.min(one.at, first.get(one.item) ?? one.at))
  }
  return first
}

/** The last of instants that must all exist; null as soon as one is missing. */
function latest(instants: readonly (number | null)[]): number | null {
  let last = -Infinity
  for (const at of instants) {
    if (at === null) return null
    last = Math.max(last, at)
  }
  return last === -Infinity ? null : last
}

/** The first of instants of which any will do; null when there is none. */
function earliest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((at) => at !== null)
  return known.length === 0 ? null : Math.min(...known)
}
