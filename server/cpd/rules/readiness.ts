import type { EntryId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { emptyFields, type Entry } from './entry.ts'
import { isNear, samenessKey } from './likeness.ts'
import type { FieldId, Profile } from './profile.ts'
import { spottedInEntry } from './spotted.ts'
import { isWithin, previousYear, type RegistrationYear } from './year.ts'

export type GapReason =
  | 'outside-year'
  | 'used-last-year'
  | 'same'
  | 'impact'
  | 'unfinished'
  | 'draft'
  | 'too-few'
  | 'peer'
  | 'similar'
  | 'identifying'

/** Where a person goes to mend it. */
export type GapLink = { kind: 'new-entry' } | { kind: 'entry'; entry: EntryId; field?: FieldId }

/**
 * Something that the year still asks for. `regulator`: the requirement is not met without it.
 * `advice`: worth a look; never in the way.
 */
export type Gap = {
  reason: GapReason
  basis: 'regulator' | 'advice'
  entry: EntryId | null
  /** The other piece, for two that are alike. */
  other?: EntryId
  /** Questions without an answer. */
  fields?: FieldId[]
  /** How many pieces, peer reflections, or places that could show who somebody is. */
  count?: number
  link: GapLink
}

export type Readiness = {
  /** The year's requirement is met: no gap of the regulator's is left. */
  isMet: boolean
  /** Pieces that count, at most as many as are asked for in the headline; all of them here. */
  counted: EntryId[]
  /** Pieces that count and carry a peer reflection. */
  withPeer: EntryId[]
  gaps: Gap[]
}

/**
 * What `profile` still asks for in `year`, in the order a person would mend it; no gap of basis
 * `regulator` means ready, none at all means nothing to say. `entries` are all of one owner's:
 * earlier ones show what was used before. Pure, never throws. Days are days in Europe/London.
 * Source: facts/regulators.md, sections 1.1, 1.2 and 1.4.
 */
export function missing(
  profile: Profile,
  year: RegistrationYear,
  entries: readonly Entry[],
): Gap[] {
  return readinessOf(profile, year, entries).gaps
}

export function readinessOf(
  profile: Profile,
  year: RegistrationYear,
  entries: readonly Entry[],
): Readiness {
  const ordered = [...entries].sort(byDate)
  const earlier = ordered.filter((entry) => isOfEarlierYear(profile, year, entry))
  const inYear = ordered.filter((entry) => belongs(year, entry))

  const faults = new Map<EntryId, Gap>()
  const sound: Entry[] = []
  for (const entry of inYear) {
    const fault = faultOf(profile, year, entry, earlier)
    if (fault) faults.set(entry.id, fault)
    else sound.push(entry)
  }
  const counted = profile.pieces.mustDiffer ? different(sound, faults) : sound
  const withPeer = counted.filter((entry) => entry.fields.peerLearning !== '')

  const tooFew = Math.max(0, profile.pieces.min - counted.length)
  const tooFewPeers = Math.max(0, profile.peer.min - withPeer.length)
  const gaps = [
    ...(tooFew > 0 ? mendable(inYear, faults) : []),
    ...stillToWrite(tooFew - faults.size),
    ...withoutPeer(tooFewPeers, inYear),
    ...alike(inYear, faults),
  ]
  return {
    isMet: tooFew === 0 && tooFewPeers === 0,
    counted: counted.map(({ id }) => id),
    withPeer: withPeer.map(({ id }) => id),
    gaps,
  }
}

/**
 * Pieces of the year in which the confidentiality check finds something. Advice even where the rule
 * is the regulator's: the check knows patterns, so it must never say that a year is not met. Kept
 * apart from `readinessOf`, which is asked for whole teams and needs no look at anybody's words.
 */
export function identifyingLeft(year: RegistrationYear, entries: readonly Entry[]): Gap[] {
  return [...entries].sort(byDate).flatMap((entry): Gap[] => {
    if (!belongs(year, entry)) return []
    const { count, field } = spottedInEntry(entry.fields)
    if (field === null) return []
    const link: GapLink = { kind: 'entry', entry: entry.id, field }
    return [{ reason: 'identifying', basis: 'advice', entry: entry.id, count, link }]
  })
}

/** True for an entry that the year's record shows: dated in it, or begun in it with another date. */
export function belongs(year: RegistrationYear, entry: Entry): boolean {
  if (isWithin(year, entry.fields.date)) return true
  // Handed in for another year on purpose: no reason to ask about its date now.
  if (entry.submittedAt !== null && entry.fields.date !== null) return false
  return isWithin(year, londonDay(entry.createdAt))
}

/** True for a piece that was already used in the year before: handed in then, or the same words. */
export function wasUsedBefore(
  profile: Profile,
  year: RegistrationYear,
  entry: Entry,
  entries: readonly Entry[],
): boolean {
  if (entry.submittedAt !== null) {
    if (isWithin(previousYear(profile, year), londonDay(entry.submittedAt))) return true
  }
  const key = samenessKey(entry.fields)
  return entries.some(
    (other) =>
      other.id !== entry.id &&
      isOfEarlierYear(profile, year, other) &&
      ((key !== '' && samenessKey(other.fields) === key) ||
        other.evidence.some((id) => entry.evidence.includes(id))),
  )
}

/** Another entry of the same year with the same words; null when this one is unlike all others. */
export function twinOf(
  year: RegistrationYear,
  entry: Entry,
  entries: readonly Entry[],
): Entry | null {
  const key = samenessKey(entry.fields)
  if (key === '') return null
  return (
    entries.find(
      (other) => other.id !== entry.id && belongs(year, other) && samenessKey(other.fields) === key,
    ) ?? null
  )
}

function isOfEarlierYear(profile: Profile, year: RegistrationYear, entry: Entry): boolean {
  return entry.status === 'ready' && isWithin(previousYear(profile, year), entry.fields.date)
}

function faultOf(
  profile: Profile,
  year: RegistrationYear,
  entry: Entry,
  earlier: readonly Entry[],
): Gap | null {
  const at = (reason: GapReason, field?: FieldId, fields?: FieldId[]): Gap => ({
    reason,
    basis: 'regulator',
    entry: entry.id,
    ...(fields && { fields }),
    link: { kind: 'entry', entry: entry.id, ...(field && { field }) },
  })
  const { date } = entry.fields
  if (date !== null && !isWithin(year, date)) return at('outside-year', 'date')
  if (wasUsedBefore(profile, year, entry, earlier)) return at('used-last-year', 'description')
  const empty = emptyFields(profile, entry)
  if (entry.status === 'draft') return at('draft', empty[0], empty)
  if (empty.includes('impact')) return at('impact', 'impact', empty)
  if (empty.length > 0) return at('unfinished', empty[0], empty)
  return null
}

/** The pieces that are unlike each other; a twin counts once, the one with a peer reflection. */
function different(sound: readonly Entry[], faults: Map<EntryId, Gap>): Entry[] {
  const byKey = new Map<string, Entry[]>()
  for (const entry of sound) {
    const key = samenessKey(entry.fields) || entry.id
    byKey.set(key, [...(byKey.get(key) ?? []), entry])
  }
  return [...byKey.values()].flatMap((twins) => {
    const kept = twins.find((entry) => entry.fields.peerLearning !== '') ?? twins[0]
    for (const twin of twins) {
      if (!kept || twin.id === kept.id) continue
      faults.set(twin.id, {
        reason: 'same',
        basis: 'regulator',
        entry: twin.id,
        other: kept.id,
        link: { kind: 'entry', entry: twin.id, field: 'description' },
      })
    }
    return kept ? [kept] : []
  })
}

const mendingOrder: GapReason[] = [
  'outside-year',
  'used-last-year',
  'same',
  'impact',
  'unfinished',
  'draft',
]

function mendable(inYear: readonly Entry[], faults: ReadonlyMap<EntryId, Gap>): Gap[] {
  const found = inYear.flatMap(({ id }) => faults.get(id) ?? [])
  return mendingOrder.flatMap((reason) => found.filter((gap) => gap.reason === reason))
}

function stillToWrite(count: number): Gap[] {
  if (count <= 0) return []
  return [
    { reason: 'too-few', basis: 'regulator', entry: null, count, link: { kind: 'new-entry' } },
  ]
}

function withoutPeer(count: number, inYear: readonly Entry[]): Gap[] {
  if (count === 0) return []
  // Where the person already wrote it, that draft only waits to be marked as ready.
  const written = inYear.find(
    (entry) => entry.status === 'draft' && entry.fields.peerLearning !== '',
  )
  const place = written ?? inYear.find((entry) => entry.fields.peerLearning === '')
  const link: GapLink = place
    ? { kind: 'entry', entry: place.id, ...(!written && { field: 'peerLearning' as const }) }
    : { kind: 'new-entry' }
  return [{ reason: 'peer', basis: 'regulator', entry: place?.id ?? null, count, link }]
}

function alike(inYear: readonly Entry[], faults: ReadonlyMap<EntryId, Gap>): Gap[] {
  return inYear.flatMap((entry, index) =>
    inYear.slice(0, index).flatMap((other): Gap[] => {
      if (faults.get(entry.id)?.reason === 'same' || faults.get(other.id)?.reason === 'same') {
        return []
      }
      if (!isNear(entry.fields, other.fields)) return []
      return [
        {
          reason: 'similar',
          basis: 'advice',
          entry: entry.id,
          other: other.id,
          link: { kind: 'entry', entry: entry.id, field: 'description' },
        },
      ]
    }),
  )
}

function byDate(a: Entry, b: Entry): number {
  return (
    (a.fields.date ?? '9999').localeCompare(b.fields.date ?? '9999') ||
    a.createdAt - b.createdAt ||
    a.id.localeCompare(b.id)
  )
}
