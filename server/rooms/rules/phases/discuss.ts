import { isCardCommand, openCard } from '../cards.ts'
import { notHere } from '../effects.ts'
import { nothingCloses, nothingOpens, type PhaseRules } from './rules.ts'

/** Open talk; who wants to keep a thought posts it as a card. */
export const discuss: PhaseRules = {
  accepts: ['card.post', 'card.revise', 'card.withdraw'],
  grace: 'card.post',
  late: true,
  withoutNames: false,
  reduce(command, on) {
    return isCardCommand(command) ? openCard(command, on) : notHere(on.phase.title)
  },
  opens: nothingOpens,
  closes: nothingCloses,
  announcement: () =>
    'Talk, or listen where others have the word. Raise your hand to speak. You can post a thought as a card.',
  summary: (view, phase) => ({
    part: 'cards',
    cards: view.cards.filter((card) => card.phase === phase.id),
  }),
}
