import { completion } from './completion.ts'
import type { Fact } from './fact.ts'
import { itemsOf, type Plan, type PlanSection } from './plan.ts'
import { finishedFreely } from './resume.ts'

export type SectionProgress = {
  section: string
  title: string
  state: Progress['state']
  /** Checks answered, reflections written and surveys filled in, of all items of the section. */
  partsDone: number
  parts: number
  /** Whole minutes of the whole section, as a guide. */
  minutes: number
  /** Whole minutes; 0 only when the section is done. */
  minutesLeft: number
}

export type Progress = {
  sections: readonly SectionProgress[]
  sectionsDone: number
  state: 'not-started' | 'in-progress' | 'done'
  completedAt: number | null
  /** Whole minutes of the module; 0 only when it is done. */
  minutesLeft: number
}

/**
 * How far somebody is, and how long the rest takes as a guide. A pure function of the release, the
 * facts and the set of reflections that have a text (never the text itself).
 *
 * What stands before the last finished item counts as read; nothing else does. A section that is
 * not complete never says 0 minutes, and a module is `done` exactly when it is complete.
 */
export function progress(
  plan: Plan,
  facts: readonly Fact[],
  written: ReadonlySet<string>,
): Progress {
  const all = completion(plan, facts)
  const freely = finishedFreely(facts, written)
  const sections = plan.sections.map((section, index) => {
    const state = all.sections[index]
    return sectionProgress(
      section,
      state?.complete ?? false,
      new Set([...(state?.answered ?? []), ...freely]),
    )
  })
  const done = sections.filter((section) => section.state === 'done').length
  const begun = facts.length > 0 || sections.some((section) => section.partsDone > 0)
  const secondsLeft = plan.sections.reduce((sum, section, index) => {
    const one = all.sections[index]
    if (!one || one.complete) return sum
    return sum + leftSeconds(section, new Set([...one.answered, ...freely]))
  }, 0)
  return {
    sections,
    sectionsDone: done,
    state: all.complete ? 'done' : begun ? 'in-progress' : 'not-started',
    completedAt: all.completedAt,
    minutesLeft: all.complete ? 0 : wholeMinutes(secondsLeft),
  }
}

function sectionProgress(
  section: PlanSection,
  complete: boolean,
  doneItems: ReadonlySet<string>,
): SectionProgress {
  const items = itemsOf(section)
  const partsDone = items.filter((part) => doneItems.has(part.item)).length
  return {
    section: section.id,
    title: section.title,
    state: complete ? 'done' : partsDone > 0 ? 'in-progress' : 'not-started',
    partsDone,
    parts: items.length,
    minutes: wholeMinutes(section.parts.reduce((sum, part) => sum + part.seconds, 0)),
    minutesLeft: complete ? 0 : wholeMinutes(leftSeconds(section, doneItems)),
  }
}

function leftSeconds(section: PlanSection, doneItems: ReadonlySet<string>): number {
  const isDone = (part: PlanSection['parts'][number]) =>
    part.kind !== 'prose' && doneItems.has(part.item)
  const readUpTo = section.parts.findLastIndex(isDone)
  return section.parts.reduce((sum, part, index) => {
    const behind = isDone(part) || (part.kind === 'prose' && index < readUpTo)
    return behind ? sum : sum + part.seconds
  }, 0)
}

/** Rounded up, at least one: whatever is not done takes some time. */
function wholeMinutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60))
}
