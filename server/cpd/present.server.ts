import type { Clock } from '#server/platform/clock.server.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { refuse } from '#server/platform/rules/outcome.ts'
import { defaultRegulator, profileOn } from './profiles.server.ts'
import type { Profile } from './rules/profile.ts'
import { yearOf } from './rules/year.ts'

/** How long a deletion can be undone. */
export const undoForMs = 30 * 86_400_000

export const noSuchEntry = () => refuse('not_found', 'There is no such entry in your record.')

/** What the capability knows of now: the day in London, and the rules in force. */
export function present(clock: Clock, profiles: readonly Profile[]) {
  const today = londonDay(clock.now())
  const profile = profileOn(profiles, defaultRegulator, today)
  return { today, profile, year: yearOf(profile, today) }
}
