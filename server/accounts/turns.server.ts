import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { TooManyHashes } from './passwords.server.ts'

/** Hashing takes its turn; with too many waiting the answer is a refusal and a time to come back. */
export async function inTime<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return ok(await work())
  } catch (error) {
    if (!(error instanceof TooManyHashes)) throw error
    return refuse(
      'unavailable',
      'Many people are signing in just now. Try again in a few seconds.',
      { retryAfter: error.retryAfter },
    )
  }
}

/** Says how long to wait after too many tries. */
export function tooMany(seconds: number) {
  const minutes = Math.ceil(seconds / 60)
  return refuse(
    'too_many',
    `There were too many tries. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, then try again.`,
    { retryAfter: seconds },
  )
}
