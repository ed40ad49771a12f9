import { z } from 'zod'
import { cpdTypes, toolkitKinds, type ReleaseCard } from './release.ts'

/** The longest module that fits, in minutes, as it is asked for; `more` is what takes longer. */
export const timeSpans = ['10', '30', '60', 'more'] as const
export type TimeSpan = (typeof timeSpans)[number]

const longestAskedMinutes = 60
const chosen = z.string().trim().max(200)

/** What the library is narrowed to. A part that cannot be read narrows nothing. */
export const libraryFilter = z.object({
  kind: z.enum(toolkitKinds).optional().catch(undefined),
  theme: chosen.optional().catch(undefined),
  audience: chosen.optional().catch(undefined),
  standard: chosen.optional().catch(undefined),
  minutes: z.enum(timeSpans).optional().catch(undefined),
  cpdType: z.enum(cpdTypes).optional().catch(undefined),
})
export type LibraryFilter = z.infer<typeof libraryFilter>

type Card = Pick<ReleaseCard, 'kind' | 'themes' | 'audiences' | 'standards' | 'cpdType' | 'minutes'>

/** The filter that an address carries. Empty choices are none. Never throws. */
export function filterIn(search: URLSearchParams): LibraryFilter {
  const asked = [...search].filter(([, value]) => value.trim() !== '')
  return libraryFilter.parse(Object.fromEntries(asked))
}

/** Whether anything is asked for at all. */
export function isFiltered(filter: LibraryFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

/** Whether a toolkit is among what is asked for. Themes and audiences are compared as words. */
export function matches(filter: LibraryFilter, card: Card): boolean {
  return (
    (filter.kind === undefined || card.kind === filter.kind) &&
    (filter.theme === undefined || holds(card.themes, filter.theme)) &&
    (filter.audience === undefined || holds(card.audiences, filter.audience)) &&
    (filter.standard === undefined || card.standards.includes(filter.standard)) &&
    (filter.minutes === undefined || fits(filter.minutes, card.minutes)) &&
    (filter.cpdType === undefined || card.cpdType === filter.cpdType)
  )
}

function holds(words: readonly string[], word: string): boolean {
  return words.some((one) => sameWord(one) === sameWord(word))
}

function sameWord(word: string): string {
  return word.trim().toLocaleLowerCase('en-GB')
}

function fits(span: TimeSpan, minutes: number): boolean {
  return span === 'more' ? minutes > longestAskedMinutes : minutes <= Number(span)
}

/** What can be chosen: only what some toolkit has, each once, in order. */
export function choices(cards: readonly Card[]): {
  kinds: Card['kind'][]
  themes: string[]
  audiences: string[]
  standards: string[]
  spans: TimeSpan[]
  cpdTypes: NonNullable<Card['cpdType']>[]
} {
  return {
    kinds: toolkitKinds.filter((kind) => cards.some((card) => card.kind === kind)),
    themes: each(cards.flatMap((card) => card.themes)),
    audiences: each(cards.flatMap((card) => card.audiences)),
    standards: [...new Set(cards.flatMap((card) => card.standards))].sort(inNumericOrder),
    spans: timeSpans.filter((span) => cards.some((card) => fits(span, card.minutes))),
    cpdTypes: cpdTypes.filter((type) => cards.some((card) => card.cpdType === type)),
  }
}

function each(words: readonly string[]): string[] {
  const found = new Map<string, string>()
  for (const word of words) if (!found.has(sameWord(word))) found.set(sameWord(word), word)
  return [...found.values()].sort((a, b) => a.localeCompare(b, 'en-GB'))
}

function inNumericOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en-GB', { numeric: true })
}
