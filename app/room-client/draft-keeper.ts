/** What runs later and can be called off. */
export type Later = (work: () => void, ms: number) => () => void

export const usualLater: Later = (work, ms) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** Every so long what is being typed is saved: a phone that dies loses no more than this. */
export const saveEveryMs = 1_500

/**
 * Saves what is typed at most `saveEveryMs` after the first keystroke that is not saved yet, for each
 * field by itself: going on typing does not put it off.
 */
export function createDraftKeeper(
  save: (key: string, text: string) => void,
  later: Later = usualLater,
) {
  const open = new Map<string, { text: string; cancel: () => void }>()

  function fire(key: string): void {
    const field = open.get(key)
    if (!field) return
    field.cancel()
    open.delete(key)
    save(key, field.text)
  }

  return {
    typed(key: string, text: string): void {
      const field = open.get(key)
      if (field) field.text = text
      else open.set(key, { text, cancel: later(() => fire(key), saveEveryMs) })
    },
    /** The text of the field went somewhere else: nothing is to be saved any more. */
    drop(key: string): void {
      open.get(key)?.cancel()
      open.delete(key)
    },
    /** Saves everything now: the page is hidden, or the phase is closing. */
    flush(): void {
      for (const key of [...open.keys()]) fire(key)
    },
  }
}
export type DraftKeeper = ReturnType<typeof createDraftKeeper>
