import type { PersonId } from '#server/platform/rules/ids.ts'
import type { LogEvent } from '#server/rooms/rules/events.ts'
import type { View } from '#server/rooms/rules/shapes.ts'

/** Who has taken the reader's seat, and when, epoch ms. */
export type SeatTaken = { by: PersonId; at: number }

/**
 * Whether somebody took the seat from `person` while `events` went by after `before`; null when it
 * is theirs, or when they gave it away themselves; undefined when it did not move. Pure.
 */
export function seatTaken(
  before: View,
  person: PersonId,
  events: readonly LogEvent[],
): SeatTaken | null | undefined {
  let holder = before.seat.person
  let taken: SeatTaken | null | undefined
  for (const event of events) {
    if (event.type !== 'seat.moved') continue
    const next = event.body.person
    if (next === person) taken = null
    else if (holder === person) {
      taken = event.actor === person ? null : { by: next, at: Date.parse(event.at) }
    }
    holder = next
  }
  return taken
}
