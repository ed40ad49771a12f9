/**
 * What learning needs to know of a release: its sections, and in each one the prose and the items
 * in reading order, with the time each part takes. Derived from a release, never stored.
 */
export type PlanPart =
  | { kind: 'prose'; seconds: number }
  | { kind: 'check'; item: string; seconds: number }
  | { kind: 'reflection'; item: string; seconds: number }

export type PlanSection = { id: string; title: string; parts: readonly PlanPart[] }

export type Plan = { sections: readonly PlanSection[] }

/** A part that the learner does something with. */
export type PlanItem = Exclude<PlanPart, { kind: 'prose' }>

/** The items of a section in reading order. */
export function itemsOf(section: PlanSection): PlanItem[] {
  return section.parts.filter((part) => part.kind !== 'prose')
}

/** The ids of the checks of a section in reading order: what has to be answered. */
export function checksOf(section: PlanSection): string[] {
  return section.parts.flatMap((part) => (part.kind === 'check' ? [part.item] : []))
}
