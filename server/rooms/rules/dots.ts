import type { PersonId } from '#server/platform/rules/ids.ts'
import { refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Command } from './commands.ts'
import { kept, notHere, unknown } from './effects.ts'
import { withVote } from './mine.ts'
import type { AtClose, Effect, InPhase } from './phases/rules.ts'
import type { View } from './shapes.ts'
import { takesPart } from './state.ts'
import { at } from './view.ts'

/** Puts dots on a card or theme, absolute, within the phase's budget; 0 takes them back. */
export function putVote(
  { body }: Extract<Command, { type: 'vote.put' }>,
  { state, phase, actor, own }: InPhase,
): Outcome<Effect> {
  if (phase.dots === undefined) return notHere(phase.title)
  const { target, dots } = body
  if (!isTarget(state.view, target)) return unknown('card or theme')
  const elsewhere = Object.entries(at(own.votes, phase.id) ?? {})
    .filter(([other]) => other !== target && isTarget(state.view, other))
    .reduce((sum, [, given]) => sum + given, 0)
  if (elsewhere + dots > phase.dots) {
    const left = phase.dots - elsewhere
    const votes = phase.dots === 1 ? '1 vote' : `${phase.dots} votes`
    return refuse('invalid', `You have ${votes}, and ${left} left for this. Take one back first.`, {
      field: 'dots',
    })
  }
  return kept(actor, withVote(own, phase.id, target, dots))
}

/** All votes of the phase, for everybody at once, without names. */
export function totalVotes({ state, phase, mines }: AtClose): Effect {
  const totals: Record<string, number> = {}
  for (const person of voters(state.view)) {
    for (const [target, dots] of Object.entries(at(mines(person).votes, phase.id) ?? {})) {
      if (isTarget(state.view, target)) totals[target] = (totals[target] ?? 0) + dots
    }
  }
  const body = { phase: phase.id, totals }
  return { events: [{ stream: 'room', type: 'votes.totalled', body }], mines: [] }
}

function voters(view: View): PersonId[] {
  return view.people.filter((one) => takesPart(one.role)).map((one) => one.person)
}

function isTarget(view: View, id: string): boolean {
  return view.cards.some(({ card }) => card === id) || view.themes.some(({ theme }) => theme === id)
}
