type Hears = {
  /** The page is hidden: it may not come back. */
  onHide: () => void
  onLeave: () => void
  onOffline: () => void
  /** The device is back on a network, or the page from sleep or from behind another. */
  onWake: () => void
}

/** A page that has not been looked at for so long may have lost its connection without knowing. */
const asleepMs = 5_000

/** Hears when the page goes and comes back; answers how to stop. */
export function whenAwake({ onHide, onLeave, onOffline, onWake }: Hears): () => void {
  let hiddenAt: number | null = null

  function onVisibility(): void {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now()
      onHide()
      return
    }
    const isLong = hiddenAt !== null && Date.now() - hiddenAt >= asleepMs
    hiddenAt = null
    if (isLong) onWake()
  }

  function onShow(event: PageTransitionEvent): void {
    if (event.persisted) onWake()
  }

  document.addEventListener('visibilitychange', onVisibility)
  document.addEventListener('freeze', onHide)
  document.addEventListener('resume', onWake)
  window.addEventListener('pagehide', onLeave)
  window.addEventListener('pageshow', onShow)
  window.addEventListener('offline', onOffline)
  window.addEventListener('online', onWake)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    document.removeEventListener('freeze', onHide)
    document.removeEventListener('resume', onWake)
    window.removeEventListener('pagehide', onLeave)
    window.removeEventListener('pageshow', onShow)
    window.removeEventListener('offline', onOffline)
    window.removeEventListener('online', onWake)
  }
}
