import type { Queries } from '#db/connection.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { foldState, type State } from '../rules/state.ts'
import { eventsAfter, hashAt, type Head } from './log-store.server.ts'

const roomsKept = 500
const statesKept = 300
const eventsAtOnce = 500
/** A reader that began before an erasure may still see what stood there; no reader takes as long. */
const oldReadersMs = 60_000

type Kept = Head & { state: State }

/**
 * Folded states beside their heads: a cache of the log and nothing else. A state is only used where
 * the log at its head has its hash, so one that was never committed is never seen.
 */
export function createStates() {
  const rooms = new Map<RoomId, Kept[]>()
  /** When a room's log was overwritten, while there may be readers of how it was before. */
  const forgotten = new Map<RoomId, number>()

  function keep(room: RoomId, head: Head, state: State): void {
    const others = (rooms.get(room) ?? []).filter((one) => one.head !== head.head)
    rooms.delete(room)
    rooms.set(room, [...others.slice(-statesKept), { ...head, state }])
    const [oldest] = rooms.keys()
    if (rooms.size > roomsKept && oldest !== undefined) rooms.delete(oldest)
  }

  /** The newest kept state that is a beginning of the log which ends at `head`. */
  async function beginning(db: Queries, room: RoomId, head: Head): Promise<Kept | null> {
    for (const one of [...(rooms.get(room) ?? [])].reverse()) {
      if (one.head > head.head) continue
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
      // The hash of a log stays when a text in it is erased, so it would not tell the two apart.
      const at = forgotten.get(room)
      if (at === undefined || performance.now() - at > oldReadersMs) keep(room, head, state)
      return state
    },

    keep,

    /** What the log of `room` says has been overwritten: no state folded before may be used. */
    forget(room: RoomId): void {
      const now = performance.now()
      for (const [one, at] of forgotten) if (now - at > oldReadersMs) forgotten.delete(one)
      forgotten.set(room, now)
      rooms.delete(room)
    },

    /** After a commit: what stood before it is not asked for again. */
    settle(room: RoomId, head: number): void {
      const kept = rooms.get(room)
      if (kept)
        rooms.set(
          room,
          kept.filter((one) => one.head >= head),
        )
    },
  }
}

export type States = ReturnType<typeof createStates>
