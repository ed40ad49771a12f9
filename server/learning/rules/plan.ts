import { itemKinds } from '#server/toolkits/rules/items/index.ts'
import type { Item, Release, Section } from '#server/toolkits/rules/release.ts'

/**
 * What learning needs to know of a release: its sections, and in each one the prose and the items
 * in reading order, with the time each part takes. Derived from a release, never stored.
 */
export type PlanPart =
  | { kind: 'prose'; seconds: number }
  | { kind: 'check'; item: string; seconds: number }
  | { kind: 'reflection'; item: string; seconds: number }
  | { kind: 'survey'; item: string; seconds: number }
  | { kind: 'vignette'; item: string; seconds: number }
  | { kind: 'spread'; item: string; seconds: number }

export type PlanSection = {
  id: string
  title: string
  parts: readonly PlanPart[]
  /** The names that it had in earlier releases. */
  earlier?: readonly string[]
}

export type Plan = { sections: readonly PlanSection[] }

/** A part that the learner does something with. */
export type PlanItem = Exclude<PlanPart, { kind: 'prose' }>

/** The plan of a release. What the items leave of a section's minutes is prose, spread evenly. */
export function planOf(release: Pick<Release, 'sections'>): Plan {
  return { sections: release.sections.map(sectionPlan) }
}

function sectionPlan(section: Section): PlanSection {
  const items = section.items.map(itemPart)
  const itemSeconds = items.reduce((sum, part) => sum + part.seconds, 0)
  const prose = Math.max(0, section.minutes * 60 - itemSeconds)
  const share = Math.floor(prose / (items.length + 1))
  const parts: PlanPart[] = items.flatMap((part) => [{ kind: 'prose', seconds: share }, part])
  parts.push({ kind: 'prose', seconds: prose - share * items.length })
  const { id, title, earlier } = section
  return { id, title, parts, ...(earlier === undefined ? {} : { earlier }) }
}

function itemPart(item: Item): PlanPart {
  const { seconds } = itemKinds[item.type]
  // How sure one is belongs to the check: nothing waits for it.
  if (item.type === 'confidence') return { kind: 'prose', seconds }
  return { kind: item.type, item: item.id, seconds }
}

/** The items of a section in reading order. */
export function itemsOf(section: PlanSection): PlanItem[] {
  return section.parts.filter((part) => part.kind !== 'prose')
}

/** The ids of the checks of a section in reading order: what has to be answered. */
export function checksOf(section: PlanSection): string[] {
  return section.parts.flatMap((part) => (part.kind === 'check' ? [part.item] : []))
}
