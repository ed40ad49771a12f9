import type { Queries, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { SharedWords } from '#server/cpd/cpd.server.ts'
import type { EntryId, PersonId, ShareCommentId, ShareId } from '#server/platform/rules/ids.ts'
import type { Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { commentOf, namesOf, type Comment, type Who } from './comments.server.ts'
import { endIn, eraseIn, removeRunOutIn } from './ending.server.ts'
import { createOwnSharing, type SharingSources } from './own-sharing.server.ts'
import { isOpen, lastDayOf, type Share } from './rules/share.ts'
import * as store from './store.server.ts'

export type { Comment, Who } from './comments.server.ts'
export type { OwnShare, OwnShareLine, ReadOfMine, SharingPage } from './own-sharing.server.ts'

/** An entry as its reader gets it: the answers, and where there is room for words between the two. */
export type SharedEntry = {
  share: ShareId
  entry: EntryId
  owner: PersonId
  ownedBy: Who
  canComment: boolean
  /** The last day on which it can be read. */
  lastDay: Day
  words: SharedWords
  comments: Comment[]
}

/** One line of what others have shared with somebody. */
export type SharedWithMe = Pick<
  SharedEntry,
  'share' | 'owner' | 'ownedBy' | 'canComment' | 'lastDay'
> & {
  title: string
  sharedAt: number
  /** Null until it was read for the first time. */
  lastReadAt: number | null
}

/** So many comments stand under one shared entry at most. */
const mostComments = 200

const noSuchShare = () =>
  refuse('not_found', 'There is nothing shared with you here. Perhaps it has ended.')

/**
 * Sharing promises: one entry is read by the one colleague its owner chose, as long as the owner
 * wants; each read is kept before a word is given out, and shown to the owner; after the end nothing
 * is read any more.
 */
export function createSharing(made: SharingSources) {
  const { db, clock, audit, cpd, organisations } = made

  const may = (actor: Actor, action: 'read' | 'comment' | 'manage', share: Share): boolean =>
    can(actor, action, { kind: 'share', ...share, isOpen: isOpen(share, clock.now()) })

  /** Whether the actor may read it now. Whoever has left the organisation took their record along. */
  const isReadable = async (read: Queries, actor: Actor, share: Share): Promise<boolean> =>
    may(actor, 'read', share) &&
    (await organisations.organisationOf(read, share.owner)) === share.organisation
  const takesPart = async (read: Queries, actor: Actor, share: Share): Promise<boolean> =>
    may(actor, 'manage', share) || (await isReadable(read, actor, share))

  async function readableOf(read: Queries, actor: Actor, all: readonly Share[]): Promise<Share[]> {
    const readable = await Promise.all(all.map((one) => isReadable(read, actor, one)))
    return all.filter((_, index) => readable[index])
  }

  /** What a reader gets of a share, in the transaction that keeps that it was read. */
  async function readIn(tx: Transaction, actor: Actor, share: Share): Promise<SharedEntry | null> {
    const words = await cpd.sharedIn(tx, share.owner, share.entry)
    if (!words) return null
    await store.addRead(tx, { share: share.id, reader: actor.person, at: clock.now() })
    // Without the organisation: who reads whose entry is no matter of its administrators.
    const object = `share ${share.id}`
    await audit.recordIn(tx, { person: actor.person, action: 'share.read', object })
    const comments = await store.commentsOf(tx, [share.id])
    const people = [share.owner, share.reader]
    const names = await namesOf(organisations, tx, share.organisation, people)
    return {
      ...{ share: share.id, entry: share.entry, owner: share.owner, words },
      ...{ ownedBy: names(share.owner), lastDay: lastDayOf(share) },
      canComment: share.right === 'comment',
      comments: comments.map((one) => commentOf(actor, names, one)),
    }
  }

  return {
    ...createOwnSharing(made),

    /** What somebody shared with the actor. That it was read is kept with it, or nothing is read. */
    async open(actor: Actor, id: ShareId): Promise<Outcome<SharedEntry>> {
      return db.tx(async (tx) => {
        const share = await store.findShare(tx, id)
        if (!share || !(await isReadable(tx, actor, share))) return noSuchShare()
        const read = await readIn(tx, actor, share)
        return read ? ok(read) : noSuchShare()
      })
    },

    /** Whether something is open for the actor under this id; nothing of it is read. */
    async standing(actor: Actor, id: ShareId): Promise<Outcome<ShareId>> {
      const share = await store.findShare(db.read, id)
      return share && (await isReadable(db.read, actor, share)) ? ok(id) : noSuchShare()
    },

    /** All that `owner` shares with the actor now, to be taken along; each is kept as a read. */
    async sharedBy(actor: Actor, owner: PersonId): Promise<SharedEntry[]> {
      return db.tx(async (tx) => {
        const open = await store.openFor(tx, actor.person, clock.now(), owner)
        const read: SharedEntry[] = []
        for (const share of await readableOf(tx, actor, open)) {
          const entry = await readIn(tx, actor, share)
          if (entry) read.push(entry)
        }
        return read
      })
    },

    /** What is open for the actor, newest first: titles and names, no words. */
    async withMe(actor: Actor): Promise<SharedWithMe[]> {
      const all = await store.openFor(db.read, actor.person, clock.now())
      const open = await readableOf(db.read, actor, all)
      const ids = open.map((one) => one.id)
      const owners = open.map((one) => one.owner)
      const reads = await store.readCounts(db.read, ids)
      const names = await namesOf(organisations, db.read, actor.organisation, owners)
      const lines = await Promise.all(
        open.map(async (one): Promise<SharedWithMe[]> => {
          const words = await cpd.sharedIn(db.read, one.owner, one.entry)
          if (!words) return []
          const who = { owner: one.owner, ownedBy: names(one.owner) }
          const line = { share: one.id, ...who, title: words.title }
          const terms = { lastDay: lastDayOf(one), canComment: one.right === 'comment' }
          const lastReadAt = reads.get(one.id)?.lastAt ?? null
          return [{ ...line, ...terms, sharedAt: one.createdAt, lastReadAt }]
        }),
      )
      return lines.flat()
    },

    /** Whether something is open for the actor that they have not read yet. */
    async hasUnread(actor: Actor): Promise<boolean> {
      const all = await store.openFor(db.read, actor.person, clock.now())
      const open = (await readableOf(db.read, actor, all)).map(({ id }) => id)
      const reads = await store.readCounts(db.read, open)
      return open.some((id) => !reads.has(id))
    },

    /** Writes a comment under a shared entry, as its reader or its owner; once for each id. */
    async comment(
      actor: Actor,
      id: ShareId,
      { comment, text }: { comment: ShareCommentId; text: string },
    ): Promise<Outcome<ShareId>> {
      return db.tx(async (tx) => {
        const share = await store.findShare(tx, id)
        if (!share || !(await takesPart(tx, actor, share))) return noSuchShare()
        if (!may(actor, 'comment', share)) {
          return refuse('forbidden', 'This was shared for reading only. Ask its owner.')
        }
        if ((await store.commentsOf(tx, [id])).length >= mostComments) {
          return refuse('too_many', `There are ${mostComments} comments here. Remove one first.`)
        }
        const at = clock.now()
        await store.addComment(tx, { id: comment, share: id, author: actor.person, text, at })
        return ok(id)
      })
    },

    /** Takes back a comment of the actor's own. */
    async removeComment(
      actor: Actor,
      id: ShareId,
      comment: ShareCommentId,
    ): Promise<Outcome<ShareId>> {
      return db.tx(async (tx) => {
        const share = await store.findShare(tx, id)
        if (!share || !(await takesPart(tx, actor, share))) return noSuchShare()
        await store.removeComment(tx, actor.person, id, comment)
        return ok(id)
      })
    },

    /**
     * Somebody leaves their organisation: what they opened there ends, and what was opened to them.
     * If they come back, it is chosen anew.
     */
    async leaveIn(tx: Transaction, person: PersonId): Promise<void> {
      await endIn(tx, { owner: person }, clock.now())
      await endIn(tx, { reader: person }, clock.now())
    },

    /** Forgets the files of what has run out by its date: hidden at once, they are gone by then. */
    forgetRunOut: (): Promise<void> => db.tx((tx) => removeRunOutIn(tx, clock.now())),

    /** For a person's erasure: what they shared, what they wrote to others, what is open to them. */
    async erasePersonIn(tx: Transaction, person: PersonId): Promise<void> {
      await eraseIn(tx, person)
      await store.eraseCommentsBy(tx, person)
      // That it was read stays with its owner.
      await endIn(tx, { reader: person }, clock.now())
    },
  }
}

export type Sharing = ReturnType<typeof createSharing>
