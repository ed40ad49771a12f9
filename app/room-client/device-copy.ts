import type { DeviceStore } from './device-store.ts'
import type { KeptItem } from './kept-items.ts'

export type DeviceCopy = ReturnType<typeof createDeviceCopy>

/**
 * Keeps on the device exactly what is asked for: new items are sealed and written, those that are
 * wanted no more are erased, one transaction after the other and always the newest. `onKept` hears
 * the names of what lies there; when the device takes nothing, that is none.
 */
export function createDeviceCopy(
  opening: Promise<DeviceStore | null>,
  onKept: (names: ReadonlySet<string>) => void,
) {
  let wanted: ReadonlyMap<string, KeptItem> = new Map()
  const there = new Map<string, { id: number; text: string }>()
  let orphans: number[] = []
  let running: Promise<void> | null = null
  let isBroken = false

  function match(items: ReadonlyMap<string, KeptItem>): void {
    wanted = items
    if (isBroken) return
    running ??= run().finally(() => {
      running = null
      // Something may have been asked for in the very moment of finishing.
      if (!isBroken && nextStep().changes.length > 0) match(wanted)
    })
  }

  async function run(): Promise<void> {
    const store = await opening
    if (!store) {
      isBroken = true
      return
    }
    for (let step = nextStep(); step.changes.length > 0; step = nextStep()) {
      try {
        const ids = await store.write(step.changes)
        for (const name of step.erased) there.delete(name)
        step.written.forEach(({ name, text }, index) => {
          const id = ids[index]
          if (typeof id === 'number') there.set(name, { id, text })
        })
        orphans = orphans.filter((id) => !step.orphans.includes(id))
        onKept(new Set(there.keys()))
      } catch {
        isBroken = true
        onKept(new Set())
        return
      }
    }
  }

  /** What is wanted and not there, and what is there and not wanted. What is put stands first. */
  function nextStep() {
    const written = [...wanted].flatMap(([name, item]) => {
      const text = JSON.stringify(item)
      return there.get(name)?.text === text ? [] : [{ name, item, text }]
    })
    const replaced = written.flatMap(({ name }) => there.get(name)?.id ?? [])
    const erased = [...there.keys()].filter((name) => !wanted.has(name))
    const gone = [...replaced, ...erased.flatMap((name) => there.get(name)?.id ?? []), ...orphans]
    const changes = [
      ...written.map(({ item }) => ({ put: item })),
      ...gone.map((id) => ({ erase: id })),
    ]
    return { written, erased, orphans, changes }
  }

  return {
    match,
    isBroken: (): boolean => isBroken,

    /** What earlier pages left here. It is erased with the next match, which holds it anew. */
    async left(): Promise<KeptItem[]> {
      const store = await opening
      if (!store) return []
      try {
        const found = await store.left()
        orphans = found.map(({ id }) => id)
        return found.map(({ item }) => item)
      } catch {
        return []
      }
    },

    /** Until what is wanted now lies on the device, at most `ms`. */
    async settled(ms: number): Promise<void> {
      if (!running) return
      await Promise.race([running, new Promise<void>((resolve) => setTimeout(resolve, ms))])
    },

    /** The page lets go: what it leaves here may be found by the next. */
    async close(): Promise<void> {
      const store = await opening
      store?.close()
    },
  }
}
