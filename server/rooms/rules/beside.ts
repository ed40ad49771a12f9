import type { PersonId } from '#server/platform/rules/ids.ts'
import type { LogEvent } from './events.ts'
import type { Beside } from './shapes.ts'

export const nothingBeside: Beside = { cast: [], company: [] }

/**
 * What stands in the log beside the view: who plays which part, who shares a device, who is deputy. It is
 * folded apart, so that `view` and its digest stay what the protocol page says. Pure: what does
 * not change keeps its identity.
 */
export function applyBeside(beside: Beside, event: LogEvent): Beside {
  if (event.stream !== 'room') return beside
  switch (event.type) {
    case 'part.cast': {
      const { part, person, plays } = event.body
      const others = beside.cast.filter((one) => one.part !== part || one.person !== person)
      return { ...beside, cast: plays ? [...others, { part, person }] : others }
    }
    case 'company.set':
      return event.actor ? withCompany(beside, event.actor, event.body.people) : beside
    case 'company.left':
      return event.actor ? withoutPerson(beside, event.actor, 'company') : beside
    case 'deputy.named':
      return { ...beside, deputy: event.body.person }
    case 'person.removed':
      return withoutPerson(
        withoutPerson(beside, event.body.person, 'company'),
        event.body.person,
        'all',
      )
    default:
      return beside
  }
}

/** Everyone who is with `person` on one device, `person` not among them. */
export function companyOf(beside: Beside, person: PersonId): readonly PersonId[] {
  return beside.company.find((one) => one.person === person)?.with ?? []
}

/** Somebody is on one device at a time: who is named here leaves every other. */
function withCompany(beside: Beside, person: PersonId, people: readonly PersonId[]): Beside {
  const others = beside.company
    .filter((one) => one.person !== person)
    .map((one) => ({ ...one, with: one.with.filter((each) => !people.includes(each)) }))
    .filter((one) => one.with.length > 0)
  const company = people.length === 0 ? others : [...others, { person, with: [...people] }]
  return { ...beside, company }
}

function withoutPerson(beside: Beside, person: PersonId, from: 'company' | 'all'): Beside {
  const company = beside.company
    .filter((one) => from === 'company' || one.person !== person)
    .map((one) => ({ ...one, with: one.with.filter((each) => each !== person) }))
    .filter((one) => one.with.length > 0)
  if (from === 'company') return { ...beside, company }
  const cast = beside.cast.filter((one) => one.person !== person)
  const { deputy } = beside
  return { cast, company, ...(deputy && deputy !== person ? { deputy } : {}) }
}

/** Everybody who is here: those who have the room open, and whoever is with them on one device. */
export function presentOf(here: readonly string[], beside: Beside): ReadonlySet<string> {
  const present = new Set(here)
  for (const one of beside.company) {
    if (here.includes(one.person)) for (const person of one.with) present.add(person)
  }
  return present
}
