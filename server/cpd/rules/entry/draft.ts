import { type Evidence } from '#server/evidence/rules/evidence.ts'
import { entryId, type EntryId, type PersonId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import type { Entry } from './entry.ts'
import { takesPeerLearning } from '../regulator/learning-questions.ts'
import type { Profile } from '../regulator/profile.ts'

/** What a person wrote under the regulator's questions before leaving the room. */
export type OwnLearning = { learnt?: string; impact?: string; peerLearning?: string }

const activityOf: Record<Evidence['fact']['kind'], string> = {
  'module-completed': 'online-module',
  'room-attended': 'group-case-discussion',
}

/**
 * The draft that a piece of evidence is, while it has no entry: facts from the evidence, words only
 * where the person wrote them. The description is left to the person; so is a peer reflection for a
 * regulator that means another discussion than the team's. Its id is the evidence's id, so that
 * opening it writes nothing. Pure, never throws.
 */
export function draftOf(
  profile: Profile,
  owner: PersonId,
  evidence: Evidence,
  own: OwnLearning = {},
): Entry {
  const type = activityOf[evidence.fact.kind]
  return {
    id: draftId(evidence),
    owner,
    status: 'draft',
    fields: {
      activityType: profile.activityTypes.some(({ id }) => id === type) ? type : null,
      date: londonDay(happenedAt(evidence)),
      description: '',
      learnt: own.learnt ?? '',
      impact: own.impact ?? '',
      peerLearning: takesPeerLearning(profile) ? (own.peerLearning ?? '') : '',
      others: {},
    },
    typedDate: null,
    broughtLabel: null,
    evidence: [evidence.id],
    standards: [],
    minutes: minutesOf(evidence),
    participatoryMinutes: participatoryMinutesOf(evidence),
    createdAt: evidence.at,
    savedAt: null,
    submittedAt: null,
    revision: 0,
    writer: null,
    spotted: null,
  }
}

export function draftId(evidence: Pick<Evidence, 'id'>): EntryId {
  return entryId.parse(evidence.id)
}

/** When it took place: a module on the day it was completed, a room on the day it began. */
export function happenedAt({ fact }: Evidence): number {
  return fact.kind === 'room-attended' ? fact.startedAt : fact.completedAt
}

/** Minutes spent, as the system measured them; null for less than one. */
export function minutesOf({ fact }: Evidence): number | null {
  const minutes = fact.kind === 'room-attended' ? fact.minutesPresent : fact.activeMinutes
  return Math.round(minutes) || null
}

/** Minutes spent learning together with others: those of a room; a module is done alone. */
export function participatoryMinutesOf(evidence: Evidence): number | null {
  return evidence.fact.kind === 'room-attended' ? minutesOf(evidence) : null
}

/** 'Module: Listening when a child says little' */
export function evidenceTitle({ fact }: Evidence): string {
  return fact.kind === 'room-attended' ? `Case reflection: ${fact.title}` : `Module: ${fact.title}`
}

/** '3 social workers, 1 team manager': others by job title and number, never by name. */
export function peersText(peers: readonly { jobTitle: string; count: number }[]): string {
  return peers
    .map(
      ({ jobTitle, count }) =>
        `${count} ${count === 1 ? lower(jobTitle) : plural(lower(jobTitle))}`,
    )
    .join(', ')
}

// 'Social worker' reads as 'social worker' in a sentence; 'IRO' and 'NQSW' stay as they are.
function lower(title: string): string {
  return title
    .split(' ')
    .map((word) => (word.length > 1 && word === word.toUpperCase() ? word : word.toLowerCase()))
    .join(' ')
}

function plural(title: string): string {
  if (/(?:s|x|ch|sh)$/.test(title)) return `${title}es`
  if (/[^aeiou]y$/.test(title)) return `${title.slice(0, -1)}ies`
  return `${title}s`
}
