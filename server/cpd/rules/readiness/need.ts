import { textOf, type Entry } from '../entry/entry.ts'
import type { GapReason } from './gap-reason.ts'
import type { Profile } from '../regulator/profile.ts'
import { namesPartner, partnerConsent } from '../regulator/question.ts'

/** One quantity that a profile asks for in each cycle, and how much of it is there. */
export type Need = {
  reason: GapReason
  /** Pieces, minutes, elements, types: what `need` counts. */
  need: number
  have: number
  /** What is counted, where the reason alone does not say: 'reflective accounts'. */
  name?: string
  /** Titles of the elements that nothing touches yet, in the profile's order. */
  untouched?: string[]
}

/**
 * All that `profile` counts in one cycle, in the order in which it is shown, over the pieces that
 * count. Only grows as pieces are added. Pure.
 */
export function needsOf(profile: Profile, counted: readonly Entry[]): Need[] {
  return [
    ...need('too-few', profile.pieces.min, counted.length),
    ...need('peer', profile.peer.min, counted.filter((one) => hasPeer(profile, one)).length),
    ...need('hours', (profile.hours ?? 0) * 60, sum(counted, minutesOf)),
    ...need(
      'participatory-hours',
      (profile.participatoryHours ?? 0) * 60,
      sum(counted, (one) => one.participatoryMinutes ?? 0),
    ),
    ...need('activity-types', profile.activityKinds ?? 0, kindsIn(counted)),
    ...profile.coverage.map(({ reason, name, elements }): Need => {
      const untouched = elements.filter(({ code }) => !isTouched(code, counted))
      return {
        ...{ reason, name, need: elements.length, have: elements.length - untouched.length },
        untouched: untouched.map(({ title }) => title),
      }
    }),
    ...profile.counts.map(({ reason, min, many, ...kind }): Need => ({
      ...{ reason, need: min, name: many },
      have: counted.filter((one) => isOfKind(kind, one)).length,
    })),
  ]
}

/** True when there is as much as is asked for. */
export function isEnough({ have, need }: Need): boolean {
  return have >= need
}

/**
 * Whether a piece carries the peer reflection that this profile means: for one that asks who the
 * partner was, only with all that it asks about them, and that they agreed.
 */
export function hasPeer(profile: Profile, entry: Pick<Entry, 'fields'>): boolean {
  if (entry.fields.peerLearning === '') return false
  if (profile.peer.naming === 'job-title') return true
  return partnerFields(profile).every((id) => textOf(entry.fields, id) !== '')
}

/** The questions about the partner of a discussion, in the form's order. */
export function partnerFields(profile: Profile): string[] {
  return profile.fields
    .map(({ id }) => id)
    .filter((id) => namesPartner(id) || id === partnerConsent)
}

/** Whether a piece is one of a kind that is counted. */
export function isOfKind(
  { fields, activityType }: Pick<Profile['counts'][number], 'fields' | 'activityType'>,
  entry: Entry,
): boolean {
  if (activityType !== undefined && entry.fields.activityType !== activityType) return false
  return fields.every((id) => textOf(entry.fields, id) !== '')
}

/** How long a piece took; time with others is time too. */
export function minutesOf(entry: Entry): number {
  return Math.max(entry.minutes ?? 0, entry.participatoryMinutes ?? 0)
}

function need(reason: GapReason, wanted: number, have: number): Need[] {
  return wanted > 0 ? [{ reason, need: wanted, have }] : []
}

function isTouched(code: string, entries: readonly Entry[]): boolean {
  return entries.some(({ standards }) => standards.includes(code))
}

function kindsIn(entries: readonly Entry[]): number {
  return new Set(entries.flatMap(({ fields }) => fields.activityType ?? [])).size
}

function sum(entries: readonly Entry[], of: (entry: Entry) => number): number {
  return entries.reduce((total, one) => total + of(one), 0)
}
