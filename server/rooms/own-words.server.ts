import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Learning } from './rules/shapes.ts'
import { findPhase } from './rules/state.ts'
import type { Made } from './sources.server.ts'
import * as store from './store.server.ts'
import { noSuchRoom, resourceOf, type Writing } from './writing.server.ts'

/** What somebody who was removed from a room keeps of it. `startsAt` in epoch ms. */
export type OwnWords = {
  title: string
  startsAt: number
  texts: { phaseTitle: string; text: string }[]
  learning: Learning
}

/** The words of those who are no longer in a room: theirs, and nothing else of it. */
export function createOwnWords({ db }: Made, writing: Writing) {
  return {
    /** Only for somebody who was removed; for everybody else there is no such room. */
    async ownWords(actor: Actor, room: RoomId): Promise<Outcome<OwnWords>> {
      const row = await store.findRoom(db.read, actor.organisation, room)
      if (!row) return noSuchRoom()
      const { state } = await writing.currentOf(db.read, row)
      const standing = state.removed.includes(actor.person) ? 'removed' : 'none'
      const resource = { ...resourceOf({ row, state }, actor.person), standing } as const
      if (!can(actor, 'read-own-words', resource)) return noSuchRoom()
      const own = await store.mineOf(db.read, room, actor.person)
      const texts = own.drafts
        .filter(({ text }) => text.trim() !== '')
        .map(({ phase, text }) => ({ phaseTitle: findPhase(state.view, phase)?.title ?? '', text }))
      return ok({ title: row.title, startsAt: row.startsAt, texts, learning: own.learning })
    },
  }
}
