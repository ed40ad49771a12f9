import type { Stillness } from './stillness.ts'

/** A value that changes, and who wants to know: what React's useSyncExternalStore asks for. */
export type Store<T> = {
  get: () => T
  set: (next: T) => void
  subscribe: (listener: () => void) => () => void
}

export type Shown<T> = Pick<Store<T>, 'get' | 'subscribe'>

export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The same value as `of`, but for changes that have to wait until the page may move. */
export function shownWhenStill<T>(of: Store<T>, stillness: Pick<Stillness, 'whenStill'>): Shown<T> {
  const shown = createStore(of.get())
  const follow = () => shown.set(of.get())
  of.subscribe(() => void stillness.whenStill(follow))
  return shown
}
