import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { EntryId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { present, undoForMs } from './present.server.ts'
import { defaultRegulator, profileOn } from './profiles.server.ts'
import { ownRecord, titleOf, type OwnRecord, type Sources } from './record.server.ts'
import { gapLine, headline, yearChecklist, type CheckLine } from './rules/checklist.ts'
import type { Entry } from './rules/entry.ts'
import { activityLabel, type Profile } from './rules/profile.ts'
import { belongs, identifyingLeft, readinessOf } from './rules/readiness.ts'
import { timelineOf, type Timeline } from './rules/timeline.ts'
import {
  daysLeft,
  isWithin,
  yearName,
  yearNamed,
  yearOf,
  type RegistrationYear,
} from './rules/year.ts'
import * as store from './store.server.ts'

/** One line of a person's record. */
export type RecordRow = {
  id: EntryId
  title: string
  status: Entry['status']
  date: Day | null
  activity: string | null
  activityType: string | null
  hasPeer: boolean
  /** False while it is only a view of evidence. */
  isSaved: boolean
  submittedAt: number | null
}

/** What is in the bin: since when, and until when it can be brought back. */
export type DeletedRow = RecordRow & { deletedAt: number; undoUntil: number }

/** Where a person stands in one registration year. */
export type YearSummary = {
  profileName: string
  year: RegistrationYear
  isCurrent: boolean
  /** 0 on the last day, negative when the year is over. */
  daysLeft: number
  needed: number
  /** Pieces that count; may be more than are needed. */
  ready: number
  isMet: boolean
  headline: string
  /** A line for each piece and peer reflection that is asked for. */
  checklist: CheckLine[]
  /** What is missing and why, in the order to mend it; advice last. */
  gaps: CheckLine[]
  /** The draft to go on with, where there is one. */
  nextDraft: { id: EntryId; title: string } | null
}

export type YearRecord = YearSummary & {
  profile: Profile
  rows: RecordRow[]
  timeline: Timeline
  /** What is in the bin, of whichever year; the newest first. */
  deleted: DeletedRow[]
  /** Calendar years in which the owner's registration years end, newest first. */
  years: number[]
  isReadinessHidden: boolean
}

export type TeamReadiness = { person: PersonId; state: 'ready' | 'not-yet' | 'hidden' }

/**
 * The questions about a registration year. Each answers its owner, but for one word a person to a
 * manager.
 */
export function createYearRecords({
  db,
  clock,
  profiles,
  ...sources
}: Sources & { db: Database; clock: Clock; profiles: readonly Profile[] }) {
  const now = () => present(clock, profiles)
  const recordOf = (actor: Actor, profile: Profile) => ownRecord({ db, sources, profile }, actor)

  return {
    /** The actor's registration year: drafts from evidence, entries, and what is missing. */
    async record(actor: Actor, name?: number): Promise<Outcome<YearRecord>> {
      const present = now()
      const year = name === undefined ? present.year : yearNamed(present.profile, name)
      if (year.starts > present.year.starts) {
        return refuse('not_found', 'That registration year has not begun.')
      }
      const profile = profileOn(profiles, defaultRegulator, year.starts)
      const record = await recordOf(actor, profile)
      const row = (one: Entry) => rowOf(profile, record, one)
      const deleted = await store.deletedOf(db.read, actor.person, clock.now() - undoForMs)
      const hidden = await store.hiddenAmong(db.read, [actor.person])
      const rows = record.entries
        .filter((one) => belongs(year, one))
        .map(row)
        .sort(newestFirst)
      return ok({
        ...summaryOf(record, profile, year, present.today),
        profile,
        rows,
        timeline: timelineOf(year, rows, present.today),
        deleted: deleted.map((one) => deletedRow(row(one), one.deletedAt ?? 0)),
        years: yearNames(present.profile, present.year, record.entries),
        isReadinessHidden: hidden.has(actor.person),
      })
    },

    /** What the actor has deleted and can still bring back, the newest first. */
    async bin(actor: Actor): Promise<DeletedRow[]> {
      const { profile } = now()
      const record = await recordOf(actor, profile)
      const deleted = await store.deletedOf(db.read, actor.person, clock.now() - undoForMs)
      return deleted.map((one) => deletedRow(rowOf(profile, record, one), one.deletedAt ?? 0))
    },

    /** Where the actor stands this year, for the home page. */
    async summary(actor: Actor): Promise<YearSummary> {
      const { profile, year, today } = now()
      return summaryOf(await recordOf(actor, profile), profile, year, today)
    },

    /** Whether the actor keeps from managers that the year is complete. */
    async isReadinessHidden(actor: Actor): Promise<boolean> {
      return (await store.hiddenAmong(db.read, [actor.person])).has(actor.person)
    },

    /**
     * Whose year is complete, for the team's manager: one word a person, nothing of what they
     * wrote, and `hidden` for whoever keeps it to themselves.
     */
    async readinessOfTeam(actor: Actor, team: TeamId): Promise<Outcome<TeamReadiness[]>> {
      const { organisation } = actor
      if (!can(actor, 'read', { kind: 'team', team, organisation })) {
        return refuse('not_found', 'There is no such team among yours.')
      }
      const members = await sources.organisations.membersOf(db.read, organisation, team)
      const people = members.map((member) => member.person)
      const hidden = await store.hiddenAmong(db.read, people)
      const shown = people.filter((person) => !hidden.has(person))
      const entries = await store.entriesForReadiness(db.read, shown)
      const { profile, year } = now()
      return ok(
        people.map((person): TeamReadiness => {
          if (hidden.has(person)) return { person, state: 'hidden' }
          const own = entries.filter((one) => one.owner === person)
          return { person, state: readinessOf(profile, year, own).isMet ? 'ready' : 'not-yet' }
        }),
      )
    },
  }
}

function summaryOf(
  record: OwnRecord,
  profile: Profile,
  year: RegistrationYear,
  today: Day,
): YearSummary {
  const titled = (id: EntryId) => {
    const found = record.entries.find((one) => one.id === id)
    return found ? titleOf(profile, found, record.evidence) : 'CPD entry'
  }
  const readiness = readinessOf(profile, year, record.entries)
  const draft = record.entries.find((one) => one.status === 'draft' && belongs(year, one))
  return {
    profileName: profile.name,
    year,
    isCurrent: isWithin(year, today),
    daysLeft: daysLeft(year, today),
    needed: profile.pieces.min,
    ready: readiness.counted.length,
    isMet: readiness.isMet,
    headline: headline(readiness),
    checklist: yearChecklist(profile, year, record.entries, titled),
    gaps: [...readiness.gaps, ...identifyingLeft(year, record.entries)].map((gap) =>
      gapLine(gap, { profile, year, titleOf: titled }),
    ),
    nextDraft: draft ? { id: draft.id, title: titled(draft.id) } : null,
  }
}

function rowOf(profile: Profile, record: OwnRecord, entry: Entry): RecordRow {
  return {
    id: entry.id,
    title: titleOf(profile, entry, record.evidence),
    status: entry.status,
    date: entry.fields.date,
    activity: activityLabel(profile, entry.fields.activityType),
    activityType: entry.fields.activityType,
    hasPeer: entry.fields.peerLearning !== '',
    isSaved: entry.savedAt !== null,
    submittedAt: entry.submittedAt,
  }
}

function deletedRow(row: RecordRow, deletedAt: number): DeletedRow {
  return { ...row, deletedAt, undoUntil: deletedAt + undoForMs }
}

function newestFirst(a: RecordRow, b: RecordRow): number {
  const [first, second] = [a.date ?? '9999', b.date ?? '9999']
  return first === second ? a.id.localeCompare(b.id) : first < second ? 1 : -1
}

function yearNames(
  profile: Profile,
  current: RegistrationYear,
  entries: readonly Entry[],
): number[] {
  const names = entries.flatMap(({ fields }) =>
    fields.date ? [yearName(yearOf(profile, fields.date))] : [],
  )
  const all = new Set([yearName(current), ...names])
  return [...all].filter((name) => name <= yearName(current)).sort((a, b) => b - a)
}
