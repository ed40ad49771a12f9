import { hash, verify } from '@node-rs/argon2'

/** What argon2id costs today; a stored password below it is raised at the next sign-in. (T6) */
export const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const atOnce = 4
const inQueue = 50

/** Too many people are signing in at this moment: ask again in a few seconds. */
export class TooManyHashes extends Error {
  readonly code = 'too_many_hashes'
  readonly retryAfter = 5
}

export type Passwords = ReturnType<typeof createPasswords>

/** Hashes and checks passwords with argon2id: at most four at once, then a queue of fifty. */
export function createPasswords() {
  let running = 0
  let mostAtOnce = 0
  let done = 0
  const queue: (() => void)[] = []
  // Made once, so that an unknown account costs the same work as a known one. (T8)
  const nobody = hash('nobody has this password', cost)

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (queue.length >= inQueue) throw new TooManyHashes('too many hashes at once')
      // Whoever finishes hands over the turn itself: nobody can slip in between.
      await new Promise<void>((resolve) => queue.push(resolve))
    } else {
      running += 1
    }
    mostAtOnce = Math.max(mostAtOnce, running)
    try {
      return await work()
    } finally {
      done += 1
      const next = queue.shift()
      if (next) next()
      else running -= 1
    }
  }

  return {
    hash: (password: string): Promise<string> =>
      inTurn(() => hash(password.normalize('NFC'), cost)),

    /** Compares with the stored hash; without one it does the same work and answers no. */
    async verify(stored: string | null, password: string): Promise<boolean> {
      const against = stored ?? (await nobody)
      const same = await inTurn(() => verify(against, password.normalize('NFC')))
      return stored !== null && same
    },

    /** Counted for the tests: hashes done, and the most that ever ran at once. */
    counts: () => ({ done, mostAtOnce }),
  }
}

/** True when `stored` was made with less than today's cost, or is no argon2id at all. */
export function isWeak(stored: string): boolean {
  const match = /^\$argon2id\$v=\d+\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored)
  if (!match) return true
  const [m = 0, t = 0, p = 0] = match.slice(1).map(Number)
  return m < cost.memoryCost || t < cost.timeCost || p < cost.parallelism
}
