import { paths } from '#app/paths.ts'
import { controlName } from '#server/cpd/rules/entry/entry.ts'
import type { GapLink } from '#server/cpd/rules/readiness/readiness.ts'

/** The id of the control in which a question is answered: of a date its first box. */
export function controlOf(field: string): string {
  return field === 'date' ? 'date-day' : controlName(field)
}

/** Where a person goes to mend something; `here` is the entry whose page this is. */
export function gapPath(link: GapLink, here?: string): string {
  if (link.kind === 'new-entry') return paths.cpdNew
  if (link.kind === 'standards') return paths.cpdEntryStandards(link.entry)
  const anchor = link.field ? `#${controlOf(link.field)}` : ''
  return link.entry === here && anchor ? anchor : `${paths.cpdEntry(link.entry)}${anchor}`
}
