import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { PersonId } from '#server/platform/rules/ids.ts'

/** Wrong codes in a window: of one person, and of everybody behind one network address. */
const wrongCodes = { person: 20, address: 100 } as const
const windowSeconds = 15 * 60

/**
 * Stops the guessing of room codes. Only wrong codes count, so an office that comes in together
 * behind one address never notices. (T5)
 */
export function createCodeThrottle({ off }: { off: boolean }) {
  const people = new RateLimiterMemory({ points: wrongCodes.person, duration: windowSeconds })
  const addresses = new RateLimiterMemory({ points: wrongCodes.address, duration: windowSeconds })

  return {
    /**
     * Answers seconds to wait when this is one try too many. A try counts against the person before
     * the code is looked up, so that many guesses sent at once gain nothing.
     */
    async take(person: PersonId, address: string): Promise<number | null> {
      if (off) return null
      const office = await addresses.get(address)
      if (office && office.consumedPoints >= wrongCodes.address) return seconds(office)
      const own = await people.penalty(person)
      return own.consumedPoints > wrongCodes.person ? seconds(own) : null
    },

    /** The code was wrong: now the address counts it too. */
    async blame(address: string): Promise<void> {
      if (!off) await addresses.penalty(address)
    },

    /** The code was right: the try did not take place. */
    async giveBack(person: PersonId): Promise<void> {
      if (!off) await people.reward(person)
    },
  }
}

function seconds({ msBeforeNext }: { msBeforeNext: number }): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000))
}
