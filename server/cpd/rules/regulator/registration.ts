import { z } from 'zod'
import { dayTextWithYear, type Day } from '#server/platform/rules/london.ts'
import { isOwnCycle } from './cycle.ts'
import { realDay } from '../entry/entry.ts'
import { dataId } from './plain.ts'
import type { Profile } from './profile.ts'
import { yearOf, type RegistrationYear } from './year.ts'

/** Where a person is registered, and for cycles of one's own the last day of the current one. */
export type Registration = { regulator: string; endsOn: Day | null }

/** A profile as it holds for one person: with the day from which their cycles are counted. */
export type OwnProfile = Profile & { endsOn: Day | null }

/** What somebody chooses whom no regulator asks for CPD. */
export const noRegulator = 'none'
/** Where nothing was chosen: as it is for most people here. */
export const defaultRegistration: Registration = { regulator: 'swe', endsOn: null }

/**
 * The rules of a regulator in force on a day; null for a regulator that is not there. Before its
 * first rules the first ones stand: a record of an earlier year can still be read.
 */
export function rulesInForce(
  profiles: readonly Profile[],
  regulator: string,
  on: Day,
): Profile | null {
  const own = profiles.filter((one) => one.id === regulator)
  return own.findLast((one) => one.validFrom <= on) ?? own[0] ?? null
}

/**
 * The cycle of a registration that `on` falls into, and the rules by which it is judged: those in
 * force on its last day, when the regulator looks at it. Null for a regulator that is not there.
 * Pure. Why the last day: docs/decisions, "The rules on the last day".
 */
export function cycleOn(
  profiles: readonly Profile[],
  { regulator, endsOn }: Registration,
  on: Day,
): { profile: OwnProfile; year: RegistrationYear } | null {
  const today = rulesInForce(profiles, regulator, on)
  if (!today) return null
  const begun = yearOf({ ...today, endsOn }, on)
  const later = rulesInForce(profiles, regulator, begun.ends) ?? today
  const ended = yearOf({ ...later, endsOn }, on)
  // A new rule set with other dates of the year counts only where it is still in force at its end.
  const isIts = rulesInForce(profiles, regulator, ended.ends) === later
  const profile = isIts ? later : today
  return { profile: { ...profile, endsOn }, year: isIts ? ended : begun }
}

/** A sentence for those whose rules change within the cycle; null when they do not. */
export function changeText(profile: Profile, year: RegistrationYear): string | null {
  if (profile.validFrom <= year.starts || profile.validFrom > year.ends) return null
  return `${profile.name} changed its rules on ${dayTextWithYear(profile.validFrom)}. What you see here are the rules on the last day of your ${dayTextWithYear(year.starts)} to ${dayTextWithYear(year.ends)} cycle.`
}

/** Most registrations that one person may keep. */
const most = 8

const chosen = z
  .union([dataId, z.array(dataId).max(most)])
  .default([])
  .transform((ids) => [...new Set(typeof ids === 'string' ? [ids] : ids)])

export type RegistrationsForm = {
  first: string
  regulators: string[]
  /** As it was typed, by regulator. */
  ends: Record<string, { day: string; month: string; year: string }>
}

const part = z.string().trim().max(4, 'Use digits, such as 27 3 2026.')

/** The page of one's registrations: which, which of them comes first, and when each cycle ends. */
export const registrationsForm = z
  .object({ regulator: chosen, first: z.union([dataId, z.literal('')]).default('') })
  .catchall(part)
  .superRefine((form, check) => {
    for (const name of Object.keys(form)) {
      if (name === 'regulator' || name === 'first' || endName.test(name)) continue
      check.addIssue({ code: 'custom', message: 'This form holds something that we do not know.' })
    }
  })
  .transform(({ regulator, first, ...typed }): RegistrationsForm => ({
    first,
    regulators: regulator,
    ends: Object.fromEntries(regulator.map((id) => [id, endTyped(typed, id)])),
  }))

const endName = /^ends-[a-z0-9-]+-(?:day|month|year)$/

function endTyped(typed: Readonly<Record<string, unknown>>, regulator: string) {
  const at = (name: string) => {
    const value = typed[`ends-${regulator}-${name}`]
    return typeof value === 'string' ? value : ''
  }
  return { day: at('day'), month: at('month'), year: at('year') }
}

/**
 * What the form chooses, in order, the first one first; or what to mend. Nothing chosen is an
 * error: who has no regulator says so.
 */
export function registrationsOf(
  profiles: readonly Profile[],
  form: RegistrationsForm,
):
  | { ok: true; value: Registration[] }
  | { ok: false; errors: { field: string; message: string }[] } {
  const known = form.regulators.flatMap((id) => profiles.findLast((one) => one.id === id) ?? [])
  if (known.length === 0) {
    return { ok: false, errors: [{ field: 'regulator', message: 'Choose at least one.' }] }
  }
  if (known.length > 1 && known.some(({ id }) => id === noRegulator)) {
    const message = 'Choose your regulators, or “No regulator”, not both.'
    return { ok: false, errors: [{ field: 'regulator', message }] }
  }
  const read = known.map((profile) => {
    const typed = form.ends[profile.id] ?? { day: '', month: '', year: '' }
    const endsOn = isOwnCycle(profile.cycle) ? plausible(realDay(typed)) : null
    return { profile, endsOn }
  })
  const errors = read
    .filter(({ profile, endsOn }) => isOwnCycle(profile.cycle) && endsOn === null)
    .map(({ profile }) => ({
      field: `ends-${profile.id}-day`,
      message: `Enter the day on which your registration with ${profile.name} is renewed next.`,
    }))
  if (errors.length > 0) return { ok: false, errors }
  const value = read.map(({ profile, endsOn }) => ({ regulator: profile.id, endsOn }))
  const isFirst = ({ regulator }: Registration) => regulator === form.first
  return { ok: true, value: [...value.filter(isFirst), ...value.filter((one) => !isFirst(one))] }
}

/**
 * What a file says of registrations, as far as it can be kept here: of regulators that are there, in
 * its order, with a day exactly where a regulator's cycles are counted from one.
 */
export function usableRegistrations(
  profiles: readonly Profile[],
  given: readonly Registration[],
): Registration[] {
  const seen = new Set<string>()
  const usable = given.filter(({ regulator, endsOn }) => {
    const profile = profiles.findLast((one) => one.id === regulator)
    if (!profile || seen.has(regulator)) return false
    seen.add(regulator)
    return isOwnCycle(profile.cycle) === (plausible(endsOn) !== null)
  })
  const several = usable.filter(({ regulator }) => regulator !== noRegulator)
  return (several.length > 0 ? several : usable).slice(0, most)
}

function plausible(on: Day | null): Day | null {
  return on !== null && on >= '1990-01-01' && on <= '2100-12-31' ? on : null
}

/** Which registration an address asks for. */
export const regulatorQuery = dataId.max(60).optional()
