import type { Database, Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Cpd, SpottedEntry } from '#server/cpd/cpd.server.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { shareId, type EntryId, type PersonId, type ShareId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { Tells } from '#server/reminders/notices.server.ts'
import { commentOf, namesOf, readersOf, type Comment, type Who } from './comments.server.ts'
import { endIn } from './ending.server.ts'
import {
  expiryOf,
  isOpen,
  lastDayOf,
  stateOf,
  type Share,
  type ShareRight,
  type ShareState,
} from './rules/share.ts'
import type { NewShare } from './rules/share-form.ts'
import * as store from './store.server.ts'

export type SharingSources = {
  db: Database
  clock: Clock
  random: Pick<Random, 'uuid'>
  audit: Pick<Audit, 'recordIn'>
  cpd: Pick<Cpd, 'entry' | 'formPage' | 'sharedIn'>
  organisations: Pick<Organisations, 'membersOf' | 'organisationOf' | 'people' | 'invitedAt'>
  accounts: { personAtWork(read: Queries, email: string): Promise<PersonId | null> }
  /** How somebody hears that an entry was shared with them. */
  tells: Tells
}

/** A share as its owner sees it: who, what, until when, and each time it was read. */
export type OwnShare = {
  id: ShareId
  reader: Who
  right: ShareRight
  state: ShareState
  sharedAt: number
  lastDay: Day
  endedAt: number | null
  /** How often it was read; `reads` holds the newest of them. */
  readCount: number
  reads: number[]
  comments: Comment[]
}

/** The page on which an owner shares one entry. */
export type SharingPage = {
  entry: EntryId
  title: string
  /** False for a draft that is only a view: it is saved first. */
  isSaved: boolean
  shares: OwnShare[]
  /** The people of the owner's own teams, by name. */
  colleagues: (Who & { person: PersonId })[]
  /** What the confidentiality check found. */
  spotted: SpottedEntry[]
}

/** One line of all that somebody shares. */
export type OwnShareLine = Omit<OwnShare, 'reads' | 'comments'> & {
  entry: EntryId
  title: string
  lastReadAt: number | null
}

/** Somebody has read something of the owner's: who, what, when. */
export type ReadOfMine = { share: ShareId; entry: EntryId; title: string; reader: Who; at: number }

const noSuchEntry = () => refuse('not_found', 'There is no such entry in your record.')
const noSuchShare = () => refuse('not_found', 'There is no such share of yours.')

/** So many reads of one share are listed on its page; the rest is counted. */
const readsShown = 20
/** So many reads are told in all. */
const readsTold = 500

/** What an owner does with sharing, and sees of it. */
export function createOwnSharing(made: SharingSources) {
  const { db, clock, random, audit, cpd, organisations, accounts } = made

  const canManage = (actor: Actor, share: Share): boolean =>
    can(actor, 'manage', { kind: 'share', ...share, isOpen: isOpen(share, clock.now()) })

  /** The colleague whom the owner means; refused in words that tell nothing else of anybody. */
  async function readerOf(actor: Actor, whom: NewShare['whom']): Promise<Outcome<PersonId>> {
    const field = 'person' in whom ? 'colleague' : 'email'
    if ('email' in whom && whom.email === '') {
      const message = 'Choose somebody, or enter their e-mail address.'
      return refuse('invalid', message, { field: 'colleague' })
    }
    const found = 'person' in whom ? whom.person : await ownerOf(actor, whom.email.toLowerCase())
    const organisation = found ? await organisations.organisationOf(db.read, found) : null
    if (!found || organisation !== actor.organisation) {
      const nobody = `Nobody at ${actor.organisationName} has this address at work. Check how it is written.`
      const gone = 'This person is not at your organisation any more. Choose somebody else.'
      return refuse('invalid', field === 'email' ? nobody : gone, { field })
    }
    if (found === actor.person) {
      return refuse('invalid', 'This is you. Choose somebody else.', { field })
    }
    return ok(found)
  }

  /** Whoever colleagues know by an address at work, one who was invited and has not come in, too. */
  async function ownerOf({ organisation }: Actor, address: string): Promise<PersonId | null> {
    const invited = await organisations.invitedAt(db.read, organisation, address)
    return invited ?? (await accounts.personAtWork(db.read, address))
  }

  /** The people of the actor's teams but the actor, each once, by name. */
  async function colleaguesOf(actor: Actor): Promise<SharingPage['colleagues']> {
    const teams = await Promise.all(
      actor.memberships.map(({ team }) =>
        organisations.membersOf(db.read, actor.organisation, team),
      ),
    )
    const all = new Map(
      teams.flat().map(({ person, name, jobTitle }) => [person, { person, name, jobTitle }]),
    )
    all.delete(actor.person)
    return [...all.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  }

  async function shareOf(actor: Actor, share: Share): Promise<OwnShare> {
    const ids = [share.id]
    const [reads, counts, comments, names] = await Promise.all([
      store.readsOf(db.read, ids, readsShown),
      store.readCounts(db.read, ids),
      store.commentsOf(db.read, ids),
      namesOf(organisations, db.read, share.organisation, [share.owner, share.reader]),
    ])
    return {
      ...{ id: share.id, reader: names(share.reader), right: share.right },
      ...{ state: stateOf(share, clock.now()), lastDay: lastDayOf(share) },
      ...{ sharedAt: share.createdAt, endedAt: share.endedAt },
      readCount: counts.get(share.id)?.count ?? 0,
      reads: reads.map((read) => read.at),
      comments: comments.map((one) => commentOf(actor, names, one)),
    }
  }

  /** The titles of an owner's entries; what is in the bin is called by its kind alone. */
  async function titlesOf(actor: Actor, of: readonly Share[]): Promise<(id: EntryId) => string> {
    const ids = [...new Set(of.map((share) => share.entry))]
    const found = await Promise.all(
      ids.map(async (id) => [id, (await cpd.sharedIn(db.read, actor.person, id))?.title] as const),
    )
    const titles = new Map(found)
    return (id) => titles.get(id) ?? 'An entry in the bin'
  }

  return {
    /** Who reads an entry of the actor's now, by name: its page says so. */
    async readersOf(actor: Actor, entry: EntryId): Promise<string[]> {
      const all = await store.sharesOf(db.read, actor.person, entry)
      const open = all.filter((one) => isOpen(one, clock.now()))
      const readerOfShare = await readersOf(organisations, db.read, open)
      return open.map((one) => readerOfShare(one).name)
    },

    /** Whether anything of the actor's can be read by somebody else now. */
    async isSharing(actor: Actor): Promise<boolean> {
      const all = await store.sharesOf(db.read, actor.person)
      return all.some((one) => isOpen(one, clock.now()))
    },

    /** The page on which the actor shares an entry. */
    async ofEntry(actor: Actor, entry: EntryId): Promise<Outcome<SharingPage>> {
      const page = await cpd.formPage(actor, entry)
      if (!page.ok) return page
      const { title, isSaved, spotted } = page.value
      const all = await store.sharesOf(db.read, actor.person, entry)
      return ok({
        ...{ entry, title, isSaved, spotted, colleagues: await colleaguesOf(actor) },
        shares: await Promise.all(all.map((one) => shareOf(actor, one))),
      })
    },

    /** All that the actor has shared, newest first. */
    async shared(actor: Actor): Promise<OwnShareLine[]> {
      const all = await store.sharesOf(db.read, actor.person)
      const counts = await store.readCounts(
        db.read,
        all.map((one) => one.id),
      )
      const title = await titlesOf(actor, all)
      const readerOfShare = await readersOf(organisations, db.read, all)
      return all.map((one) => ({
        ...{ id: one.id, entry: one.entry, title: title(one.entry), reader: readerOfShare(one) },
        ...{ right: one.right, state: stateOf(one, clock.now()), lastDay: lastDayOf(one) },
        ...{ sharedAt: one.createdAt, endedAt: one.endedAt },
        readCount: counts.get(one.id)?.count ?? 0,
        lastReadAt: counts.get(one.id)?.lastAt ?? null,
      }))
    },

    /** Who has read what of the actor's, newest first: every read, also of what has ended since. */
    async readsOf(actor: Actor): Promise<ReadOfMine[]> {
      const all = await store.sharesOf(db.read, actor.person)
      const byId = new Map(all.map((one) => [one.id, one]))
      const title = await titlesOf(actor, all)
      const reads = await store.readsOf(db.read, [...byId.keys()], readsTold)
      const readerOfShare = await readersOf(organisations, db.read, all)
      return reads.flatMap(({ share, at }) => {
        const of = byId.get(share)
        return of
          ? [{ share, entry: of.entry, title: title(of.entry), reader: readerOfShare(of), at }]
          : []
      })
    },

    /**
     * Opens the actor's entry to one colleague. Doing it again for the same person changes what they
     * can do and until when. It is read as it stands whenever they open it.
     */
    async share(actor: Actor, entry: EntryId, wish: NewShare): Promise<Outcome<ShareId>> {
      const page = await cpd.entry(actor, entry)
      if (!page.ok || page.value.undoUntil !== null) return noSuchEntry()
      if (page.value.entry.savedAt === null) {
        return refuse('invalid', 'Save this entry first. Then you can share it.')
      }
      const reader = await readerOf(actor, wish.whom)
      if (!reader.ok) return reader
      const tell = await made.tells('entry-shared', reader.value)
      return db.tx(async (tx) => {
        // It may have gone into the bin since.
        if (!(await cpd.sharedIn(tx, actor.person, entry))) return noSuchEntry()
        const at = clock.now()
        const terms = { right: wish.right, expiresAt: expiryOf(at, wish.days) }
        const standing = (await store.sharesOf(tx, actor.person, entry)).find(
          (one) => one.reader === reader.value && isOpen(one, at),
        )
        const id = standing?.id ?? shareId.parse(random.uuid())
        if (standing) await store.changeShare(tx, actor.person, id, terms)
        else {
          const { person, organisation } = actor
          const whole = { id, owner: person, entry, reader: reader.value, organisation }
          await store.insertShare(tx, { ...whole, ...terms, createdAt: at, endedAt: null })
          await tell(tx, id)
        }
        await audit.recordIn(tx, { person: actor.person, action: 'share', object: `share ${id}` })
        return ok(id)
      })
    },

    /** Ends a share of the actor's at once: from its commit on nothing more is read, nor kept for them. */
    async end(actor: Actor, id: ShareId): Promise<Outcome<EntryId>> {
      return db.tx(async (tx) => {
        const share = await store.findShare(tx, id)
        if (!share || !canManage(actor, share)) return noSuchShare()
        await endIn(tx, { owner: actor.person, id }, clock.now())
        const object = `share ${id}`
        await audit.recordIn(tx, { person: actor.person, action: 'share.end', object })
        return ok(share.entry)
      })
    },
  }
}
