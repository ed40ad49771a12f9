import { createHash } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'

const perAccount = 10
const perAddress = 100
const windowSeconds = 5 * 60

/**
 * One try to sign in: as whom, from where, and from which browser that they have used before.
 * `account` is the same for all addresses of one account.
 */
export type Try = { account: string; address: string; knownDevice: string | null }

/**
 * Slows guessing without locking anybody out: 10 failures an account and 100 an address in five
 * minutes. Only failures count, so an office behind one address never notices. A browser that the
 * person has used before has ten tries of its own, whatever strangers do meanwhile. (T9)
 */
export function createThrottle({ off }: { off: boolean }) {
  const limit = { points: perAccount, duration: windowSeconds }
  const accounts = new RateLimiterMemory({ ...limit, keyPrefix: 'account' })
  const devices = new RateLimiterMemory({ ...limit, keyPrefix: 'device' })
  const addresses = new RateLimiterMemory({ points: perAddress, duration: windowSeconds })

  /** What a try counts against. */
  const counted = ({ account, knownDevice }: Try) =>
    knownDevice === null
      ? { limiter: accounts, key: keyOf(account) }
      : { limiter: devices, key: keyOf(knownDevice) }

  return {
    /**
     * Answers seconds to wait when this is one try too many. A try counts against the account
     * before its password is checked, so that many guesses sent at once gain nothing.
     */
    async take(tried: Try): Promise<number | null> {
      if (off) return null
      if (tried.knownDevice === null) {
        const office = await addresses.get(keyOf(tried.address))
        if (office && office.consumedPoints >= perAddress) return secondsUntil(office.msBeforeNext)
      }
      const { limiter, key } = counted(tried)
      const { consumedPoints, msBeforeNext } = await limiter.penalty(key)
      return consumedPoints > perAccount ? secondsUntil(msBeforeNext) : null
    },

    /** The password was wrong: now the address counts it too. */
    async blame({ address }: Try): Promise<void> {
      if (off) return
      await addresses.penalty(keyOf(address))
    },

    /** The password was never checked: the try did not take place. */
    async giveBack(tried: Try): Promise<void> {
      if (off) return
      const { limiter, key } = counted(tried)
      await limiter.reward(key)
    },

    /** The password was right: the failures before it are forgotten. */
    async forgive(tried: Try): Promise<void> {
      if (off) return
      const { limiter, key } = counted(tried)
      await limiter.delete(key)
    },
  }
}

function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url')
}

function secondsUntil(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
