import { z } from 'zod'
import { entryId, type EntryId } from '#server/platform/rules/ids.ts'

/** How much is taken out: one entry, the registration year that ends in `year`, or all. */
export type ExportScope =
  { kind: 'entry'; entry: EntryId } | { kind: 'year'; year: number } | { kind: 'everything' }

/** A calendar year in an address: the one in which a registration year ends. */
export const yearQuery = z
  .string()
  .regex(/^(?:19|20|21)\d{2}$/)
  .transform(Number)
  .optional()

/** A scope as it stands in an address: `everything`, `year-2026`, `entry-<id>`. */
export const exportScope = z.string().transform((raw, check): ExportScope => {
  if (raw === 'everything') return { kind: 'everything' }
  const year = yearQuery.safeParse(raw.replace(/^year-/, ''))
  if (raw.startsWith('year-') && year.data !== undefined) return { kind: 'year', year: year.data }
  const entry = entryId.safeParse(raw.replace(/^entry-/, ''))
  if (raw.startsWith('entry-') && entry.success) return { kind: 'entry', entry: entry.data }
  check.addIssue({ code: 'custom', message: 'There is no such part of a record.' })
  return z.NEVER
})

/** A scope as an address writes it. */
export function scopeText(scope: ExportScope): string {
  if (scope.kind === 'year') return `year-${scope.year}`
  return scope.kind === 'entry' ? `entry-${scope.entry}` : 'everything'
}
