import type { EvidenceId } from '#server/platform/rules/ids.ts'
import type { Entry } from '../entry/entry.ts'

/** The standards that evidence speaks to by itself, such as those of a completed module. */
export type CarriedStandards = ReadonlyMap<EvidenceId, readonly string[]>

/**
 * Entries as their coverage is counted: each touches what its owner tagged it with, and what its
 * evidence carries. For counting alone: what is shown and taken out are the owner's own tags. Pure.
 */
export function withCarried<T extends Pick<Entry, 'evidence' | 'standards'>>(
  entries: readonly T[],
  carried: CarriedStandards,
): T[] {
  return entries.map((entry) => {
    const more = entry.evidence.flatMap((id) => carried.get(id) ?? [])
    return more.length === 0
      ? entry
      : { ...entry, standards: [...new Set([...entry.standards, ...more])] }
  })
}
