import { presentName } from '#server/toolkits/rules/renamed.ts'
import { completion } from './completion.ts'
import { latestResponses, type Fact } from './fact.ts'
import { itemsOf, type Plan, type PlanSection } from './plan.ts'

/**
 * Where to go on: a section, and in it the first item that is not finished (null: its end).
 * Nothing is `begun` while none of its items is finished: then its reader starts at the top.
 */
export type Place = { section: string; item: string | null; begun: boolean }

/**
 * Where somebody lands who comes back: the section they were in last, or, when that one is
 * complete, the next that is not (round from the last to the first). Null when nothing is left.
 * `last` is the section of the newest thing the learner did here; null means they never began.
 */
export function resume(
  plan: Plan,
  facts: readonly Fact[],
  written: ReadonlySet<string>,
  last: string | null,
): Place | null {
  const all = completion(plan, facts)
  if (all.complete) return null
  const name = last === null ? null : presentName(plan.sections, last)
  const lastIndex = plan.sections.findIndex((section) => section.id === name)
  const from = Math.max(0, lastIndex)
  const inOrder = [...plan.sections.slice(from), ...plan.sections.slice(0, from)]
  const next = inOrder.find((section) => !isComplete(section))
  if (!next) return null
  const item = firstUnfinished(next, all.sections, finishedFreely(facts, written))
  return { section: next.id, item, begun: anyDone(next) }

  function anyDone(section: PlanSection): boolean {
    const freely = finishedFreely(facts, written)
    const state = all.sections.find((one) => one.section === section.id)
    return itemsOf(section).some(
      (part) => freely.has(part.item) || state?.answered.includes(part.item),
    )
  }

  function isComplete(section: PlanSection): boolean {
    return all.sections.some((one) => one.section === section.id && one.complete)
  }
}

/**
 * What nothing waits for and was done all the same: reflections with a text, surveys filled in,
 * spreads judged, vignettes walked to an end.
 */
export function finishedFreely(
  facts: readonly Fact[],
  written: ReadonlySet<string>,
): ReadonlySet<string> {
  const walked = facts.flatMap((one) =>
    one.verb === 'walked' && one.payload.ended ? [one.item] : [],
  )
  return new Set([...written, ...latestResponses(facts).keys(), ...walked])
}

/**
 * The first item of a section that has no answer or no text yet; null when all are finished.
 * `freely` are the items that were done although nothing waits for them.
 */
export function firstUnfinished(
  section: PlanSection,
  states: readonly { section: string; answered: readonly string[] }[],
  freely: ReadonlySet<string>,
): string | null {
  const answered = states.find((one) => one.section === section.id)?.answered ?? []
  const open = itemsOf(section).find((part) =>
    part.kind === 'check' ? !answered.includes(part.item) : !freely.has(part.item),
  )
  return open?.item ?? null
}
