import type { PersonId } from '#server/platform/rules/ids.ts'
import type { NewEvent } from './events.ts'
import { shuffled } from './order.ts'
import type { TurnsView, View } from './shapes.ts'
import { participants } from './state.ts'
import { at } from './view.ts'

/**
 * Everybody who takes part, in an order by chance, with the facilitator last. Who is `without` a turn
 * is left out, unless nobody would be left.
 */
export function turnOrder(view: View, seed: number, without: readonly PersonId[] = []): PersonId[] {
  const all = participants(view)
  const speaking = all.filter((person) => !without.includes(person))
  const everyone = speaking.length > 0 ? speaking : all
  const others = everyone.filter((person) => person !== view.seat.person)
  const last = everyone.filter((person) => person === view.seat.person)
  return [...shuffled(others, seed), ...last]
}

/**
 * Whose turn comes next: first everybody once in order, then a second turn for each who passed,
 * then nobody. Somebody who no longer takes part is left out.
 */
export function nextSpeaker(view: View, { order, ended }: TurnsView): PersonId | undefined {
  const here = new Set(participants(view))
  const turnsOf = (person: PersonId) => ended.filter((turn) => turn.person === person)
  const waiting = order.filter((person) => here.has(person))
  return (
    waiting.find((person) => turnsOf(person).length === 0) ??
    waiting.find((person) => {
      const [first, second] = turnsOf(person)
      return first?.how === 'passed' && !second
    })
  )
}

/** The turns of the phase that the room is in, when it is a round. */
export function turnsNow(view: View): TurnsView | undefined {
  return view.current === undefined ? undefined : at(view.turns, view.current)
}

/** Ends the turn of whoever speaks and begins the next; nothing where nobody speaks. */
export function endTurn(
  view: View,
  how: 'finished' | 'passed' | 'moved',
  actor?: PersonId,
): NewEvent[] {
  const turns = turnsNow(view)
  if (!turns?.now) return []
  const person = turns.now
  const ended = [...turns.ended, { person, how }]
  const next = nextSpeaker(view, { order: turns.order, ended })
  const ends: NewEvent = { stream: 'room', type: 'turn.ended', body: { person, how }, actor }
  const begins: NewEvent[] = next
    ? [{ stream: 'room', type: 'turn.begun', body: { person: next }, actor }]
    : []
  return [ends, ...begins]
}
