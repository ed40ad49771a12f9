import type { Database, Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import { entryId, type EntryId, type PersonId, type ToolkitId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import { formPageOf, type FormPage } from './exports/form-pages.server.ts'
import { spottedEntry, type SpottedEntry } from './exports/spotted.server.ts'
import { broughtOf } from './imports/store.server.ts'
import { noSuchEntry, notRegistered, undoForMs } from './present.server.ts'
import {
  evidenceOf,
  ownEntry,
  ownRecord,
  ownWords,
  titleOf,
  type OwnRecord,
  type Sources,
} from './record.server.ts'
import type { Present, RegistrationChoice, Registrations } from './registrations.server.ts'
import type { CheckLine } from './rules/readiness/check-line.ts'
import { entryChecks } from './rules/readiness/entry-checks.ts'
import { answerChanges, type AnswerChange } from './rules/entry/answer-changes.ts'
import { withoutPartner } from './rules/entry/answer.ts'
import type { LinkedEvidence } from './rules/entry/brought.ts'
import { blankEntry, type Entry, type Written } from './rules/entry/entry.ts'
import { offersOf, type Offer } from './rules/entry/offer.ts'
import { furtherFields, type Profile, type ProfileField } from './rules/regulator/profile.ts'
import type { OwnProfile } from './rules/regulator/registration.ts'
import { yearOf, type RegistrationYear } from './rules/regulator/year.ts'
import * as store from './store.server.ts'

export type EntryPage = {
  entry: Entry
  title: string
  profile: OwnProfile
  /** Questions that only the person's other regulators ask. */
  further: { name: string; fields: ProfileField[] }[]
  registrations: RegistrationChoice[]
  /** The regulator that is shown, for addresses; null for the first. */
  shownFor: string | null
  year: RegistrationYear
  evidence: LinkedEvidence[]
  offers: Offer[]
  checks: CheckLine[]
  /** How many earlier versions there are. */
  versions: number
  /** Until when the deletion can be undone; null for what was not deleted. */
  undoUntil: number | null
}

/** The boxes of a regulator's form, with the others that they could be those of. */
export type CopyPage = FormPage &
  Pick<EntryPage, 'registrations' | 'shownFor'> & { spotted: SpottedEntry[] }

/** An earlier version, and what its answers have become in the next one (or in what stands now). */
export type EntryVersion = {
  revision: number
  savedAt: number
  written: Written
  changes: AnswerChange[]
}

/** So many of the newest versions are compared word by word; older ones can be read. */
const comparedVersions = 12

/** What an entry says to whom its owner has shared it with: its answers, nothing else of it. */
export type SharedWords = {
  title: string
  profile: Profile
  status: Entry['status']
  fields: Entry['fields']
  broughtLabel: Entry['broughtLabel']
  minutes: Entry['minutes']
  participatoryMinutes: Entry['participatoryMinutes']
  standards: Entry['standards']
  savedAt: number
}

/**
 * The questions about one entry of a record. Each answers its owner only, but for `sharedIn`, which
 * answers a face that has asked whether the reader may.
 */
export function createEntryPages({
  db,
  clock,
  random,
  registrations,
  ...sources
}: Sources & { db: Database; clock: Clock; random: Random; registrations: Registrations }) {
  const recordOf = (actor: Actor, profile: Profile) => ownRecord({ db, sources, profile }, actor)

  async function entry(actor: Actor, id: EntryId, regulator?: string): Promise<Outcome<EntryPage>> {
    const present = await registrations.shown(actor, regulator)
    if (!present) return notRegistered()
    const { profile, today } = present
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
      ...asked(present),
      year: yearFor(profile, standing, today),
      evidence,
      offers: words.flatMap((one) => offersOf(one, standing.fields)),
      checks: checksOf(profile, record, standing, today),
      versions: versions.length,
      undoUntil: deletedAt === null ? null : deletedAt + undoForMs,
    })
  }

  function blank(actor: Actor, page: Asked & Pick<EntryPage, 'year'>): EntryPage {
    return {
      entry: blankEntry(entryId.parse(random.uuid()), actor.person, clock.now()),
      title: 'Add an entry',
      ...page,
      ...{ evidence: [], offers: [], checks: [], versions: 0, undoUntil: null },
    }
  }

  return {
    entry,

    /** The actor's own entry, or draft, about completing this toolkit's module; null for none. */
    async entryOfModule(actor: Actor, toolkit: ToolkitId): Promise<EntryId | null> {
      const { entries, evidence } = await recordOf(
        actor,
        (await registrations.first(actor)).profile,
      )
      const facts = evidence.filter(
        ({ fact, isBrought }) =>
          !isBrought && fact.kind === 'module-completed' && fact.toolkit === toolkit,
      )
      const found = entries.find((one) => facts.some(({ id }) => one.evidence.includes(id)))
      return found?.id ?? null
    },

    /** What stands and what is missing in an entry as it was just saved. */
    async checks(actor: Actor, of: Entry, regulator?: string): Promise<CheckLine[]> {
      const shown = await registrations.shown(actor, regulator)
      const { profile, today } = shown ?? (await registrations.first(actor))
      return checksOf(profile, await recordOf(actor, profile), of, today)
    },

    /** A fresh entry with the questions that everybody is asked who never chose a regulator. */
    blankPage(actor: Actor): EntryPage {
      const { profile, year } = registrations.usual()
      return blank(actor, { profile, year, further: [], registrations: [], shownFor: null })
    },

    /** A page for an entry that does not exist yet, under a fresh id. Nothing is kept. */
    async newPage(actor: Actor, regulator?: string): Promise<Outcome<EntryPage>> {
      const present = await registrations.shown(actor, regulator)
      if (!present) return notRegistered()
      return ok(blank(actor, { ...asked(present), year: present.year }))
    },

    /** A fresh name of an open page, by which its own saves know each other. */
    newWriter: (): string => random.uuid(),

    /** Earlier versions of the actor's entry, newest first. */
    async history(
      actor: Actor,
      id: EntryId,
    ): Promise<Outcome<{ title: string; profile: OwnProfile; versions: EntryVersion[] }>> {
      const page = await entry(actor, id)
      if (!page.ok) return page
      const { title, profile, entry: standing } = page.value
      const kept = await store.versionsOf(db.read, actor.person, id)
      const versions = kept.map(({ revision, savedAt, written }, index) => {
        const next = kept[index - 1]?.written ?? standing
        const changes = index < comparedVersions ? answerChanges(profile, written, next) : []
        return { revision, savedAt, written, changes }
      })
      return ok({ title, profile, versions })
    },

    /**
     * What an owner's entry says now, for a face that has already asked whether the reader may see
     * it; null for one that is not kept, or in the bin.
     */
    async sharedIn(read: Queries, owner: PersonId, id: EntryId): Promise<SharedWords | null> {
      const entry = await store.findEntry(read, owner, id)
      if (!entry || entry.deletedAt !== null) return null
      const { profile } = (await registrations.firstOf(read, [owner]))(owner)
      const { status, standards, broughtLabel } = entry
      const savedAt = entry.savedAt ?? entry.createdAt
      // How long it took is told only where the regulator asks it.
      const asked = (field: 'minutes' | 'participatoryMinutes') =>
        profile.fields.some((one) => one.id === field) ? entry[field] : null
      const minutes = asked('minutes')
      const participatoryMinutes = asked('participatoryMinutes')
      // Who a partner was is for the regulator that asks it, not for whoever else may read.
      const fields = withoutPartner(entry.fields)
      const evidence =
        entry.evidence.length > 0
          ? [...(await sources.evidence.ofOwner(read, owner)), ...(await broughtOf(read, owner))]
          : []
      return {
        ...{ title: titleOf(profile, entry, evidence), profile },
        ...{ status, fields, broughtLabel, standards, savedAt, minutes, participatoryMinutes },
      }
    },

    /** The regulator's form, box by box, with this entry's answers. */
    async formPage(actor: Actor, id: EntryId, regulator?: string): Promise<Outcome<CopyPage>> {
      const page = await entry(actor, id, regulator)
      if (!page.ok) return page
      if (page.value.undoUntil !== null) return noSuchEntry()
      const { registrations, shownFor } = page.value
      const spotted = spottedEntry(page.value)
      return ok({ ...formPageOf(page.value), registrations, shownFor, spotted })
    },
  }
}

type Asked = Pick<EntryPage, 'profile' | 'further' | 'registrations' | 'shownFor'>

/** What a page that asks questions needs to know of the person's regulators. */
function asked({ profile, all, choices, shownFor }: Present): Asked {
  const others = all.filter(({ id }) => id !== profile.id)
  return {
    profile,
    further: furtherFields(profile, others).map(({ of, fields }) => ({ name: of.name, fields })),
    registrations: choices,
    shownFor,
  }
}

function checksOf(profile: OwnProfile, record: OwnRecord, entry: Entry, today: Day): CheckLine[] {
  return entryChecks(profile, yearFor(profile, entry, today), entry, record.counted)
}

// A ready piece is judged by the year of its date, a draft by the year that is running.
function yearFor(profile: OwnProfile, entry: Entry, today: Day): RegistrationYear {
  const { date } = entry.fields
  return yearOf(profile, entry.status === 'ready' && date ? date : today)
}
