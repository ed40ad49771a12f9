import type { Database, Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { ok, refuse, type Refusal } from '#server/platform/rules/outcome.ts'
import { BadProfile } from './profiles.server.ts'
import type { FieldError } from './rules/entry/entry.ts'
import { learningAsked, type LearningAsked } from './rules/regulator/learning-questions.ts'
import { otherYearText } from './rules/regulator/other-year.ts'
import type { Profile } from './rules/regulator/profile.ts'
import {
  cycleOn,
  defaultRegistration,
  registrationsOf,
  type OwnProfile,
  type Registration,
  type RegistrationsForm,
} from './rules/regulator/registration.ts'
import { yearNamed, yearOf, type RegistrationYear } from './rules/regulator/year.ts'
import * as store from './store.server.ts'

/** One registration as a page offers it. */
export type RegistrationChoice = { regulator: string; name: string; isShown: boolean }

/** What is known of now: the day in London, the rules that are shown, and all that the person has. */
export type Present = {
  today: Day
  profile: OwnProfile
  year: RegistrationYear
  /** The profiles of all of the person's registrations, in their order. */
  all: OwnProfile[]
  /** What the person chose themselves, in their order; nothing where they never chose. */
  chosen: readonly Registration[]
  choices: RegistrationChoice[]
  /** Null where the first registration is shown: its address needs no name. */
  shownFor: string | null
}

/**
 * Where people are registered: each person's own choice, read by themselves alone. `rules` is what
 * the record is read by, `pages` what the person sees and chooses.
 */
export function createRegistrations({
  db,
  clock,
  profiles,
}: {
  db: Database
  clock: Clock
  profiles: readonly Profile[]
}) {
  const isThere = ({ regulator }: Registration) => profiles.some(({ id }) => id === regulator)

  /** In their order; the default for whoever never chose, or chose only what is not there any more. */
  function known(chosen: readonly Registration[] | undefined): readonly Registration[] {
    const there = (chosen ?? []).filter(isThere)
    return there.length > 0 ? there : [defaultRegistration]
  }

  async function chosenBy(actor: Actor): Promise<readonly Registration[]> {
    const chosen = await store.registrationsAmong(db.read, [actor.person])
    return (chosen.get(actor.person) ?? []).filter(isThere)
  }

  async function own(actor: Actor): Promise<readonly Registration[]> {
    return known(await chosenBy(actor))
  }

  function cycle(registration: Registration, on: Day) {
    const found = cycleOn(profiles, registration, on)
    if (!found) {
      throw new BadProfile(`content/regulators has no profile "${registration.regulator}".`)
    }
    return found
  }

  /** What everybody has who never chose: for pages that ask the same of all. */
  function usual(): { today: Day; profile: OwnProfile; year: RegistrationYear } {
    const today = londonDay(clock.now())
    return { today, ...cycle(defaultRegistration, today) }
  }

  /** The rules of now, of the registration that is asked for or the first; null for no such one. */
  async function shown(actor: Actor, regulator?: string): Promise<Present | null> {
    const chosen = await chosenBy(actor)
    const registrations = known(chosen)
    const today = londonDay(clock.now())
    const cycles = registrations.map((one) => cycle(one, today))
    const found = regulator ? cycles.find(({ profile }) => profile.id === regulator) : cycles[0]
    if (!found) return null
    return {
      ...{ today, ...found, all: cycles.map(({ profile }) => profile), chosen },
      choices: cycles.map(({ profile }) => ({
        regulator: profile.id,
        name: profile.name,
        isShown: profile.id === found.profile.id,
      })),
      shownFor: found === cycles[0] ? null : found.profile.id,
    }
  }

  const rules = {
    shown,
    usual,

    /** The rules of now, of the registration that comes first. */
    async first(actor: Actor): Promise<Pick<Present, 'today' | 'profile' | 'year'>> {
      return (await shown(actor)) ?? usual()
    },

    /** The cycle that ends in a calendar year, with the rules on its last day. */
    yearNamed({ profile }: Pick<Present, 'profile'>, name: number) {
      const { ends } = yearNamed(profile, name)
      return cycle({ regulator: profile.id, endsOn: profile.endsOn }, ends)
    },

    /** The first registration of each of these people, for the one word that a manager sees. */
    async firstOf(
      read: Queries,
      people: readonly PersonId[],
    ): Promise<(person: PersonId) => { profile: OwnProfile; year: RegistrationYear }> {
      const chosen = await store.registrationsAmong(read, people)
      const today = londonDay(clock.now())
      return (person) => {
        const [first] = known(chosen.get(person))
        return cycle(first ?? defaultRegistration, today)
      }
    },
  }

  const pages = {
    /**
     * What the actor is asked about their own learning, in the words of their own regulators; and
     * which year of theirs a day falls into.
     */
    async learning(
      actor: Actor,
      on: Day,
    ): Promise<{ asked: LearningAsked; otherYear: string | null }> {
      const { profile, year, all } = (await shown(actor)) ?? { ...usual(), all: [] }
      const others = all.filter(({ id }) => id !== profile.id)
      return {
        asked: learningAsked(profile, others),
        otherYear: otherYearText(profile, year, yearOf(profile, on)),
      }
    },

    /** The page on which a person says where they are registered. */
    async registrations(actor: Actor) {
      const chosen = await own(actor)
      const today = londonDay(clock.now())
      const all = [...new Set(profiles.map(({ id }) => id))].flatMap((id) => {
        const found = cycleOn(profiles, { regulator: id, endsOn: null }, today)
        return found ? [found.profile] : []
      })
      const byName = all.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
      return { chosen: [...chosen], profiles: byName }
    },

    /** Keeps what the person chose; the faults of what cannot be kept. */
    async chooseRegistrations(
      actor: Actor,
      form: RegistrationsForm,
    ): Promise<
      | { ok: true; value: Registration[] }
      | { ok: false; error: Refusal & { errors?: FieldError[] } }
    > {
      if (!can(actor, 'write', { kind: 'own-record', owner: actor.person })) {
        return refuse('forbidden', 'You cannot change this.')
      }
      const read = registrationsOf(profiles, form)
      if (!read.ok) {
        const message = read.errors[0]?.message ?? 'This cannot be kept.'
        return { ok: false, error: { code: 'invalid', message, errors: read.errors } }
      }
      await db.tx((tx) => store.setRegistrations(tx, actor.person, read.value, clock.now()))
      return ok(read.value)
    },
  }
  return { rules, pages }
}

export type Registrations = ReturnType<typeof createRegistrations>['rules']
