import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'

/** There is more in this room's log, or in what is these people's own. It carries no content. */
export type Wake = { room: RoomId; people: readonly PersonId[] }

/**
 * Wake-ups within this process. A lost one is harmless: who listens reads from its own cursor. Those
 * of one turn of the event loop are told as one for each room, in the next: whoever sent something
 * has their answer first, and what was committed together is read and handed on together.
 */
export function createWakes() {
  const listeners = new Set<(wake: Wake) => void>()
  let waiting = new Map<RoomId, Set<PersonId>>()

  function tellAll(): void {
    const rooms = waiting
    waiting = new Map()
    for (const [room, people] of rooms) {
      for (const listener of listeners) listener({ room, people: [...people] })
    }
  }

  return {
    wake({ room, people }: Wake): void {
      if (waiting.size === 0) setImmediate(tellAll)
      const told = waiting.get(room) ?? new Set()
      for (const person of people) told.add(person)
      waiting.set(room, told)
    },
    /** Answers how to stop listening. */
    onWake: (listener: (wake: Wake) => void): (() => boolean) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Wakes = ReturnType<typeof createWakes>
