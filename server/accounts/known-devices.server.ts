import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'

/** Which browser somebody signs in from, as far as it was used by them before. */
export type KnownDevice = {
  /** Names the browser when the person of that address has signed in from it; null otherwise. */
  usedBy(email: string): string | null
  /** The Set-Cookie header by which the browser is known from now on, to that person alone. */
  rememberFor(email: string): string
}

const lastsMs = 180 * 24 * 60 * 60_000
/** People who share one browser; the oldest is forgotten. */
const peopleKept = 4
const cookiePath = '/sign-in'

/**
 * Browsers that somebody has signed in from: such a one is not kept waiting by strangers who guess at
 * the same account. (T9) The cookie is strictly necessary, says nothing about whose it is, and opens
 * nothing: it is a random name with a seal over name, day and address, made with the installation's
 * own key. The server keeps nothing.
 */
export function createKnownDevices(
  installationKey: Uint8Array,
  { clock, random, secure }: { clock: Clock; random: Random; secure: boolean },
) {
  const salt = new Uint8Array(0)
  const key = Buffer.from(hkdfSync('sha256', installationKey, salt, 'known devices', 32))
  const cookieName = secure ? '__Secure-device' : 'device'

  function seal(name: string, since: string, email: string): Buffer {
    return createHmac('sha256', key).update(`${name} ${since} ${email}`).digest()
  }

  function isFor(email: string, token: string): boolean {
    const [name = '', since = '', proof = ''] = token.split('.')
    const given = Buffer.from(proof, 'base64url')
    const right = seal(name, since, email)
    return given.length === right.length && timingSafeEqual(given, right) && isFresh(since)
  }

  function isFresh(since: string): boolean {
    const at = parseInt(since, 36)
    return at <= clock.now() && clock.now() < at + lastsMs
  }

  function tokensIn(cookies: string | undefined): string[] {
    const pattern = new RegExp(`(?:^|; )${cookieName}=([A-Za-z0-9._~-]{1,1000})(?:;|$)`)
    return (pattern.exec(cookies ?? '')?.[1] ?? '').split('~').filter(Boolean).slice(0, peopleKept)
  }

  return {
    /** What a Cookie header says about its browser. */
    of(cookies: string | undefined): KnownDevice {
      const tokens = tokensIn(cookies)
      return {
        usedBy: (email) => tokens.find((one) => isFor(email, one))?.split('.')[0] ?? null,

        rememberFor(email) {
          const name = Buffer.from(random.bytes(16)).toString('base64url')
          const since = clock.now().toString(36)
          const own = [name, since, seal(name, since, email).toString('base64url')].join('.')
          const others = tokens.filter((one) => !isFor(email, one))
          const value = [own, ...others].slice(0, peopleKept).join('~')
          const lasts = `Max-Age=${lastsMs / 1000}; Path=${cookiePath}; HttpOnly; SameSite=Lax`
          return `${cookieName}=${value}; ${lasts}${secure ? '; Secure' : ''}`
        },
      }
    },
  }
}

export type KnownDevices = ReturnType<typeof createKnownDevices>
