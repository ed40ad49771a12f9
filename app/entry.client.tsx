import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode, useEffect, type ReactNode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { rememberEarlyWords } from './early-words.ts'
import { keepJumpsFromRouter } from './jumps.ts'
import { pageIsAwake } from './ui/awake.ts'
import { withoutError } from './ui/error-title.ts'

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

/** Says when the page has woken up: whatever stands in it has heard so before. */
function Waking({ onAwake, children }: { onAwake: () => void; children: ReactNode }) {
  useEffect(onAwake, [onAwake])
  return children
}

const early = rememberEarlyWords()
keepJumpsFromRouter()

function wake(): void {
  early.putBack()
  pageIsAwake()
}

void unpacked().then(() => {
  // React knows the title without the sign; the error summary sets it again when it wakes up.
  document.title = withoutError(document.title)
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <Waking onAwake={wake}>
          <RemixBrowser />
        </Waking>
      </StrictMode>,
    )
  })
})
