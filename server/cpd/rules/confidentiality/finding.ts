/**
 * The kinds of detail that the check looks for. Where two overlap, the earlier kind is told: a
 * school called after Saint Mary is a school, not a person.
 */
export const findingKinds = [
  'nhs-number',
  'national-insurance',
  'email',
  'web-address',
  'phone',
  'postcode',
  'vehicle',
  'case-reference',
  'full-date',
  'address',
  'school',
  'ward',
  'initials-date',
  'age-place',
  'person',
  'rare',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** A place in a text, `end` excluded, and what could stand there instead. */
export type Place = { start: number; end: number; replacement: string }

/** A place that could point at a real person, and why. */
export type Finding = Place & { kind: FindingKind; why: string }

/** How one kind is recognised. `find` is pure, never throws, and answers in any order. */
export type Rule = {
  /** As it is called in a sentence: 'an NHS number'. */
  name: string
  /** Why it is better left out, in plain words. */
  why: string
  find: (text: string) => Place[]
}

/** Every place where `shape` (a global expression) stands, each with the same replacement. */
export function placesOf(text: string, shape: RegExp, replacement: string): Place[] {
  return Array.from(text.matchAll(shape), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    replacement,
  }))
}

/** The place of the first group of a match; it must be the last occurrence inside the match. */
export function placeOfGroup(match: RegExpMatchArray, replacement: string): Place {
  const group = match[1] ?? match[0]
  const start = (match.index ?? 0) + match[0].lastIndexOf(group)
  return { start, end: start + group.length, replacement }
}
