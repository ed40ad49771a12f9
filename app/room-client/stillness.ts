import { usualLater, type Later } from './draft-keeper.ts'

/** A press is waited for so long and no longer: a thumb that rests on the screen stops no news. */
export const longestPressMs = 3_000

/** On a touch screen the click comes a moment after the finger has gone. */
export const clickComesWithinMs = 300

export type Stillness = ReturnType<typeof createStillness>

/**
 * While somebody presses something, nothing on the page may move: a button that has gone from under
 * the pointer when it is let go was not pressed at all, and nobody is told. What would change the page
 * waits until the press has done its work.
 */
export function createStillness(later: Later) {
  const waiting = new Set<() => void>()
  let isPressed = false
  let cancel = (): void => undefined

  function end(): void {
    cancel()
    isPressed = false
    const works = [...waiting]
    waiting.clear()
    for (const work of works) work()
  }

  return {
    pressed(): void {
      cancel()
      isPressed = true
      cancel = later(end, longestPressMs)
    },

    /** Let go: the click that makes it a press is still to come. */
    released(): void {
      if (!isPressed) return
      cancel()
      cancel = later(end, clickComesWithinMs)
    },

    /** What waits comes after all that the click does. */
    clicked(): void {
      if (!isPressed) return
      cancel()
      cancel = later(end, 0)
    },

    /** Does `work` now, or once after the press that is going on. Answers how to call it off. */
    whenStill(work: () => void): () => void {
      if (!isPressed) {
        work()
        return () => undefined
      }
      waiting.add(work)
      return () => waiting.delete(work)
    },
  }
}

/** Of this page, for as long as it lives; on the server nobody presses anything. */
export const stillness = createStillness(usualLater)

/** Hears the presses of this page; answers how to stop. */
export function hearPresses(of: Stillness): () => void {
  const pressed = () => of.pressed()
  const released = () => of.released()
  const clicked = () => of.clicked()
  const listening = new AbortController()
  const { signal } = listening
  // Before anything on the page hears of it: that a field loses the focus is news already.
  window.addEventListener('pointerdown', pressed, { capture: true, signal })
  window.addEventListener('pointerup', released, { capture: true, signal })
  window.addEventListener('pointercancel', released, { capture: true, signal })
  window.addEventListener('click', clicked, { capture: true, signal })
  // Of the window alone: a field that loses the focus does not bubble.
  window.addEventListener('blur', released, { signal })
  return () => {
    listening.abort()
    clicked()
  }
}
