import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import type { View } from '../rules/shapes.ts'
import type { Made } from '../sources.server.ts'

/** Who is in a room at this moment, as far as those in it are told. */
export function createWhoIsHere({ clock, presence }: Pick<Made, 'clock' | 'presence'>) {
  return {
    /** Who is here now, as everybody in the room may know it; null where that is not told. */
    here(room: RoomId, view: View): PersonId[] | null {
      // A list of who is there, beside texts without names, would name them.
      const unnamed = view.phases.some(({ id, anonymous }) => anonymous && id === view.current)
      return unnamed ? null : presence.here(room)
    },

    /**
     * Whether whoever holds the seat is here now, and since when not, as far as that is known: it is
     * nobody's secret, in phases without names as little as in others.
     */
    holder(room: RoomId, view: View): { isHere: boolean; awayForMs: number } {
      const { person } = view.seat
      const isHere = presence.here(room).includes(person)
      const since = isHere ? null : presence.goneSince(room, person)
      return { isHere, awayForMs: since === null ? 0 : clock.now() - since }
    },
  }
}

export type WhoIsHere = ReturnType<typeof createWhoIsHere>
