import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import * as log from './log/log-store.server.ts'
import type { MineRecord } from './rules/mine.ts'
import type { Learning } from './rules/shapes.ts'
import { findPhase, roleOf, type State } from './rules/state.ts'
import type { Made } from './sources.server.ts'
import * as store from './store.server.ts'
import { noSuchRoom, resourceOf, type Writing } from './writing.server.ts'

/** What somebody who is no longer in a room keeps of it. `startsAt` in epoch ms. */
export type OwnWords = {
  /** They were taken out of the room, or are no longer of its team. */
  why: 'removed' | 'left'
  title: string
  startsAt: number
  texts: { phaseTitle: string; text: string }[]
  learning: Learning
}

/** What somebody wrote in a room for themselves, whether they are still in it or not. */
export function createOwnWords({ db }: Made, writing: Writing) {
  async function phaseTitles(room: RoomId): Promise<Map<string, string>> {
    const [first] = await log.eventsAfter(db.read, room, 'room', { since: 0, limit: 1 })
    if (first?.type !== 'room.created') return new Map()
    return new Map(first.body.phases.map(({ id, title }) => [id, title]))
  }

  return {
    /** The person's own words of a room, for their CPD draft; null when they wrote none. */
    async ownLearning(
      actor: Actor,
      room: RoomId,
    ): Promise<(Learning & { notes: OwnWords['texts'] }) | null> {
      const own = await store.mineOf(db.read, room, actor.person)
      if (own.revision === 0) return null
      const titles = await phaseTitles(room)
      return { ...own.learning, notes: textsOf(own, (phase) => titles.get(phase)) }
    },

    /**
     * What somebody who is no longer in a room keeps of it, and nothing else of it: only for who was
     * removed, and for a former member of the team who had written something; for everybody else there
     * is no such room.
     */
    async ownWords(actor: Actor, room: RoomId): Promise<Outcome<OwnWords>> {
      const row = await store.findRoom(db.read, actor.organisation, room)
      if (!row) return noSuchRoom()
      const { state } = await writing.currentOf(db.read, row)
      const why = whyOut(actor, row, state)
      // A former member of the team keeps as much as somebody who was removed.
      const standing = why ? 'removed' : 'none'
      const resource = { ...resourceOf({ row, state }, actor.person), standing } as const
      if (!why || !can(actor, 'read-own-words', resource)) return noSuchRoom()
      const own = await store.mineOf(db.read, room, actor.person)
      if (why === 'left' && own.revision === 0) return noSuchRoom()
      const texts = textsOf(own, (phase) => findPhase(state.view, phase)?.title)
      return ok({ why, title: row.title, startsAt: row.startsAt, texts, learning: own.learning })
    },
  }
}

/** What was written and not sent, each text under the title of its phase. */
function textsOf(
  { drafts }: MineRecord,
  titleOf: (phase: string) => string | undefined,
): OwnWords['texts'] {
  return drafts
    .filter(({ text }) => text.trim() !== '')
    .map(({ phase, text }) => ({ phaseTitle: titleOf(phase) ?? '', text }))
}

/** Why somebody who was in the room is so no longer; null for those who still are, or never were. */
function whyOut(actor: Actor, row: store.RoomRow, state: State): OwnWords['why'] | null {
  if (state.removed.includes(actor.person)) return 'removed'
  if (!roleOf(state.view, actor.person)) return null
  return can(actor, 'enter', resourceOf({ row, state }, actor.person)) ? null : 'left'
}
