import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'

/**
 * Remix unpacks the page's data in its first render and throws a promise until that is done. A click
 * in that moment makes React wake the page at once, which it cannot while something waits (React
 * error 345), so the data is unpacked before.
 */
async function unpacked(): Promise<void> {
  try {
    RemixBrowser({})
  } catch (waiting) {
    if (waiting instanceof Promise) await waiting
  }
}

void unpacked().then(() => {
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    )
  })
})
