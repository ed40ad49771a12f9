import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'

/** There is more in this room's log, or in what is these people's own. It carries no content. */
export type Wake = { room: RoomId; people: readonly PersonId[] }

/** Wake-ups within this process. A lost one is harmless: who listens reads from its own cursor. */
export function createWakes() {
  const listeners = new Set<(wake: Wake) => void>()
  return {
    wake(wake: Wake): void {
      for (const listener of listeners) listener(wake)
    },
    /** Answers how to stop listening. */
    onWake: (listener: (wake: Wake) => void): (() => boolean) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Wakes = ReturnType<typeof createWakes>
