import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Command } from './commands.ts'
import { isSeatCommand } from './commands.ts'
import { logged } from './effects.ts'
import { cardsToNotes } from './mine.ts'
import type { Effect } from './phases/rules.ts'
import type { View } from './shapes.ts'
import { isStaff, roleOf, takesPart, type State } from './state.ts'
import { endTurn, turnsNow } from './turns.ts'
import type { On } from './situation.ts'

/** So long somebody who leads may be away before the others are told. */
export const awayMs = 30_000

/** A deputy may take the seat after its holder has been away for so long. */
export const deputyAfterMs = 120_000

/**
 * Why somebody may not lead here; null when they may. The seat is state with a number, so an old
 * tab is refused: `forbidden` once somebody else holds it, `stale` for an old number.
 */
export function forbiddenOfSeat(state: State, command: Command, on: On): Outcome<never> | null {
  if (!isSeatCommand(command.type)) return null
  const { view } = state
  if (command.type === 'seat.take') return forbiddenToTake(state, on)
  if (view.seat.person === on.actor) return null
  const name = nameOf(view, view.seat.person)
  return refuse('forbidden', `${name} facilitates now. Nothing you pressed here was done.`)
}

function forbiddenToTake({ view, deputy }: State, on: On): Outcome<never> | null {
  if (isStaff(roleOf(view, on.actor))) return null
  if (on.actor !== deputy) {
    return refuse('forbidden', 'Only a co-facilitator or the deputy can take over.')
  }
  const seen = on.seatLastSeenAt
  if (seen === undefined || on.now - seen >= deputyAfterMs) return null
  return refuse(
    'forbidden',
    'You can take over when the facilitator has been away for 2 minutes.',
    {
      retryAfter: Math.ceil((deputyAfterMs - (on.now - seen)) / 1000),
    },
  )
}

/** Who is who in the room, decided by whoever holds the seat. */
export function reduceSeat(state: State, command: Command, on: On): Outcome<Effect> | null {
  const { view } = state
  const { actor } = on
  switch (command.type) {
    case 'seat.take': {
      if (view.seat.person === actor) return refuse('invalid', 'You hold the seat already.')
      return seatMoved(view, actor, actor)
    }
    case 'seat.give': {
      const { person } = command.body
      const wrong = notThere(view, person) ?? isHolder(view, person)
      if (wrong) return wrong
      if (!takesPart(roleOf(view, person))) return onlyParticipants()
      return seatMoved(view, person, actor)
    }
    case 'staff.add': {
      const { person } = command.body
      const wrong = notThere(view, person) ?? isHolder(view, person)
      if (wrong) return wrong
      return logged({ stream: 'room', type: 'staff.added', body: { person }, actor })
    }
    case 'staff.remove': {
      const { person } = command.body
      const wrong = notThere(view, person) ?? isHolder(view, person)
      if (wrong) return wrong
      if (roleOf(view, person) !== 'co-facilitator') {
        return refuse('invalid', 'This person is not a co-facilitator.', { field: 'person' })
      }
      return logged({ stream: 'room', type: 'staff.removed', body: { person }, actor })
    }
    case 'deputy.name': {
      const { person } = command.body
      const wrong = notThere(view, person) ?? isHolder(view, person)
      if (wrong) return wrong
      if (!takesPart(roleOf(view, person))) return onlyParticipants()
      return logged({ stream: 'room', type: 'deputy.named', body: { person }, actor })
    }
    case 'role.set':
      return setRole(state, command.body, actor)
    case 'person.remove':
      return remove(state, command.body.person, on)
    default:
      return null
  }
}

function seatMoved(view: View, person: PersonId, actor: PersonId): Outcome<Effect> {
  const body = { person, seat: view.seat.number + 1 }
  return logged({ stream: 'room', type: 'seat.moved', body, actor })
}

type RoleSet = Extract<Command, { type: 'role.set' }>['body']

function setRole({ view }: State, { person, role }: RoleSet, actor: PersonId): Outcome<Effect> {
  const wrong = notThere(view, person) ?? isHolder(view, person)
  if (wrong) return wrong
  const change = { stream: 'room', type: 'role.changed', body: { person, role }, actor } as const
  return logged(change, ...(takesPart(role) ? [] : turnGoesOn(view, person, actor)))
}

function remove({ view }: State, person: PersonId, on: On): Outcome<Effect> {
  const wrong = notThere(view, person) ?? isHolder(view, person)
  if (wrong) return wrong
  const own = on.mines(person)
  const next = cardsToNotes(own, on.now)
  const { actor } = on
  return ok({
    events: [
      { stream: 'room', type: 'person.removed', body: { person }, actor },
      ...turnGoesOn(view, person, actor),
    ],
    // Whoever is removed keeps what the others have not seen.
    mines: next === own ? [] : [{ person, next }],
  })
}

function turnGoesOn(view: View, person: PersonId, actor: PersonId) {
  if (turnsNow(view)?.now !== person) return []
  const others = view.people.filter((one) => one.person !== person)
  return endTurn({ ...view, people: others }, 'moved', actor)
}

function notThere(view: View, person: PersonId): Outcome<never> | null {
  if (roleOf(view, person)) return null
  return refuse('not_found', 'This person is not in the room.', { field: 'person' })
}

function isHolder(view: View, person: PersonId): Outcome<never> | null {
  if (view.seat.person !== person) return null
  return refuse('invalid', 'This person facilitates. Hand the seat over first.', {
    field: 'person',
  })
}

function onlyParticipants(): Outcome<never> {
  return refuse('invalid', 'Choose somebody who takes part.', { field: 'person' })
}

function nameOf(view: View, person: PersonId): string {
  return view.people.find((one) => one.person === person)?.name ?? 'Somebody else'
}
