import type { Actor } from '#server/access/rules/actor.ts'
import { titleOf, type OwnRecord } from '../record.server.ts'
import type { LinkedEvidence } from '../rules/entry/brought.ts'
import type { Entry } from '../rules/entry/entry.ts'
import type { ExportScope } from '../rules/export-scope.ts'
import { belongs } from '../rules/readiness/piece.ts'
import type { OwnProfile, Registration } from '../rules/regulator/registration.ts'
import { yearNamed } from '../rules/regulator/year.ts'

export type ExportedEntry = { entry: Entry; title: string; evidence: LinkedEvidence[] }
export type CpdExport = {
  at: number
  person: { name: string; jobTitle: string }
  profile: OwnProfile
  /** The profiles whose own questions may be answered in it, the shown one first. */
  asking: readonly OwnProfile[]
  /** Where the person is registered, as they chose; nothing where they never chose. */
  registrations: readonly Registration[]
  scope: ExportScope
  entries: ExportedEntry[]
}

/** What an export holds; null where the one entry is not there. Oldest first, undated last. */
export function exportOf({
  actor,
  record,
  ...chosen
}: Omit<CpdExport, 'person' | 'entries'> & {
  actor: Actor
  record: OwnRecord
}): CpdExport | null {
  const { profile, scope } = chosen
  const linked = new Map(record.evidence.map((one) => [one.id, one]))
  const entries = record.entries
    .filter((entry) => isChosen(profile, scope, entry))
    .sort(byDate)
    .map((entry) => {
      const evidence = entry.evidence.flatMap((id) => linked.get(id) ?? [])
      return { entry, title: titleOf(profile, entry, evidence), evidence }
    })
  if (scope.kind === 'entry' && entries.length === 0) return null
  return { ...chosen, person: { name: actor.name, jobTitle: actor.jobTitle }, entries }
}

function isChosen(profile: OwnProfile, scope: ExportScope, entry: Entry): boolean {
  switch (scope.kind) {
    case 'entry':
      return entry.id === scope.entry
    case 'year':
      return belongs(yearNamed(profile, scope.year), entry)
    case 'everything':
      return true
  }
}

function byDate(a: Entry, b: Entry): number {
  const [first, second] = [a.fields.date ?? '9999', b.fields.date ?? '9999']
  if (first !== second) return first < second ? -1 : 1
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}
