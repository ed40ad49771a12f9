import { useEffect, useState } from 'react'
import type { ScreenPage } from '#server/rooms/rules/invitation.ts'
import type { Screen } from '#server/rooms/rules/screen.ts'

const everyMs = 2_000
/** After so many tries in vain the screen says that it may be old. */
const patience = 3

export type LiveScreen =
  { kind: 'shown'; page: ScreenPage<Screen>; isOld: boolean } | { kind: 'stopped'; message: string }

/**
 * The wall's page as it is now: it asks its own address again every two seconds. While the network
 * is gone the last picture stays; once the address is stopped, nothing of the room stays.
 */
export function useScreen(first: ScreenPage<Screen>): LiveScreen {
  const [live, setLive] = useState<LiveScreen>({ kind: 'shown', page: first, isOld: false })
  useEffect(() => {
    let failures = 0
    let over = false
    const timer = setInterval(() => void renew(), everyMs)

    async function renew(): Promise<void> {
      const answer = await ask()
      if (over) return
      if (answer.kind === 'stopped') stop()
      failures = answer.kind === 'nothing' ? failures + 1 : 0
      if (answer.kind !== 'nothing') setLive(answer)
      else if (failures >= patience) {
        setLive((before) => (before.kind === 'shown' ? { ...before, isOld: true } : before))
      }
    }

    function stop(): void {
      over = true
      clearInterval(timer)
    }
    return stop
  }, [])
  return live
}

async function ask(): Promise<LiveScreen | { kind: 'nothing' }> {
  try {
    const response = await fetch(location.href, {
      credentials: 'same-origin',
      headers: { accept: 'application/json' },
      referrerPolicy: 'no-referrer',
    })
    const body: unknown = await response.json()
    if (response.ok) {
      return isPage(body) ? { kind: 'shown', page: body, isOld: false } : { kind: 'nothing' }
    }
    // A busy or restarting server is no answer about the address.
    if (response.status >= 500 || response.status === 429) return { kind: 'nothing' }
    return { kind: 'stopped', message: messageOf(body) }
  } catch {
    return { kind: 'nothing' }
  }
}

function isPage(body: unknown): body is ScreenPage<Screen> {
  return typeof body === 'object' && body !== null && 'screen' in body && 'invitation' in body
}

function messageOf(body: unknown): string {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : null
  return typeof message === 'string' ? message : 'This screen is not shown any more.'
}
