import type { Queries } from '#db/connection.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { foldState, type State } from '../rules/state.ts'
import { eventsAfter, hashAt, type Head } from './log-store.server.ts'

const roomsKept = 500
const eventsAtOnce = 500

type Kept = Head & { state: State }
type RoomStates = { kept: readonly Kept[]; usedAt: number }

/**
 * Of the states before the newest: the oldest, which is what is left when a commit fails, and the
 * last, which is what is left when one work of a commit fails. Any other is folded again if asked for.
 */
function enough(kept: readonly Kept[]): readonly Kept[] {
  const [oldest, last] = [kept[0], kept.at(-1)]
  return oldest && last && oldest !== last ? [oldest, last] : kept
}

/**
 * Folded states beside their heads: a cache of the log and nothing else. A state is only used where
 * the log at its head has its hash and was overwritten as often, so one that was never committed is
 * never seen, and none that holds an erased text.
 */
export function createStates() {
  const rooms = new Map<RoomId, RoomStates>()
  let uses = 0

  /**
   * A room's entry stays where it is: one that is taken out of a Map and set again leaves the Map's
   * former tables behind, and with them each former list of cards, until the next whole collection.
   */
  function entryOf(room: RoomId): RoomStates {
    const known = rooms.get(room)
    if (known) return known
    if (rooms.size >= roomsKept) dropLeastUsed()
    const fresh = { kept: [], usedAt: 0 }
    rooms.set(room, fresh)
    return fresh
  }

  function dropLeastUsed(): void {
    let [least, usedAt]: [RoomId | null, number] = [null, Infinity]
    for (const [room, one] of rooms) if (one.usedAt < usedAt) [least, usedAt] = [room, one.usedAt]
    if (least !== null) rooms.delete(least)
  }

  function keep(room: RoomId, head: Head, state: State): void {
    const entry = entryOf(room)
    const others = entry.kept.filter(
      (one) => one.head !== head.head && one.rewritten === head.rewritten,
    )
    entry.kept = [...enough(others), { ...head, state }]
    entry.usedAt = uses += 1
  }

  /** The newest kept state that is a beginning of the log which ends at `head`. */
  async function beginning(db: Queries, room: RoomId, head: Head): Promise<Kept | null> {
    for (const one of [...(rooms.get(room)?.kept ?? [])].reverse()) {
      // Another count: texts in it were overwritten before or since, by us or by another process.
      if (one.head > head.head || one.rewritten !== head.rewritten) continue
      const hash = one.head === head.head ? head.hash : await hashAt(db, room, 'room', one.head)
      if (hash === one.hash) return one
    }
    return null
  }

  return {
    /** The state at `head` of the room stream; folds what is missing. */
    async at(db: Queries, room: RoomId, head: Head): Promise<State> {
      const from = await beginning(db, room, head)
      if (from?.head === head.head) return from.state
      let state = from?.state ?? null
      let since = from?.head ?? 0
      while (since < head.head) {
        const events = await eventsAfter(db, room, 'room', {
          since,
          until: head.head,
          limit: eventsAtOnce,
        })
        if (events.length === 0) throw new Error('The log of a room has a hole.')
        state = foldState(events, state)
        since += events.length
      }
      if (!state) throw new Error('A room begins with room.created.')
      keep(room, head, state)
      return state
    },

    keep,

    /** What the log of `room` says has been overwritten: what was folded before is of no use. */
    forget(room: RoomId): void {
      rooms.delete(room)
    },

    /** After a commit: what stood before it is not asked for again. */
    settle(room: RoomId, head: number): void {
      const entry = rooms.get(room)
      if (entry) entry.kept = entry.kept.filter((one) => one.head >= head)
    },
  }
}

export type States = ReturnType<typeof createStates>
