import type { Database, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { EntryId, PersonId } from '#server/platform/rules/ids.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import { noSuchEntry, undoForMs } from './present.server.ts'
import type { Entry } from './rules/entry/entry.ts'
import * as store from './store.server.ts'

/** What becomes of an entry's shares with it. */
export type EntryShares = {
  /** Ends them all, in the transaction that puts the entry into the bin. */
  endIn(tx: Transaction, owner: PersonId, entry: EntryId, at: number): Promise<void>
  /** Takes them away for good, with reads and comments, as the entry's words are erased. */
  eraseIn(tx: Transaction, owner: PersonId, entry: EntryId): Promise<void>
}

/** An entry as it stands for its owner, also a draft that is only a view; null for anybody else. */
type Standing = (
  actor: Actor,
  id: EntryId,
) => Promise<(Entry & { deletedAt: number | null }) | null>

/** Where deleted entries lie for 30 days: their owner brings them back, or erases them at once. */
export function createBin(
  { db, clock, shares }: { db: Database; clock: Clock; shares: EntryShares },
  standingOf: Standing,
) {
  /** Erases what was deleted more than 30 days ago, and what had been shared of it. */
  async function eraseDueIn(tx: Transaction, owner: PersonId | null, at: number): Promise<number> {
    const due = await store.eraseDeleted(tx, owner, at - undoForMs, at)
    for (const one of due) await shares.eraseIn(tx, one.owner, one.id)
    return due.length
  }

  const face = {
    /**
     * Puts an entry into the bin for 30 days, and ends its shares; a draft that is only a view goes
     * there too.
     */
    async delete(actor: Actor, id: EntryId): Promise<Outcome<{ undoUntil: number }>> {
      const view = await standingOf(actor, id)
      if (!view) return noSuchEntry()
      return db.tx(async (tx) => {
        const at = clock.now()
        const standing = (await store.findEntry(tx, actor.person, id)) ?? view
        const deletedAt = standing.deletedAt ?? at
        const savedAt = standing.savedAt ?? at
        await store.putEntry(tx, actor.person, { ...standing, savedAt, deletedAt })
        await shares.endIn(tx, actor.person, id, at)
        await eraseDueIn(tx, actor.person, at)
        return ok({ undoUntil: deletedAt + undoForMs })
      })
    },

    /** Takes an entry back out of the bin. */
    async undoDelete(actor: Actor, id: EntryId): Promise<Outcome<EntryId>> {
      return db.tx(async (tx) => {
        const standing = await store.findEntry(tx, actor.person, id)
        const { deletedAt = null } = standing ?? {}
        if (!standing || deletedAt === null || deletedAt + undoForMs <= clock.now()) {
          return noSuchEntry()
        }
        await store.putEntry(tx, actor.person, { ...standing, deletedAt: null })
        return ok(id)
      })
    },

    /** Erases at once what is in the bin: words, earlier versions and what was shared of it. */
    async eraseNow(actor: Actor, id: EntryId): Promise<Outcome<EntryId>> {
      return db.tx(async (tx) => {
        const standing = await store.findEntry(tx, actor.person, id)
        if (!standing || standing.deletedAt === null) return noSuchEntry()
        await store.eraseEntry(tx, actor.person, id, clock.now())
        await shares.eraseIn(tx, actor.person, id)
        return ok(id)
      })
    },

    /** Erases for good what was deleted more than 30 days ago, of everyone. Answers how many. */
    eraseExpired(): Promise<number> {
      return db.tx((tx) => eraseDueIn(tx, null, clock.now()))
    },
  }
  return { eraseDueIn, face }
}
