import type { Database, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { entryId, type EntryId, type EvidenceId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome, type Refusal } from '#server/platform/rules/outcome.ts'
import { createBin, type EntryShares } from './bin.server.ts'
import { noSuchEntry, notRegistered } from './present.server.ts'
import type { Reading } from './reading.server.ts'
import { ownEntry, type Sources } from './record.server.ts'
import type { Registrations } from './registrations.server.ts'
import type { CheckLine } from './rules/readiness/checklist.ts'
import {
  blankEntry,
  isNothing,
  isSame,
  mergedWritten,
  unfinished,
  type Entry,
  type EntryStatus,
  type FieldError,
  type Written,
} from './rules/entry/entry.ts'
import { brought, readOfferChoice } from './rules/entry/offer.ts'
import { otherFields, type Profile } from './rules/regulator/profile.ts'
import { keepsVersion } from './rules/entry/revision.ts'
import { spottedInEntry, withSpottedChanged } from './rules/confidentiality/spotted.ts'
import * as store from './store.server.ts'

/** One save: what was written, and by which open page, so that two windows do not overwrite. */
export type Save = { written: Written; revision: number; writer: string | null }
export type Saved = { id: EntryId; revision: number; savedAt: number; checks: CheckLine[] }
/** A refusal that may name several fields, for the error summary. */
export type EntryOutcome<T> =
  { ok: true; value: T } | { ok: false; error: Refusal & { errors?: FieldError[] } }

/** How a page saves: by itself, a new entry, and by which regulator's questions. */
type Saving = { isAutosave?: boolean; isNew?: boolean; regulator?: string | undefined }

type Writing = {
  isDeliberate: boolean
  /** The entry may be made under this id, if it is free. */
  isNew?: boolean
  status?: (entry: Entry) => EntryStatus
}

/** What an owner does with entries. Everybody else is told that there is no such entry. */
export function createWriting(
  {
    db,
    clock,
    profiles,
    registrations,
    ...sources
  }: Sources & {
    db: Database
    clock: Clock
    profiles: readonly Profile[]
    registrations: Pick<Registrations, 'first' | 'shown'>
  },
  reading: Pick<Reading, 'entry' | 'checks'>,
  shares: EntryShares,
) {
  const askedIds = new Set(profiles.flatMap(otherFields).map(({ id }) => id))

  /** What was written, without answers to questions that no profile asks. */
  function asked(written: Written): Written {
    const { fields } = written
    const others = Object.entries(fields.others).filter(([id]) => askedIds.has(id))
    return { ...written, fields: { ...fields, others: Object.fromEntries(others) } }
  }

  /** The entry as it stands, a draft that is only a view, or a new one under a free id. */
  async function standingOrNew(actor: Actor, id: EntryId, isNew: boolean) {
    const { profile } = await registrations.first(actor)
    const found = await ownEntry({ db, sources, profile }, actor, id)
    if (found) return can(actor, 'write', { kind: 'own-record', owner: found.owner }) ? found : null
    if (!isNew || (await store.usedIds(db.read, actor.person)).has(id)) return null
    return { ...blankEntry(id, actor.person, clock.now()), deletedAt: null }
  }

  const bin = createBin({ db, clock, shares }, (actor, id) => standingOrNew(actor, id, false))

  /** The one way in which words are written. */
  async function write(
    actor: Actor,
    id: EntryId,
    save: Save,
    { isDeliberate, isNew = false, status }: Writing,
  ): Promise<Outcome<Entry>> {
    const view = await standingOrNew(actor, id, isNew)
    if (!view) return noSuchEntry()
    const foreseen = mergedWritten(view, asked(save.written)).fields
    const looked = spottedInEntry(foreseen)
    return db.tx(async (tx) => {
      const at = clock.now()
      const standing = (await store.findEntry(tx, actor.person, id)) ?? view
      const written = mergedWritten(standing, asked(save.written))
      const refusal = refusalOf(standing, { ...save, written }, isDeliberate)
      if (refusal) return refusal
      await keepEarlier(tx, standing, written, isDeliberate, at)
      const isForeseen = JSON.stringify(written.fields) === JSON.stringify(foreseen)
      const isSameType = written.fields.activityType === standing.fields.activityType
      const next = {
        ...standing,
        ...written,
        broughtLabel: isSameType ? standing.broughtLabel : null,
        spotted: isForeseen ? looked : spottedInEntry(written.fields),
        savedAt: at,
        revision: standing.revision + 1,
        writer: save.writer,
        deletedAt: null,
      }
      const kept = { ...next, status: status ? status(next) : next.status }
      await store.putEntry(tx, actor.person, kept)
      await bin.eraseDueIn(tx, actor.person, at)
      return ok(kept)
    })
  }

  /** Whether a new entry would be made of which nothing was typed or chosen. */
  async function wouldBeEmpty(actor: Actor, id: EntryId, { written }: Save): Promise<boolean> {
    if (!isNothing(asked(written))) return false
    const view = await standingOrNew(actor, id, true)
    return view !== null && view.savedAt === null && view.evidence.length === 0
  }

  /** Changes what is not words of an entry that stands and is not deleted. */
  async function amend(
    actor: Actor,
    id: EntryId,
    change: (entry: store.StoredEntry) => store.StoredEntry,
  ): Promise<Outcome<EntryId>> {
    return db.tx(async (tx) => {
      const standing = await store.findEntry(tx, actor.person, id)
      if (!standing || standing.deletedAt !== null) return noSuchEntry()
      await store.putEntry(tx, actor.person, change(standing))
      return ok(id)
    })
  }

  async function saved(actor: Actor, entry: Entry, regulator?: string): Promise<Saved> {
    const checks = await reading.checks(actor, entry, regulator)
    return { id: entry.id, revision: entry.revision, savedAt: entry.savedAt ?? 0, checks }
  }

  /** Saves what was typed. `isAutosave` for what the page sends by itself. */
  async function save(
    actor: Actor,
    id: EntryId,
    one: Save,
    { isAutosave = false, isNew = false, regulator }: Saving = {},
  ): Promise<Outcome<Saved>> {
    if (isNew && (await wouldBeEmpty(actor, id, one))) return nothingWritten()
    const status = (): EntryStatus => 'draft'
    const done = await write(actor, id, one, { isDeliberate: !isAutosave, isNew, status })
    return done.ok ? ok(await saved(actor, done.value, regulator)) : done
  }

  return {
    ...bin.face,
    save,

    /** Makes an entry under an id that its page made; repeating it saves that same entry. */
    create(actor: Actor, id: EntryId, one: Save, saving: Omit<Saving, 'isNew'> = {}) {
      return save(actor, id, one, { ...saving, isNew: true })
    },

    /** The entry's id for a piece of own evidence; it is made at the first save. */
    async startFrom(actor: Actor, evidence: EvidenceId): Promise<Outcome<EntryId>> {
      const page = await reading.entry(actor, entryId.parse(evidence))
      return page.ok ? ok(page.value.entry.id) : page
    },

    /** Saves, and marks as ready when the profile's required questions have an answer. */
    async markReady(
      actor: Actor,
      id: EntryId,
      one: Save,
      { isNew = false, regulator }: Omit<Saving, 'isAutosave'> = {},
    ): Promise<EntryOutcome<Saved>> {
      const present = await registrations.shown(actor, regulator)
      if (!present) return notRegistered()
      const { profile, today } = present
      if (isNew && (await wouldBeEmpty(actor, id, one))) {
        const [first, ...others] = unfinished(profile, asked(one.written), today)
        if (!first) return nothingWritten()
        return { ok: false, error: { code: 'invalid', ...first, errors: [first, ...others] } }
      }
      const done = await write(actor, id, one, {
        isDeliberate: true,
        isNew,
        status: (entry) => (unfinished(profile, entry, today).length === 0 ? 'ready' : 'draft'),
      })
      if (!done.ok) return done
      const errors = unfinished(profile, done.value, today)
      const [first] = errors
      if (!first) return ok(await saved(actor, done.value, regulator))
      return { ok: false, error: { code: 'invalid', ...first, errors } }
    },

    /** Tags the owner's entry with standards; a draft that is only a view is kept for it. */
    async setStandards(
      actor: Actor,
      id: EntryId,
      standards: readonly string[],
    ): Promise<Outcome<EntryId>> {
      const view = await standingOrNew(actor, id, false)
      if (!view) return noSuchEntry()
      return db.tx(async (tx) => {
        const standing = (await store.findEntry(tx, actor.person, id)) ?? view
        if (standing.deletedAt !== null) return noSuchEntry()
        const savedAt = standing.savedAt ?? clock.now()
        await store.putEntry(tx, actor.person, { ...standing, savedAt, standards: [...standards] })
        return ok(id)
      })
    },

    /** Makes a ready entry a draft again, to be changed. */
    change(actor: Actor, id: EntryId): Promise<Outcome<EntryId>> {
      return amend(actor, id, (entry) => ({ ...entry, status: 'draft' }))
    },

    /** The owner says that the piece was handed in on the regulator's form, or takes it back. */
    setSubmitted(actor: Actor, id: EntryId, isSubmitted: boolean): Promise<Outcome<EntryId>> {
      return amend(actor, id, (entry) => ({
        ...entry,
        submittedAt: isSubmitted ? (entry.submittedAt ?? clock.now()) : null,
      }))
    },

    /**
     * `Use this`: saves what is typed and adds a text of the person's own to one answer. `use` is
     * the value of the button, see rules/offer.ts.
     */
    async useWords(
      actor: Actor,
      id: EntryId,
      one: Save,
      use: string,
    ): Promise<Outcome<Saved & { field: string }>> {
      const page = await reading.entry(actor, id)
      if (!page.ok) return page
      const wanted = readOfferChoice(use)
      const offer = page.value.offers.find(({ id }) => id === wanted?.offer)
      if (!wanted || !offer) {
        return refuse('invalid', 'That text is not there any more. What you typed is still here.')
      }
      const fields = brought(one.written.fields, wanted.field, offer.text)
      const done = await save(actor, id, { ...one, written: { ...one.written, fields } })
      return done.ok ? ok({ ...done.value, field: wanted.field }) : done
    },

    /**
     * Saves what is typed, with other words at one place that could show who somebody is. `choice`
     * is the value of the button, see rules/spotted.ts.
     */
    async changeSpotted(
      actor: Actor,
      id: EntryId,
      one: Save,
      choice: string,
      { isNew = false } = {},
    ): Promise<Outcome<Saved & { field: string }>> {
      const changed = withSpottedChanged(one.written.fields, choice)
      if (!changed) {
        return refuse('invalid', 'That place is not there any more. What you typed is still here.')
      }
      const written = { ...one.written, fields: changed.fields }
      const done = await save(actor, id, { ...one, written }, { isNew })
      return done.ok ? ok({ ...done.value, field: changed.field }) : done
    },

    /** Brings an earlier version back; what stands now becomes an earlier version itself. */
    async restore(actor: Actor, id: EntryId, revision: number): Promise<Outcome<Saved>> {
      const standing = await store.findEntry(db.read, actor.person, id)
      const versions = await store.versionsOf(db.read, actor.person, id)
      const version = versions.find((one) => one.revision === revision)
      if (!standing || !version) return noSuchEntry()
      // What was answered only since then goes, as the version had it.
      const others: Record<string, string> = {}
      for (const other of Object.keys(standing.fields.others)) others[other] = ''
      const { fields } = version.written
      Object.assign(others, fields.others)
      const written = { ...version.written, fields: { ...fields, others } }
      return save(actor, id, { written, revision: standing.revision, writer: null })
    },

    /** Whether managers see that the actor's year is complete. */
    async setReadinessHidden(actor: Actor, hidden: boolean): Promise<void> {
      await db.tx((tx) => store.setReadinessHidden(tx, actor.person, hidden, clock.now()))
    },
  }
}

const nothingWritten = () =>
  refuse(
    'invalid',
    'Write something first: what it was, or any other answer. No entry was made yet.',
    { field: 'description' },
  )

/** Why a save must not go through; null when it may. */
function refusalOf(
  standing: Entry & { deletedAt: number | null },
  { written, revision, writer }: Save,
  isDeliberate: boolean,
) {
  if (standing.deletedAt !== null) {
    return refuse('closed', 'You deleted this entry. Bring it back first: what you typed is here.')
  }
  if (standing.status === 'ready' && !isDeliberate) {
    return refuse('closed', 'This entry is marked as ready. Press “Save entry” to change it.')
  }
  const isOwnPage = writer !== null && standing.writer === writer
  if (standing.revision === revision || isOwnPage || isSame(standing, written)) return null
  return refuse(
    'stale',
    'You changed this entry in another window. Your text is still here: save again to keep it. The other text stays among the earlier versions.',
  )
}

/** Keeps what stands as an earlier version, when the rule says so. */
async function keepEarlier(
  tx: Transaction,
  before: Entry,
  written: Written,
  isDeliberate: boolean,
  at: number,
): Promise<void> {
  if (before.savedAt === null) return
  const [newest] = await store.versionsOf(tx, before.owner, before.id)
  const occasion = { deliberate: isDeliberate, lastKeptAt: newest?.keptAt ?? null, at }
  if (!keepsVersion(before.fields, written.fields, occasion)) return
  const { fields, typedDate, minutes, participatoryMinutes } = before
  await store.keepVersion(tx, before.owner, before.id, {
    revision: before.revision,
    written: { fields, typedDate, minutes, participatoryMinutes },
    savedAt: before.savedAt,
    keptAt: at,
  })
}
