import { putVote, totalVotes } from '../dots.ts'
import { notHere } from '../effects.ts'
import { countedVotes } from '../vote-targets.ts'
import { nothingOpens, type PhaseRules } from './rules.ts'

/** Dots within a budget on cards or themes; totals only at the close. */
export const vote: PhaseRules = {
  accepts: ['vote.put'],
  grace: 'nothing',
  late: false,
  withoutNames: false,
  reduce(command, on) {
    return command.type === 'vote.put' ? putVote(command, on) : notHere(on.phase.title)
  },
  opens: nothingOpens,
  closes: totalVotes,
  announcement: ({ dots = 0 }) =>
    `You have ${dots} ${dots === 1 ? 'vote' : 'votes'}. All votes are shown at the same moment.`,
  summary(view, phase) {
    const counted = countedVotes(view, phase.id) ?? []
    return { part: 'totals', totals: counted.map(({ title, dots }) => ({ title, dots })) }
  },
}
