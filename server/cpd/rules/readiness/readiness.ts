import type { EntryId } from '#server/platform/rules/ids.ts'
import { emptyFields, textOf, type Entry } from '../entry/entry.ts'
import type { GapReason } from './gap-reason.ts'
import { areNear, shapeOf } from './likeness.ts'
import {
  hasPeer,
  isEnough,
  isOfKind,
  minutesOf,
  needsOf,
  partnerFields,
  type Need,
} from './need.ts'
import {
  belongs,
  byDate,
  earlierOf,
  rememberedKey,
  wasUsedBefore,
  type Earlier,
  type KeyOf,
} from './piece.ts'
import { ruleBehind, type Profile } from '../regulator/profile.ts'
import type { FieldId } from '../regulator/question.ts'
import { spottedOf } from '../confidentiality/spotted.ts'
import { isWithin, type Dates, type RegistrationYear } from '../regulator/year.ts'

export type { GapReason } from './gap-reason.ts'
export { belongs } from './piece.ts'

/** Where a person goes to mend it. */
export type GapLink =
  | { kind: 'new-entry' }
  | { kind: 'entry'; entry: EntryId; field?: FieldId }
  /** The tags of an entry. */
  | { kind: 'standards'; entry: EntryId }

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
  /** The quantity that is not reached. */
  need?: Need
  link: GapLink
}

export type Readiness = {
  /** The year's requirement is met: no gap of the regulator's is left. */
  isMet: boolean
  /** Pieces that count, at most as many as are asked for in the headline; all of them here. */
  counted: EntryId[]
  /** Pieces that count and carry a peer reflection. */
  withPeer: EntryId[]
  /** Every quantity that is asked for, reached or not. */
  needs: Need[]
  gaps: Gap[]
}

/** A profile with the day from which its person's cycles are counted. */
type Rules = Profile & Pick<Dates, 'endsOn'>

/**
 * What `profile` still asks for in `year`, in the order a person would mend it; no gap of basis
 * `regulator` means ready, none at all means nothing to say. `entries` are all of one owner's:
 * earlier ones show what was used before. Pure, never throws. Days are days in Europe/London.
 * Source: facts/regulators.md, sections 1.1, 1.2, 1.4 and 2.
 */
export function missing(profile: Rules, year: RegistrationYear, entries: readonly Entry[]): Gap[] {
  return readinessOf(profile, year, entries).gaps
}

/** The one word of it, without looking for advice: for whole teams. */
export function isReady(
  profile: Rules,
  year: RegistrationYear,
  entries: readonly Entry[],
): boolean {
  return needsOf(profile, countedOf(profile, year, entries).counted).every(isEnough)
}

export function readinessOf(
  profile: Rules,
  year: RegistrationYear,
  entries: readonly Entry[],
): Readiness {
  const { inYear, faults, counted } = countedOf(profile, year, entries)
  const needs = needsOf(profile, counted)
  const open = needs.filter((need) => !isEnough(need))
  const isMore = open.some(({ reason }) => reason !== 'peer')
  const gaps = [
    ...(isMore ? mendable(inYear, faults) : []),
    ...open.flatMap((need) => needGap({ profile, need, inYear, counted, faults })),
    ...alike(inYear, faults),
  ]
  return {
    isMet: open.length === 0,
    counted: counted.map(({ id }) => id),
    withPeer: counted.filter((entry) => hasPeer(profile, entry)).map(({ id }) => id),
    needs,
    gaps,
  }
}

/** The pieces of the year, those that count, and why each other one does not. */
function countedOf(profile: Rules, year: RegistrationYear, entries: readonly Entry[]) {
  const keyOf = rememberedKey()
  const ordered = [...entries].sort(byDate)
  const earlier = earlierOf(profile, year, ordered, keyOf)
  const inYear = ordered.filter((entry) => belongs(year, entry))

  const faults = new Map<EntryId, Gap>()
  const sound: Entry[] = []
  for (const entry of inYear) {
    const fault = faultOf(profile, year, entry, { earlier, keyOf })
    if (fault) faults.set(entry.id, fault)
    else sound.push(entry)
  }
  const { mustDiffer } = profile.pieces
  const counted = mustDiffer ? different(profile, sound, faults, keyOf) : sound
  return { inYear, faults, counted }
}

/**
 * Pieces of the year in which the confidentiality check finds something. Advice even where the rule
 * is the regulator's: the check knows patterns, so it must never say that a year is not met. Kept
 * apart from `readinessOf`, which is asked for whole teams and needs no look at anybody's words.
 */
export function identifyingLeft(year: RegistrationYear, entries: readonly Entry[]): Gap[] {
  return [...entries].sort(byDate).flatMap((entry): Gap[] => {
    if (!belongs(year, entry)) return []
    const { count, field } = spottedOf(entry)
    if (field === null) return []
    const link: GapLink = { kind: 'entry', entry: entry.id, field }
    return [{ reason: 'identifying', basis: 'advice', entry: entry.id, count, link }]
  })
}

function faultOf(
  profile: Rules,
  year: RegistrationYear,
  entry: Entry,
  { earlier, keyOf }: { earlier: Earlier; keyOf: KeyOf },
): Gap | null {
  const at = (reason: GapReason, field?: FieldId, fields?: FieldId[]): Gap => ({
    reason,
    basis: basisOf(profile, reason),
    entry: entry.id,
    ...(fields && { fields }),
    link: { kind: 'entry', entry: entry.id, ...(field && { field }) },
  })
  const { date } = entry.fields
  if (date !== null && !isWithin(year, date)) return at('outside-year', 'date')
  const isOnce = ruleBehind(profile, 'used-last-year') !== null
  if (isOnce && wasUsedBefore(profile, year, entry, earlier, keyOf)) {
    return at('used-last-year', 'description')
  }
  const empty = emptyFields(profile, entry)
  if (entry.status === 'draft') return at('draft', empty[0], empty)
  if (empty.includes('impact')) return at('impact', 'impact', empty)
  if (empty.length > 0) return at('unfinished', empty[0], empty)
  // Where a profile does not ask for the date, a piece still counts for the cycle that it fell into.
  if (date === null) return at('unfinished', 'date', ['date'])
  return null
}

function basisOf(profile: Profile, reason: GapReason): Gap['basis'] {
  return ruleBehind(profile, reason) ? 'regulator' : 'advice'
}

/** The pieces that are unlike each other; a twin counts once, the one with a peer reflection. */
function different(
  profile: Profile,
  sound: readonly Entry[],
  faults: Map<EntryId, Gap>,
  keyOf: KeyOf,
): Entry[] {
  const byKey = new Map<string, Entry[]>()
  for (const entry of sound) {
    const key = keyOf(entry.fields) || entry.id
    const twins = byKey.get(key)
    if (twins) twins.push(entry)
    else byKey.set(key, [entry])
  }
  return [...byKey.values()].flatMap((twins) => {
    const kept = twins.find((entry) => hasPeer(profile, entry)) ?? twins[0]
    for (const twin of twins) {
      if (!kept || twin.id === kept.id) continue
      faults.set(twin.id, {
        reason: 'same',
        basis: basisOf(profile, 'same'),
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

type Open = {
  profile: Profile
  need: Need
  inYear: readonly Entry[]
  counted: readonly Entry[]
  faults: ReadonlyMap<EntryId, Gap>
}

/** What one quantity still lacks, with the nearest place at which to mend it. */
function needGap({ profile, need, inYear, counted, faults }: Open): Gap[] {
  const lacks = need.need - need.have
  const gap = (link: GapLink, count = lacks): Gap[] => {
    const entry = link.kind === 'new-entry' ? null : link.entry
    return [{ reason: need.reason, basis: 'regulator', entry, count, need, link }]
  }
  switch (need.reason) {
    case 'too-few': {
      // Each fault that is told already would be one piece more once it is mended.
      const told = [...faults.values()].filter(({ basis }) => basis === 'regulator').length
      return lacks > told ? gap({ kind: 'new-entry' }, lacks - told) : []
    }
    case 'peer':
      return gap(peerLink(profile, inYear))
    case 'hours':
      return gap(linkTo(counted, 'minutes', (one) => minutesOf(one) === 0))
    case 'participatory-hours':
      return gap(
        linkTo(counted, 'participatoryMinutes', (one) => one.participatoryMinutes === null),
      )
    case 'coverage':
    case 'topics': {
      const untagged = counted.find(({ standards }) => standards.length === 0) ?? counted[0]
      return gap(untagged ? { kind: 'standards', entry: untagged.id } : { kind: 'new-entry' })
    }
    case 'accounts': {
      const kind = profile.counts.find((one) => one.reason === 'accounts' && one.many === need.name)
      const fields = kind?.fields ?? []
      const next = counted.find((one) => kind && !isOfKind(kind, one))
      const empty = next && fields.find((id) => textOf(next.fields, id) === '')
      return gap(
        next && empty ? { kind: 'entry', entry: next.id, field: empty } : { kind: 'new-entry' },
      )
    }
    default:
      return gap({ kind: 'new-entry' })
  }
}

function linkTo(
  entries: readonly Entry[],
  field: FieldId,
  isOpen: (entry: Entry) => boolean,
): GapLink {
  const found = entries.find(isOpen)
  return found ? { kind: 'entry', entry: found.id, field } : { kind: 'new-entry' }
}

function peerLink(profile: Profile, inYear: readonly Entry[]): GapLink {
  // Where the person already wrote it, that draft only waits to be marked as ready.
  const written = inYear.find((entry) => entry.status === 'draft' && hasPeer(profile, entry))
  if (written) return { kind: 'entry', entry: written.id }
  // Written, but not with whom: there it is nearly done.
  const nameless = inYear.find((entry) => entry.fields.peerLearning !== '')
  const unnamed =
    nameless && partnerFields(profile).find((id) => textOf(nameless.fields, id) === '')
  if (nameless && unnamed) return { kind: 'entry', entry: nameless.id, field: unnamed }
  return linkTo(inYear, 'peerLearning', (entry) => entry.fields.peerLearning === '')
}

/** So many pieces before one are compared with it: of more in a year, those next to each other. */
const comparedBefore = 200

/** Pieces that look like one before them, each told once: to look at it shows the rest. */
function alike(inYear: readonly Entry[], faults: ReadonlyMap<EntryId, Gap>): Gap[] {
  const shapes = inYear.map(({ id, fields }) =>
    faults.get(id)?.reason === 'same' ? null : shapeOf(fields),
  )
  return inYear.flatMap((entry, index): Gap[] => {
    const shape = shapes[index]
    if (!shape) return []
    const other = inYear.slice(Math.max(0, index - comparedBefore), index).find((one, nth, all) => {
      const otherShape = shapes[index - all.length + nth]
      return otherShape ? areNear(shape, otherShape) : false
    })
    if (!other) return []
    return [
      {
        reason: 'similar',
        basis: 'advice',
        entry: entry.id,
        other: other.id,
        link: { kind: 'entry', entry: entry.id, field: 'description' },
      },
    ]
  })
}
