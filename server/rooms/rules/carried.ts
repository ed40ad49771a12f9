import { londonDay, type Day } from '#server/platform/rules/london.ts'
import { erasedText } from './erased.ts'
import type { ActionView, View } from './shapes.ts'

/** An action that an earlier room of the team has left open, and the day of that room. */
export type CarriedAction = Pick<ActionView, 'text' | 'owner' | 'due'> & { heldOn: Day }

/** An earlier room of the team, and which actions of rooms before it were found done in it. */
export type Earlier = { view: View; done: readonly string[] }

/**
 * What earlier rooms of a team have left to do, `earlier` with the latest room first. An action that
 * a later room took on again stands with that room; one that it found done is over. A room in which the team came to agree has
 * decided about all that was open before it: what it did not take on again is let go. Pure.
 */
export function carriedActions(earlier: readonly Earlier[]): CarriedAction[] {
  const open: CarriedAction[] = []
  const over: { text: string }[] = []
  for (const { view, done } of earlier) {
    const heldOn = londonDay(Date.parse(view.room.startsAt))
    for (const { text, owner, due } of view.actions) {
      if (text === erasedText || [...open, ...over].some((one) => isSame(one, { text }))) continue
      open.push({ text, heldOn, ...(owner ? { owner } : {}), ...(due ? { due } : {}) })
    }
    over.push(...done.map((text) => ({ text })))
    if (hasAgreed(view)) break
  }
  return open
}

/** Whether the team came to agree in this room: it then decided about what was open before. */
export function hasAgreed(view: View): boolean {
  return view.phases.some(({ kind, state }) => kind === 'agree' && state !== 'pending')
}

/** Whether the room has taken an earlier action on again. */
export function isTakenOn(view: View, action: Pick<ActionView, 'text'>): boolean {
  return view.actions.some((one) => isSame(one, action))
}

/** Whether an earlier action is done, as somebody said in this room. */
export function isDone({ done }: { done: readonly string[] }, action: { text: string }): boolean {
  return done.some((text) => isSame({ text }, action))
}

function isSame(one: Pick<ActionView, 'text'>, other: Pick<ActionView, 'text'>): boolean {
  return plain(one.text) === plain(other.text)
}

function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}
