import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Evidence } from '#server/evidence/rules/evidence.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import {
  entryId,
  type EntryId,
  type PersonId,
  type TeamId,
  type ToolkitId,
} from '#server/platform/rules/ids.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { csvOf } from './exports/csv.server.ts'
import { exportOf } from './exports/export.server.ts'
import { formPageOf, type FormPage } from './exports/form-pages.server.ts'
import { jsonOf } from './exports/json.server.ts'
import { defaultRegulator, profileOn } from './profiles.server.ts'
import {
  evidenceOf,
  ownEntry,
  ownRecord,
  ownWords,
  titleOf,
  type OwnRecord,
  type Sources,
} from './record.server.ts'
import { entryChecks, gapLine, headline, yearChecklist, type CheckLine } from './rules/checklist.ts'
import { blankEntry, type Entry, type Written } from './rules/entry.ts'
import type { ExportScope } from './rules/export-scope.ts'
import { offersOf, type Offer } from './rules/offer.ts'
import { activityLabel, type Profile, type WordFieldId } from './rules/profile.ts'
import { belongs, identifyingLeft, readinessOf } from './rules/readiness.ts'
import { spottedInEntry } from './rules/spotted.ts'
import {
  daysLeft,
  isWithin,
  yearName,
  yearNamed,
  yearOf,
  type RegistrationYear,
} from './rules/year.ts'
import * as store from './store.server.ts'

/** How long a deletion can be undone. */
export const undoForMs = 30 * 86_400_000

/** One line of a person's record. */
export type RecordRow = {
  id: EntryId
  title: string
  status: Entry['status']
  date: Day | null
  activity: string | null
  hasPeer: boolean
  /** False while it is only a view of evidence. */
  isSaved: boolean
  submittedAt: number | null
}

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
  deleted: (RecordRow & { undoUntil: number })[]
  /** Calendar years in which the owner's registration years end, newest first. */
  years: number[]
  isReadinessHidden: boolean
}

export type EntryPage = {
  entry: Entry
  title: string
  profile: Profile
  year: RegistrationYear
  evidence: Evidence[]
  offers: Offer[]
  checks: CheckLine[]
  /** How many earlier versions there are. */
  versions: number
  /** Until when the deletion can be undone; null for what was not deleted. */
  undoUntil: number | null
}

/** An entry in which the confidentiality check found something, and the first answer to look at. */
export type SpottedEntry = { id: EntryId; title: string; count: number; field: WordFieldId }

export type EntryVersion = { revision: number; savedAt: number; written: Written }
export type TeamReadiness = { person: PersonId; state: 'ready' | 'not-yet' | 'hidden' }

export const noSuchEntry = () => refuse('not_found', 'There is no such entry in your record.')

/** What the capability knows of now: the day in London, and the rules in force. */
export function present(clock: Clock, profiles: readonly Profile[]) {
  const today = londonDay(clock.now())
  const profile = profileOn(profiles, defaultRegulator, today)
  return { today, profile, year: yearOf(profile, today) }
}

/** The questions about a record. Each answers its owner, but for one word a person to a manager. */
export function createReading({
  db,
  clock,
  random,
  profiles,
  ...sources
}: Sources & { db: Database; clock: Clock; random: Random; profiles: readonly Profile[] }) {
  const now = () => present(clock, profiles)
  const recordOf = (actor: Actor, profile: Profile) => ownRecord({ db, sources, profile }, actor)

  async function entry(actor: Actor, id: EntryId): Promise<Outcome<EntryPage>> {
    const { profile, today } = now()
    const found = await ownEntry({ db, sources, profile }, actor, id)
    if (!found || !can(actor, 'read', { kind: 'own-record', owner: found.owner })) {
      return noSuchEntry()
    }
    const { deletedAt, ...standing } = found
    if (deletedAt !== null && deletedAt + undoForMs <= clock.now()) return noSuchEntry()
    const record = await recordOf(actor, profile)
    const evidence = evidenceOf(standing, record.evidence)
    const words = await Promise.all(evidence.map((one) => ownWords(sources, actor, one)))
    const versions = await store.versionsOf(db.read, actor.person, id)
    return ok({
      entry: standing,
      title: titleOf(profile, standing, evidence),
      profile,
      year: yearFor(profile, standing, today),
      evidence,
      offers: words.flatMap((one) => offersOf(one, standing.fields)),
      checks: checksOf(profile, record, standing, today),
      versions: versions.length,
      undoUntil: deletedAt === null ? null : deletedAt + undoForMs,
    })
  }

  async function exported(actor: Actor, scope: ExportScope) {
    const { profile } = now()
    const record = await recordOf(actor, profile)
    return exportOf({ actor, profile, record, scope, at: clock.now() })
  }

  return {
    entry,

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
      return ok({
        ...summaryOf(record, profile, year, present.today),
        profile,
        rows: record.entries
          .filter((one) => belongs(year, one))
          .map(row)
          .sort(newestFirst),
        deleted: deleted.map((one) => ({
          ...row(one),
          undoUntil: (one.deletedAt ?? 0) + undoForMs,
        })),
        years: yearNames(present.profile, present.year, record.entries),
        isReadinessHidden: hidden.has(actor.person),
      })
    },

    /** The actor's own entry, or draft, about completing this toolkit's module; null for none. */
    async entryOfModule(actor: Actor, toolkit: ToolkitId): Promise<EntryId | null> {
      const { entries, evidence } = await recordOf(actor, now().profile)
      const facts = evidence.filter(
        ({ fact }) => fact.kind === 'module-completed' && fact.toolkit === toolkit,
      )
      const found = entries.find((one) => facts.some(({ id }) => one.evidence.includes(id)))
      return found?.id ?? null
    },

    /** Where the actor stands this year, for the home page. */
    async summary(actor: Actor): Promise<YearSummary> {
      const { profile, year, today } = now()
      return summaryOf(await recordOf(actor, profile), profile, year, today)
    },

    /** The actor's entries in which something could show who somebody is, before they leave. */
    async spotted(actor: Actor): Promise<SpottedEntry[]> {
      const { profile } = now()
      const record = await recordOf(actor, profile)
      return record.entries.flatMap((one) =>
        spottedEntry({ entry: one, title: titleOf(profile, one, record.evidence) }),
      )
    },

    /** Whether the actor keeps from managers that the year is complete. */
    async isReadinessHidden(actor: Actor): Promise<boolean> {
      return (await store.hiddenAmong(db.read, [actor.person])).has(actor.person)
    },

    /** What stands and what is missing in an entry as it was just saved. */
    async checks(actor: Actor, of: Entry): Promise<CheckLine[]> {
      const { profile, today } = now()
      return checksOf(profile, await recordOf(actor, profile), of, today)
    },

    /** A page for an entry that does not exist yet, under a fresh id. Nothing is kept. */
    blankPage(actor: Actor): EntryPage {
      const { profile, year } = now()
      return {
        entry: blankEntry(entryId.parse(random.uuid()), actor.person, clock.now()),
        title: 'Add an entry',
        profile,
        year,
        evidence: [],
        offers: [],
        checks: [],
        versions: 0,
        undoUntil: null,
      }
    },

    /** A fresh name of an open page, by which its own saves know each other. */
    newWriter: (): string => random.uuid(),

    /** Earlier versions of the actor's entry, newest first. */
    async history(
      actor: Actor,
      id: EntryId,
    ): Promise<Outcome<{ title: string; profile: Profile; versions: EntryVersion[] }>> {
      const page = await entry(actor, id)
      if (!page.ok) return page
      const kept = await store.versionsOf(db.read, actor.person, id)
      const versions = kept.map(({ revision, savedAt, written }) => ({
        revision,
        savedAt,
        written,
      }))
      return ok({ title: page.value.title, profile: page.value.profile, versions })
    },

    /** The regulator's form, box by box, with this entry's answers. */
    async formPage(
      actor: Actor,
      id: EntryId,
    ): Promise<Outcome<FormPage & { spotted: SpottedEntry[] }>> {
      const page = await entry(actor, id)
      if (!page.ok) return page
      if (page.value.undoUntil !== null) return noSuchEntry()
      return ok({ ...formPageOf(page.value), spotted: spottedEntry(page.value) })
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

    /** The actor's record to be printed: the same entries, with nothing but what a reader needs. */
    async printable(actor: Actor, scope: ExportScope) {
      const chosen = await exported(actor, scope)
      if (!chosen) return noSuchEntry()
      const { person, profile, entries } = chosen
      return ok({
        person,
        profile,
        spotted: entries.flatMap(spottedEntry),
        entries: entries.map(({ entry: { id, status, fields, standards }, title }) => ({
          ...{ id, title, status, fields, standards },
        })),
      })
    },

    /** The actor's record as a CSV file (RFC 4180, safe from formulas). */
    async exportCsv(actor: Actor, scope: ExportScope): Promise<Outcome<string>> {
      const chosen = await exported(actor, scope)
      return chosen ? ok(csvOf(chosen)) : noSuchEntry()
    },

    /** The actor's record as JSON, as docs/cpd-export.schema.json says. */
    async exportJson(actor: Actor, scope: ExportScope): Promise<Outcome<string>> {
      const chosen = await exported(actor, scope)
      return chosen ? ok(jsonOf(chosen)) : noSuchEntry()
    },
  }
}

export type Reading = ReturnType<typeof createReading>

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

function spottedEntry({ entry, title }: { entry: Entry; title: string }): SpottedEntry[] {
  const { count, field } = spottedInEntry(entry.fields)
  return field ? [{ id: entry.id, title, count, field }] : []
}

function rowOf(profile: Profile, record: OwnRecord, entry: Entry): RecordRow {
  return {
    id: entry.id,
    title: titleOf(profile, entry, record.evidence),
    status: entry.status,
    date: entry.fields.date,
    activity: activityLabel(profile, entry.fields.activityType),
    hasPeer: entry.fields.peerLearning !== '',
    isSaved: entry.savedAt !== null,
    submittedAt: entry.submittedAt,
  }
}

function checksOf(profile: Profile, record: OwnRecord, entry: Entry, today: Day): CheckLine[] {
  return entryChecks(profile, yearFor(profile, entry, today), entry, record.entries)
}

// A ready piece is judged by the year of its date, a draft by the year that is running.
function yearFor(profile: Profile, entry: Entry, today: Day): RegistrationYear {
  const { date } = entry.fields
  return yearOf(profile, entry.status === 'ready' && date ? date : today)
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
