import { refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Command } from './commands.ts'
import { kept, notHere, unknown } from './effects.ts'
import { withVote } from './mine.ts'
import type { AtClose, Effect, InPhase } from './phases/rules.ts'
import { participants } from './state.ts'
import { at } from './view.ts'
import { dotsGiven, isVoteTarget } from './vote-targets.ts'

/** Puts dots on a card or theme, absolute, within the phase's budget; 0 takes them back. */
export function putVote(
  { body }: Extract<Command, { type: 'vote.put' }>,
  { state, phase, actor, own }: InPhase,
): Outcome<Effect> {
  if (phase.dots === undefined) return notHere(phase.title)
  const { target, dots } = body
  if (!isVoteTarget(state.view, target)) return unknown('card or theme')
  const { [target]: _here, ...others } = at(own.votes, phase.id) ?? {}
  const elsewhere = dotsGiven(state.view, others)
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
  for (const person of participants(state.view)) {
    for (const [target, dots] of Object.entries(at(mines(person).votes, phase.id) ?? {})) {
      if (isVoteTarget(state.view, target)) totals[target] = (totals[target] ?? 0) + dots
    }
  }
  const body = { phase: phase.id, totals }
  return { events: [{ stream: 'room', type: 'votes.totalled', body }], mines: [] }
}
