import { createBreath } from '#server/platform/breath.server.ts'
import type { EntryId } from '#server/platform/rules/ids.ts'
import { titleOf, type OwnRecord } from '../record.server.ts'
import { spottedOf } from '../rules/confidentiality/spotted.ts'
import type { Entry } from '../rules/entry/entry.ts'
import type { FieldId, Profile } from '../rules/regulator/profile.ts'

/** An entry in which the confidentiality check found something, and the first answer to look at. */
export type SpottedEntry = { id: EntryId; title: string; count: number; field: FieldId }

/** The entries of a record in which something could show who somebody is, before they leave. */
export async function spottedAmong(profile: Profile, record: OwnRecord): Promise<SpottedEntry[]> {
  const found: SpottedEntry[] = []
  const breath = createBreath()
  for (const one of record.entries) {
    found.push(...spottedEntry({ entry: one, title: titleOf(profile, one, record.evidence) }))
    await breath()
  }
  return found
}

/** What the confidentiality check finds in one entry: one line, or none. */
export function spottedEntry({ entry, title }: { entry: Entry; title: string }): SpottedEntry[] {
  const { count, field } = spottedOf(entry)
  return field ? [{ id: entry.id, title, count, field }] : []
}
