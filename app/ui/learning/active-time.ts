import { useEffect, useState } from 'react'

const tickMs = 1_000
/** Without touching anything for so long, somebody has probably gone away. */
const idleAfterMs = 90_000

/** A clock that only runs while the page is visible and its reader not idle. */
export type ActiveTime = {
  /** Milliseconds since it was last taken; taking starts it anew. */
  take(): number
  /** Gives back time that could not be delivered. */
  giveBack(ms: number): void
}

/** Measures the reader's active time on this page. */
export function useActiveTime(): ActiveTime {
  const [clock] = useState(createActiveTime)
  useEffect(() => clock.run(), [clock])
  return clock
}

function createActiveTime(): ActiveTime & { run(): () => void } {
  let activeMs = 0
  let lastTickAt = 0
  let lastActAt = 0
  const act = () => {
    lastActAt = performance.now()
  }
  const tick = () => {
    const now = performance.now()
    // A sleeping machine makes one long tick: only what a tick should take counts.
    if (document.visibilityState === 'visible' && now - lastActAt < idleAfterMs) {
      activeMs += Math.min(now - lastTickAt, 2 * tickMs)
    }
    lastTickAt = now
  }
  return {
    take() {
      const taken = Math.round(activeMs)
      activeMs = 0
      return taken
    },
    giveBack(ms) {
      activeMs += ms
    },
    run() {
      lastTickAt = performance.now()
      act()
      const timer = setInterval(tick, tickMs)
      for (const event of actEvents) window.addEventListener(event, act, { passive: true })
      return () => {
        clearInterval(timer)
        for (const event of actEvents) window.removeEventListener(event, act)
      }
    },
  }
}

const actEvents = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'touchstart'] as const
