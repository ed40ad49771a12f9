import type { Profile } from './profile.ts'
import { cycleWord, yearText, type RegistrationYear } from './year.ts'

/**
 * Said beforehand where a room falls into another registration year than what is finished now; null
 * where the two are the same.
 */
export function otherYearText(
  profile: Profile,
  now: RegistrationYear,
  then: RegistrationYear,
): string | null {
  if (then.ends === now.ends) return null
  const word = cycleWord(profile)
  const { min } = profile.pieces
  const own =
    min > 0 ? `needs its own ${min === 1 ? 'piece' : `${min} pieces`}` : 'stands by itself'
  return `This room counts for another registration ${word} (${yearText(then)}) than modules finished now (${yearText(now)}). Each ${word} ${own}.`
}
