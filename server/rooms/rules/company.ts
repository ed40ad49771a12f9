import type { PersonId } from '#server/platform/rules/ids.ts'
import { refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { isHeld } from './beside.ts'
import type { Command } from './commands.ts'
import { logged, unknown } from './effects.ts'
import type { Effect } from './phases/rules.ts'
import type { FormatPart } from './shapes.ts'
import { roleOf, takesPart, type State } from './state.ts'

type By = { actor: PersonId; parts: readonly FormatPart[] }

/** What stands beside the view: parts, devices, the floor, the clock. Null for every other command. */
export function reduceCompany(state: State, command: Command, on: By): Outcome<Effect> | null {
  switch (command.type) {
    case 'part.cast':
      return cast(state, command.body, on)
    case 'company.set':
      return setCompany(state, command.body.people, on.actor)
    case 'company.leave':
      return logged({ stream: 'room', type: 'company.left', body: {}, actor: on.actor })
    case 'floor.give':
      return giveFloor(state, command.body.person, on.actor)
    case 'clock.hold':
    case 'clock.run':
      return holdClock(state, command.type === 'clock.hold', on.actor)
    case 'carried.done':
      return logged({ stream: 'room', type: 'carried.done', body: command.body, actor: on.actor })
    default:
      return null
  }
}

type Casting = Extract<Command, { type: 'part.cast' }>['body']

/** A part for one person moves to whoever is named; one for several takes each in. */
function cast({ view, beside }: State, body: Casting, { actor, parts }: By): Outcome<Effect> {
  const part = parts.find((one) => one.part === body.part)
  if (!part) return unknown('part')
  if (!takesPart(roleOf(view, body.person))) {
    return refuse('invalid', 'Choose somebody who takes part.', { field: 'person' })
  }
  const players = beside.cast.filter((one) => one.part === part.part).map((one) => one.person)
  if (players.includes(body.person) === body.plays) return logged()
  const leaving = body.plays && !part.several ? players : []
  return logged(
    ...leaving.map(
      (person) =>
        ({
          stream: 'room',
          type: 'part.cast',
          body: { part: part.part, person, plays: false },
          actor,
        }) as const,
    ),
    { stream: 'room', type: 'part.cast', body, actor },
  )
}

/** Says who shares the actor's device now; an empty list ends it. */
function setCompany({ view }: State, named: PersonId[], actor: PersonId): Outcome<Effect> {
  const people = [...new Set(named)]
  const wrong = people.some((person) => person === actor || !takesPart(roleOf(view, person)))
  if (wrong) {
    return refuse('invalid', 'Choose colleagues who are in this room.', { field: 'people' })
  }
  return logged({ stream: 'room', type: 'company.set', body: { people }, actor })
}

/** Somebody may speak now: their hand comes down. */
function giveFloor({ view }: State, person: PersonId, actor: PersonId): Outcome<Effect> {
  if (!takesPart(roleOf(view, person))) {
    return refuse('invalid', 'Choose somebody who takes part.', { field: 'person' })
  }
  const given = { stream: 'room', type: 'floor.given', body: { person }, actor } as const
  const lowered = { stream: 'room', type: 'hand.lowered', body: {}, actor: person } as const
  return view.hands.includes(person) ? logged(given, lowered) : logged(given)
}

/** The clock of the phase stands still, or goes on; it only advises. Twice the same adds nothing. */
function holdClock({ view, beside }: State, hold: boolean, actor: PersonId): Outcome<Effect> {
  const phase = view.current ?? ''
  if (isHeld(beside, phase) === hold) return logged()
  return logged({
    stream: 'room',
    type: hold ? 'clock.held' : 'clock.ran',
    body: { phase },
    actor,
  })
}
