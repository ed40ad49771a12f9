import { isCardCommand, privateCard, revealCards } from '../cards.ts'
import { notHere } from '../effects.ts'
import { nothingOpens, type PhaseRules } from './rules.ts'

/** Cards that only their author sees until the close shows all of them at once. */
export const write: PhaseRules = {
  accepts: ['card.post', 'card.revise', 'card.withdraw'],
  grace: 'card.post',
  late: true,
  withoutNames: true,
  reduce(command, on) {
    return isCardCommand(command) ? privateCard(command, on) : notHere(on.phase.title)
  },
  opens: nothingOpens,
  closes: revealCards,
  announcement: ({ anonymous }) =>
    anonymous
      ? 'Write on your own, one idea on each card. All cards are shown at the same moment, without names.'
      : 'Write on your own, one idea on each card. All cards are shown at the same moment.',
  summary: (view, phase) => ({
    part: 'cards',
    cards: view.cards.filter((card) => card.phase === phase.id),
  }),
}
