import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import type { Clock } from '#server/platform/clock.server.ts'

const coalesceMs = 1000
const writingMs = 6000
/** A page that follows a post is loaded at once, on a bad line within this time. */
const unseenMs = 60_000

type InRoom = {
  sockets: Map<PersonId, number>
  /** Until when a page load or a post counts as being here. */
  until: Map<PersonId, number>
  wroteAt: Map<PersonId, number>
  /** When something was posted whose sender is forgotten, until the page after it is loaded. */
  unseenAt: Map<PersonId, number>
  /** When the last socket of somebody closed, until they are seen again. */
  goneAt: Map<PersonId, number>
}

/**
 * Who is here and how many are writing: volatile, of this process, told at most once a second.
 * Attendance never comes from here; that has durable intervals.
 */
export function createPresence({ clock }: { clock: Clock }) {
  const rooms = new Map<RoomId, InRoom>()
  const listeners = new Set<(room: RoomId) => void>()
  const telling = new Map<RoomId, NodeJS.Timeout>()

  function inRoom(room: RoomId): InRoom {
    const known = rooms.get(room)
    if (known) return known
    const fresh: InRoom = {
      sockets: new Map(),
      until: new Map(),
      wroteAt: new Map(),
      unseenAt: new Map(),
      goneAt: new Map(),
    }
    rooms.set(room, fresh)
    return fresh
  }

  function changed(room: RoomId): void {
    if (telling.has(room)) return
    const timer = setTimeout(() => {
      telling.delete(room)
      for (const listener of listeners) listener(room)
    }, coalesceMs)
    telling.set(room, timer.unref())
  }

  return {
    /** A socket of `person` came into the room. */
    arrived(room: RoomId, person: PersonId): void {
      const { sockets, goneAt } = inRoom(room)
      sockets.set(person, (sockets.get(person) ?? 0) + 1)
      goneAt.delete(person)
      changed(room)
    },
    /**
     * A socket of `person` closed. With the last one they are gone, whatever a page had promised when
     * it was loaded; the next page or post of theirs says otherwise.
     */
    left(room: RoomId, person: PersonId): void {
      const { sockets, until, goneAt } = inRoom(room)
      const count = (sockets.get(person) ?? 0) - 1
      if (count > 0) sockets.set(person, count)
      else {
        sockets.delete(person)
        until.delete(person)
        goneAt.set(person, clock.now())
      }
      changed(room)
    },
    /** Since when somebody is away who had the room open here; null where that is not known. */
    goneSince(room: RoomId, person: PersonId): number | null {
      return inRoom(room).goneAt.get(person) ?? null
    },
    /** A page or a post of `person`: here until `until` (epoch ms). */
    seen(room: RoomId, person: PersonId, until: number): void {
      const before = inRoom(room).until.get(person) ?? 0
      inRoom(room).until.set(person, Math.max(before, until))
      inRoom(room).goneAt.delete(person)
      if (before < clock.now()) changed(room)
    },
    /**
     * `person` has posted something whose sender is forgotten. The page that is loaded after it is
     * not to say that they were here just then.
     */
    unseen(room: RoomId, person: PersonId): void {
      inRoom(room).unseenAt.set(person, clock.now())
    },
    /** Whether this page of `person` follows such a post; asking ends it. */
    followsUnseen(room: RoomId, person: PersonId): boolean {
      const { unseenAt } = inRoom(room)
      const at = unseenAt.get(person)
      unseenAt.delete(person)
      return at !== undefined && clock.now() - at < unseenMs
    },
    wrote(room: RoomId, person: PersonId): void {
      inRoom(room).wroteAt.set(person, clock.now())
      changed(room)
    },
    /** Everybody who is here, in the order of their ids. */
    here(room: RoomId): PersonId[] {
      const now = clock.now()
      const { sockets, until, goneAt } = inRoom(room)
      for (const [person, to] of until) {
        if (to >= now) continue
        until.delete(person)
        if (!sockets.has(person)) goneAt.set(person, to)
      }
      return [...new Set([...sockets.keys(), ...until.keys()])].sort()
    },
    writing(room: RoomId): number {
      const { wroteAt } = inRoom(room)
      for (const [person, at] of wroteAt) if (at < clock.now() - writingMs) wroteAt.delete(person)
      return wroteAt.size
    },
    onChange(listener: (room: RoomId) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop(): void {
      for (const timer of telling.values()) clearTimeout(timer)
      telling.clear()
    },
  }
}
export type PresenceBook = ReturnType<typeof createPresence>
