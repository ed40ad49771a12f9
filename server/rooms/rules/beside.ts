import type { PersonId } from '#server/platform/rules/ids.ts'
import type { LogEvent } from './events.ts'
import type { Beside } from './shapes.ts'

export const nothingBeside: Beside = {
  cast: [],
  company: [],
  hands: [],
  groups: [],
  notes: [],
  done: [],
}

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
      return ofTalk(beside, event) ?? ofGroups(beside, event)
  }
}

/** Hands, the floor and the clock: what ends with its phase. Null for what is no matter of theirs. */
function ofTalk(beside: Beside, event: LogEvent): Beside | null {
  switch (event.type) {
    case 'hand.raised': {
      const { actor, at } = event
      if (!actor || beside.hands.some(({ person }) => person === actor)) return beside
      return { ...beside, hands: [...beside.hands, { person: actor, at }] }
    }
    case 'hand.lowered':
      return { ...beside, hands: beside.hands.filter(({ person }) => person !== event.actor) }
    case 'floor.given':
      return { ...beside, floor: event.body.person }
    case 'turn.begun':
      return { ...beside, floor: undefined }
    case 'phase.opened':
      return { ...beside, hands: [], floor: undefined, clock: undefined }
    case 'phase.closed':
      return { ...beside, floor: undefined, clock: undefined }
    case 'clock.held': {
      const { phase } = event.body
      const heldMs = beside.clock?.phase === phase ? beside.clock.heldMs : 0
      return { ...beside, clock: { phase, heldMs, heldAt: event.at } }
    }
    case 'clock.ran': {
      const { phase } = event.body
      return { ...beside, clock: { phase, heldMs: heldMs(beside, phase, Date.parse(event.at)) } }
    }
    default:
      return null
  }
}

/** Where notes of small groups came from, and what is done of earlier rooms. */
function ofGroups(beside: Beside, event: LogEvent): Beside {
  switch (event.type) {
    case 'groups.formed': {
      const formed = event.body.groups.map(({ group, title }) => ({ group, title }))
      const others = beside.groups.filter(({ group }) => !formed.some((one) => one.group === group))
      return { ...beside, groups: [...others, ...formed] }
    }
    case 'cards.revealed': {
      const notes = event.body.cards.flatMap(({ card, group }) => (group ? [{ card, group }] : []))
      return notes.length === 0 ? beside : { ...beside, notes: [...beside.notes, ...notes] }
    }
    case 'carried.done': {
      const { text } = event.body
      return beside.done.includes(text) ? beside : { ...beside, done: [...beside.done, text] }
    }
    default:
      return beside
  }
}

/** For how long the clock of `phase` has been held at `now` (epoch ms), in ms. */
export function heldMs({ clock }: Pick<Beside, 'clock'>, phase: string, now: number): number {
  if (clock?.phase !== phase) return 0
  const since = clock.heldAt === undefined ? 0 : Math.max(0, now - Date.parse(clock.heldAt))
  return clock.heldMs + since
}

/** Whether the clock of `phase` stands still now. */
export function isHeld({ clock }: Pick<Beside, 'clock'>, phase: string): boolean {
  return clock?.phase === phase && clock.heldAt !== undefined
}

/** The title of the small group that a card was written in; undefined for every other card. */
export function groupOfCard({ notes, groups }: Beside, card: string): string | undefined {
  const found = notes.find((one) => one.card === card)
  return found && groups.find(({ group }) => group === found.group)?.title
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
  const hands = beside.hands.filter((one) => one.person !== person)
  const is = (who: PersonId | undefined) => who === person
  return {
    ...{ ...beside, cast, company, hands },
    deputy: is(beside.deputy) ? undefined : beside.deputy,
    floor: is(beside.floor) ? undefined : beside.floor,
  }
}

/** Everybody who is here: those who have the room open, and whoever is with them on one device. */
export function presentOf(here: readonly string[], beside: Beside): ReadonlySet<string> {
  const present = new Set(here)
  for (const one of beside.company) {
    if (here.includes(one.person)) for (const person of one.with) present.add(person)
  }
  return present
}
