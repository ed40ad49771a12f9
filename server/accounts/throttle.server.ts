import { createHash } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'

const perAccount = 10
const perAddress = 100
const windowSeconds = 5 * 60

/**
 * Slows guessing without locking anybody out: 10 failures an account and 100 an address in five
 * minutes. Only failures count, so an office behind one address never notices. (T9)
 */
export function createThrottle({ off }: { off: boolean }) {
  const accounts = new RateLimiterMemory({ points: perAccount, duration: windowSeconds })
  const addresses = new RateLimiterMemory({ points: perAddress, duration: windowSeconds })

  return {
    /**
     * Answers seconds to wait when this is one try too many. A try counts against the account
     * before its password is checked, so that many guesses sent at once gain nothing.
     */
    async take(email: string, address: string): Promise<number | null> {
      if (off) return null
      const office = await addresses.get(keyOf(address))
      if (office && office.consumedPoints >= perAddress) return secondsUntil(office.msBeforeNext)
      const account = await accounts.penalty(keyOf(email))
      return account.consumedPoints > perAccount ? secondsUntil(account.msBeforeNext) : null
    },

    /** The password was wrong: now the address counts it too. */
    async blame(address: string): Promise<void> {
      if (off) return
      await addresses.penalty(keyOf(address))
    },

    /** The password was never checked: the try did not take place. */
    async giveBack(email: string): Promise<void> {
      if (off) return
      await accounts.reward(keyOf(email))
    },

    /** The password was right: the account's failures are forgotten. */
    async forgive(email: string): Promise<void> {
      if (off) return
      await accounts.delete(keyOf(email))
    },
  }
}

function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url')
}

function secondsUntil(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
