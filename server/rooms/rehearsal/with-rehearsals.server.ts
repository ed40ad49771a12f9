import type { RoomId } from '#server/platform/rules/ids.ts'
import type { Rehearsals } from './rehearsals.server.ts'
import type { Rooms } from '../rooms.server.ts'
import type { Wake } from '../log/wakes.server.ts'

type Own = Pick<Rooms, 'onWake' | 'snapshot' | 'stop'>

/**
 * The same rooms, with rehearsals among them: whatever is asked about a room goes to the service in
 * which that room lives, so pages, forms and sockets need not know that there are two. What names no
 * room (lists, a person's rooms) is only ever asked of the real one.
 */
export function withRehearsals(kept: Rooms, rehearsals: Rehearsals): Rooms {
  const onWake = hearing(kept, rehearsals, (rooms, listener: (wake: Wake) => void) =>
    rooms.onWake(listener),
  )
  const onChange = hearing(kept, rehearsals, (rooms, listener: (room: RoomId) => void) =>
    rooms.presence.onChange(listener),
  )
  const own: Own = {
    onWake,
    // Who has no JavaScript sees what the colleagues have done whenever they look.
    async snapshot(actor, room) {
      const theirs = rehearsals.roomsOf(room, actor.person)
      if (!theirs) return kept.snapshot(actor, room)
      await rehearsals.actIn(room)
      return theirs.snapshot(actor, room)
    },
    async stop() {
      await rehearsals.stop()
      await kept.stop()
    },
  }
  const presence = byRoom(kept, rehearsals, ({ presence: book }) => book, { onChange })
  const pump = byRoom(kept, rehearsals, (rooms) => rooms.pump, {})
  return byRoom(kept, rehearsals, (rooms) => rooms, { ...own, presence, pump })
}

/** One part of the rooms whose every function is answered where the room lives that it names. */
function byRoom<P extends object>(
  kept: Rooms,
  rehearsals: Rehearsals,
  partOf: (rooms: Rooms) => P,
  own: Partial<P>,
): P {
  return new Proxy(partOf(kept), {
    get(part, name) {
      const ours: unknown = Reflect.get(own, name)
      if (ours !== undefined) return ours
      const asIs: unknown = Reflect.get(part, name)
      if (typeof asIs !== 'function') return asIs
      return (...args: unknown[]): unknown => {
        const rooms = roomsFor(rehearsals, args)
        if (!rooms) return Reflect.apply(asIs, part, args)
        const there = partOf(rooms)
        const theirs: unknown = Reflect.get(there, name)
        if (typeof theirs !== 'function') throw new Error(`Rooms have no ${String(name)}.`)
        return Reflect.apply(theirs, there, args)
      }
    },
  })
}

/** Where the room lives that is named in `args`, for the person who asks; null for a real one. */
function roomsFor(rehearsals: Rehearsals, args: readonly unknown[]): Rooms | null {
  const person = args.map(personIn).find((one) => one !== null) ?? null
  for (const arg of args) {
    const room = typeof arg === 'string' ? arg : named(arg, 'room')
    const found = room === null ? null : rehearsals.roomsOf(room, person)
    if (found) return found
  }
  return null
}

/** Who asks: an actor, or something that holds one. */
function personIn(arg: unknown): string | null {
  if (typeof arg !== 'object' || arg === null) return null
  return named(arg, 'person') ?? named(Reflect.get(arg, 'actor'), 'person')
}

function named(arg: unknown, key: 'person' | 'room'): string | null {
  if (typeof arg !== 'object' || arg === null) return null
  const value: unknown = Reflect.get(arg, key)
  return typeof value === 'string' ? value : null
}

/** Listening to the real rooms and to those of every rehearsal that begins. */
function hearing<L>(
  kept: Rooms,
  rehearsals: Rehearsals,
  of: (rooms: Rooms, listener: L) => () => unknown,
): (listener: L) => () => boolean {
  const listeners = new Map<L, (() => unknown)[]>()
  rehearsals.whenBegun((rooms) => {
    for (const [listener, ends] of listeners) ends.push(of(rooms, listener))
  })
  return (listener) => {
    listeners.set(listener, [of(kept, listener)])
    return () => {
      for (const end of listeners.get(listener) ?? []) end()
      return listeners.delete(listener)
    }
  }
}
