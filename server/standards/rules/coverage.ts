import { z } from 'zod'
import type { Framework } from '#server/toolkits/rules/format.ts'

/** Something that a person has done, and the standards that it speaks to. */
export type Learnt = {
  kind: 'module' | 'room' | 'entry'
  title: string
  standards: readonly string[]
}

export type CoveredStandard = {
  code: string
  title: string
  summary?: string
  by: { kind: Learnt['kind']; title: string }[]
}
export type CoveredFramework = {
  id: string
  title: string
  summary?: string
  source?: string
  url?: string
  standards: CoveredStandard[]
  touched: number
}

/**
 * Which standards a person's learning touches, and which not: in the order of each framework, the
 * frameworks with most of it first. Touching is no proof: it says where to look. Pure.
 */
export function coverageOf(
  frameworks: readonly Framework[],
  learnt: readonly Learnt[],
): CoveredFramework[] {
  return frameworks
    .map(({ standards, checked: _checked, ...framework }) => {
      const covered = standards.map((standard) => ({ ...standard, by: touching(standard, learnt) }))
      const touched = covered.filter((one) => one.by.length > 0).length
      return { ...framework, standards: covered, touched }
    })
    .sort((a, b) => b.touched - a.touched || a.title.localeCompare(b.title, 'en-GB'))
}

function touching({ code }: { code: string }, learnt: readonly Learnt[]): CoveredStandard['by'] {
  const by = new Map<string, CoveredStandard['by'][number]>()
  for (const { kind, title, standards } of learnt) {
    if (standards.includes(code)) by.set(`${kind} ${title}`, { kind, title })
  }
  return [...by.values()]
}

/** The form of tags: any number of codes. Unknown ones are left out by the service. */
export const tagForm = z.object({
  standard: z
    .union([z.string().max(40), z.array(z.string().max(40)).max(200)])
    .default([])
    .transform((codes) => (typeof codes === 'string' ? [codes] : codes)),
})

/** The codes that there are, in the order of the frameworks, each once. */
export function knownCodes(frameworks: readonly Framework[], chosen: readonly string[]): string[] {
  const all = frameworks.flatMap((one) => one.standards.map(({ code }) => code))
  return [...new Set(all)].filter((code) => chosen.includes(code))
}
