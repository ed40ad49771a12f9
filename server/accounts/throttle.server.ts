import { createHash } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'

const perAccount = 10
const perAddress = 100
const windowSeconds = 5 * 60

/**
 * Slows guessing without locking anybody out: 10 failures an account and 100 an address in five
 * minutes. Successes cost nothing, so an office behind one address never notices. (T9)
 */
export function createThrottle({ off }: { off: boolean }) {
  const accounts = new RateLimiterMemory({ points: perAccount, duration: windowSeconds })
  const addresses = new RateLimiterMemory({ points: perAddress, duration: windowSeconds })

  return {
    /** Counts a try before the password is checked; answers seconds to wait when it is one too many. */
    async take(email: string, address: string): Promise<number | null> {
      if (off) return null
      const account = await accounts.penalty(keyOf(email))
      const office = await addresses.penalty(keyOf(address))
      if (account.consumedPoints > perAccount) return secondsUntil(account.msBeforeNext)
      if (office.consumedPoints > perAddress) return secondsUntil(office.msBeforeNext)
      return null
    },

    /** The password was right: the try is forgotten, and so are the account's failures. */
    async forgive(email: string, address: string): Promise<void> {
      if (off) return
      await accounts.delete(keyOf(email))
      await addresses.reward(keyOf(address))
    },
  }
}

function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url')
}

function secondsUntil(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
