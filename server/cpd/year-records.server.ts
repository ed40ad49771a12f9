import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { EntryId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { spottedAmong, type SpottedEntry } from './exports/spotted.server.ts'
import { notRegistered, undoForMs } from './present.server.ts'
import { ownRecord, titleOf, type OwnRecord, type Sources } from './record.server.ts'
import type { Present, RegistrationChoice, Registrations } from './registrations.server.ts'
import { activityText } from './rules/entry/answer.ts'
import type { CheckLine } from './rules/readiness/check-line.ts'
import { headline, yearChecklist } from './rules/readiness/checklist.ts'
import type { Entry } from './rules/entry/entry.ts'
import { gapLine } from './rules/readiness/gap-line.ts'
import { hasPeer } from './rules/readiness/need.ts'
import { countsNothing, type Profile } from './rules/regulator/profile.ts'
import { withCarried } from './rules/readiness/carried.ts'
import { outstandingOf, type Outstanding } from './rules/readiness/outstanding.ts'
import { belongs, identifyingLeft, isReady, readinessOf } from './rules/readiness/readiness.ts'
import { changeText, type OwnProfile } from './rules/regulator/registration.ts'
import { timelineOf, type Timeline } from './rules/readiness/timeline.ts'
import {
  cycleWord,
  daysLeft,
  isWithin,
  yearName,
  yearOf,
  yearsText,
  type RegistrationYear,
} from './rules/regulator/year.ts'
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
  regulator: string
  profileName: string
  /** How this cycle is called. */
  cycleWord: 'year' | 'period'
  /** Nothing is counted: the record is for the person, or for a declaration. */
  countsNothing: boolean
  year: RegistrationYear
  isCurrent: boolean
  /** 0 on the last day, negative when the year is over. */
  daysLeft: number
  needed: number
  /** Pieces that count; may be more than are needed. */
  ready: number
  isMet: boolean
  /** What is missing, as the regulator counts it. */
  outstanding: Outstanding
  headline: string
  /** A line for each piece and peer reflection that is asked for. */
  checklist: CheckLine[]
  /** What is missing and why, in the order to mend it; advice last. */
  gaps: CheckLine[]
  /** The draft to go on with, where there is one. */
  nextDraft: { id: EntryId; title: string } | null
}

export type YearRecord = YearSummary & {
  profile: OwnProfile
  registrations: RegistrationChoice[]
  /** The regulator that is shown, for addresses; null for the first. */
  shownFor: string | null
  /** Said where the rules changed within this cycle. */
  change: string | null
  rows: RecordRow[]
  timeline: Timeline
  /** What is in the bin, of whichever year; the newest first. */
  deleted: DeletedRow[]
  /** Calendar years in which the owner's registration years end, newest first. */
  years: number[]
  /** How each of them is called: '2025 to 2026'. */
  yearNames: Record<number, string>
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
  registrations,
  ...sources
}: Sources & { db: Database; clock: Clock; registrations: Registrations }) {
  const recordOf = (actor: Actor, profile: Profile) => ownRecord({ db, sources, profile }, actor)

  /** One registration year, with the whole record that it was drawn from. */
  async function yearRecord(
    actor: Actor,
    name?: number,
    regulator?: string,
  ): Promise<Outcome<{ page: YearRecord; record: OwnRecord }>> {
    const present = await registrations.shown(actor, regulator)
    if (!present) return notRegistered()
    const { profile, year } = name === undefined ? present : registrations.yearNamed(present, name)
    if (year.starts > present.year.starts) {
      return refuse('not_found', 'That registration year has not begun.')
    }
    const record = await recordOf(actor, profile)
    const row = (one: Entry) => rowOf(profile, record, one)
    const deleted = await store.deletedOf(db.read, actor.person, clock.now() - undoForMs)
    const hidden = await store.hiddenAmong(db.read, [actor.person])
    const rows = record.entries
      .filter((one) => belongs(year, one))
      .map(row)
      .sort(newestFirst)
    const page = {
      ...summaryOf(record, profile, year, present.today),
      profile,
      registrations: present.choices,
      shownFor: present.shownFor,
      change: changeText(profile, year),
      rows,
      timeline: timelineOf(year, rows, present.today),
      deleted: deleted.map((one) => deletedRow(row(one), one.deletedAt ?? 0)),
      ...yearsOf(present, record.entries),
      isReadinessHidden: hidden.has(actor.person),
    }
    return ok({ page, record })
  }

  return {
    /** The actor's registration year: drafts from evidence, entries, and what is missing. */
    async record(actor: Actor, name?: number, regulator?: string): Promise<Outcome<YearRecord>> {
      const found = await yearRecord(actor, name, regulator)
      return found.ok ? ok(found.value.page) : found
    },

    /**
     * The same year before it leaves, with the entries of the whole record in which something could
     * show who somebody is: both of one reading.
     */
    async beforeItLeaves(
      actor: Actor,
      name?: number,
      regulator?: string,
    ): Promise<Outcome<YearRecord & { spotted: SpottedEntry[] }>> {
      const found = await yearRecord(actor, name, regulator)
      if (!found.ok) return found
      const { page, record } = found.value
      return ok({ ...page, spotted: await spottedAmong(page.profile, record) })
    },

    /** What the actor has deleted and can still bring back, the newest first. */
    async bin(actor: Actor): Promise<DeletedRow[]> {
      const { profile } = await registrations.first(actor)
      const record = await recordOf(actor, profile)
      const deleted = await store.deletedOf(db.read, actor.person, clock.now() - undoForMs)
      return deleted.map((one) => deletedRow(rowOf(profile, record, one), one.deletedAt ?? 0))
    },

    /** Where the actor stands this year, for the home page. */
    async summary(actor: Actor): Promise<YearSummary> {
      const { profile, year, today } = await registrations.first(actor)
      return summaryOf(await recordOf(actor, profile), profile, year, today)
    },

    /** The same for each of the actor's registrations, in their order. */
    async summaries(actor: Actor): Promise<YearSummary[]> {
      const first = await registrations.shown(actor)
      const each = first
        ? await Promise.all(
            first.choices.map(({ regulator }) => registrations.shown(actor, regulator)),
          )
        : [await registrations.first(actor)]
      return Promise.all(
        each
          .flatMap((one) => one ?? [])
          .map(async ({ profile, year, today }) =>
            summaryOf(await recordOf(actor, profile), profile, year, today),
          ),
      )
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
      const rulesOf = await registrations.firstOf(db.read, shown)
      // Evidence is read only for those whose regulator asks what their learning touches.
      const asked = shown.filter((person) => rulesOf(person).profile.coverage.length > 0)
      const attested = await Promise.all(
        asked.map((person) => sources.evidence.ofOwner(db.read, person)),
      )
      const carried = await sources.standards.carriedBy(attested.flat())
      const own = (person: PersonId) =>
        withCarried(
          entries.filter(({ owner }) => owner === person),
          carried,
        )
      return ok(
        people.map((person): TeamReadiness => {
          if (hidden.has(person)) return { person, state: 'hidden' }
          const { profile, year } = rulesOf(person)
          return { person, state: isReady(profile, year, own(person)) ? 'ready' : 'not-yet' }
        }),
      )
    },
  }
}

function summaryOf(
  record: OwnRecord,
  profile: OwnProfile,
  year: RegistrationYear,
  today: Day,
): YearSummary {
  const titled = (id: EntryId) => {
    const found = record.entries.find((one) => one.id === id)
    return found ? titleOf(profile, found, record.evidence) : 'CPD entry'
  }
  const readiness = readinessOf(profile, year, record.counted)
  const draft = record.entries.find((one) => one.status === 'draft' && belongs(year, one))
  return {
    regulator: profile.id,
    profileName: profile.name,
    cycleWord: cycleWord(profile),
    countsNothing: countsNothing(profile),
    year,
    isCurrent: isWithin(year, today),
    daysLeft: daysLeft(year, today),
    needed: profile.pieces.min,
    ready: readiness.counted.length,
    isMet: readiness.isMet,
    outstanding: outstandingOf(readiness.needs),
    headline: headline(profile, readiness),
    checklist: yearChecklist(profile, year, record.counted, titled),
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
    activity: activityText([profile], entry),
    activityType: entry.fields.activityType,
    hasPeer: hasPeer(profile, entry),
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

/** The cycles in which the person has pieces, newest first, and how each is called. */
function yearsOf({ profile, year }: Present, entries: readonly Entry[]) {
  const own = entries.flatMap(({ fields }) => (fields.date ? [yearOf(profile, fields.date)] : []))
  const begun = [year, ...own].filter(({ starts }) => starts <= year.starts)
  const names = new Map(begun.map((one) => [yearName(one), yearsText(one)]))
  return {
    years: [...names.keys()].sort((a, b) => b - a),
    yearNames: Object.fromEntries(names),
  }
}
