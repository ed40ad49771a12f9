import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { NewEvent } from './events.ts'
import { fits, type MineRecord } from './mine.ts'
import type { Effect } from './phases/rules.ts'

/** Something that goes into the log, for everybody. */
export function logged(...events: NewEvent[]): Outcome<Effect> {
  return ok({ events, mines: [] })
}

/** Something that stays with `person`; refused when it would be more than one person may keep. */
export function kept(person: PersonId, next: MineRecord): Outcome<Effect> {
  if (!fits(next)) {
    return refuse('too_many', 'You have kept all the text that this room can hold for you.')
  }
  return ok({ events: [], mines: [{ person, next }] })
}

/** The two commonest answers of a phase. */
export function notHere(title: string): Outcome<never> {
  return refuse('wrong_phase', `The team is now in “${title}”. Your text is kept.`)
}

export function unknown(what: string): Outcome<never> {
  return refuse('not_found', `This ${what} is not in the room any more. Your text is kept.`)
}
