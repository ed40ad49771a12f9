import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { eachInTurn } from '#server/platform/each-in-turn.server.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import type { Reading } from '../reading.server.ts'
import { presentForMs, stretchOf, type Touch } from '../rules/attendance.ts'
import type { PresenceBook } from './presence.server.ts'
import { touchPresence } from './presence-store.server.ts'

type Made = { db: Database; clock: Clock; presence: PresenceBook }
type Stay = { room: RoomId; person: PersonId; stretch: { from: number; to: number } }

const staysRemembered = 50_000

/** Keeps who is in a room: an open socket each minute, a page load or a post for five minutes. */
export function createTouching({ db, clock, presence }: Made, { inside }: Pick<Reading, 'inside'>) {
  /** Until when somebody's being in a room is on disk already. */
  const written = new Map<string, number>()

  /** What is to be kept; null for somebody who is not in the room, and where enough is kept. */
  async function stayOf(actor: Actor, room: RoomId, how: Touch): Promise<Stay | null> {
    const found = await inside(actor, room)
    if (!found.ok) return null
    const { person } = actor
    if (how !== 'socket' && presence.followsUnseen(room, person)) return null
    const { state } = found.value.current
    const now = clock.now()
    const stretch =
      how === 'socket'
        ? { from: now, to: now + presentForMs.socket }
        : stretchOf(state, now, presentForMs[how])
    if (how !== 'socket') presence.seen(room, person, stretch.to)
    const kept = written.get(keyOf(room, person)) ?? 0
    // A stretch that already reaches nearly as far is not worth a commit.
    if (kept >= stretch.to - presentForMs[how] / 2 && kept > now) return null
    return { room, person, stretch }
  }

  async function keep({ room, person, stretch }: Stay): Promise<void> {
    await db.tx((tx) => touchPresence(tx, room, person, stretch))
    written.set(keyOf(room, person), stretch.to)
    if (written.size > staysRemembered) written.clear()
  }

  return {
    /** Keeps that the actor is in the room. Does nothing for somebody who is not in it. */
    async touch(actor: Actor, room: RoomId, how: Touch): Promise<void> {
      const stay = await stayOf(actor, room, how)
      if (stay) await keep(stay)
    },
    /**
     * The same for open sockets, which share a commit. Between any two the event loop has a turn, so
     * that nobody's contribution waits for them. A room that cannot be read costs nobody else theirs.
     */
    async touchTogether(there: readonly { actor: Actor; room: RoomId }[]): Promise<void> {
      const stays: Stay[] = []
      try {
        await eachInTurn(there, async ({ actor, room }) => {
          const stay = await stayOf(actor, room, 'socket')
          if (stay) stays.push(stay)
        })
      } finally {
        await Promise.all(stays.map(keep))
      }
    },
  }
}

const keyOf = (room: RoomId, person: PersonId) => `${room} ${person}`
