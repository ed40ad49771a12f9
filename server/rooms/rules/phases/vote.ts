import { putVote, totalVotes } from '../dots.ts'
import { notHere } from '../effects.ts'
import { at } from '../view.ts'
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
    const totals = at(view.votes, phase.id) ?? {}
    const named = [
      ...view.themes.map(({ theme, title }) => ({ id: theme, title })),
      ...view.cards.map(({ card, text }) => ({ id: card, title: text })),
    ]
    return {
      part: 'totals',
      totals: named
        .map(({ id, title }) => ({ title, dots: at(totals, id) ?? 0 }))
        .filter(({ dots }) => dots > 0)
        .sort((a, b) => b.dots - a.dots),
    }
  },
}
