import { refuse } from '#server/platform/rules/outcome.ts'
import { isCardCommand, openCard } from '../cards.ts'
import { putVote, totalVotes } from '../dots.ts'
import { logged, notHere, unknown } from '../effects.ts'
import type { PhaseView, View } from '../shapes.ts'
import { at } from '../view.ts'
import { nothingOpens, type PhaseRules, type SummaryPart } from './rules.ts'

const themesInRoom = 500

/** Cards grouped under themes, with dot votes where the format gives some. */
export const theme: PhaseRules = {
  accepts: [
    'card.post',
    'card.revise',
    'card.withdraw',
    'card.move',
    'theme.make',
    'theme.rename',
    'vote.put',
  ],
  grace: 'card.post',
  late: true,
  withoutNames: false,
  reduce(command, on) {
    const { state, actor } = on
    if (isCardCommand(command)) return openCard(command, on)
    if (command.type === 'vote.put') return putVote(command, on)
    const isTheme = (id: string) => state.view.themes.some((one) => one.theme === id)
    if (command.type === 'theme.make') {
      if (state.view.themes.length >= themesInRoom) {
        return refuse('too_many', 'There are as many themes as the room can hold.')
      }
      const body = { theme: command.id, title: command.body.title }
      return logged({ stream: 'room', type: 'theme.made', body, actor })
    }
    if (command.type === 'theme.rename') {
      if (!isTheme(command.body.theme)) return unknown('theme')
      return logged({ stream: 'room', type: 'theme.renamed', body: command.body, actor })
    }
    if (command.type === 'card.move') {
      const { card, theme: to } = command.body
      if (!state.view.cards.some((one) => one.card === card)) return unknown('card')
      if (to !== null && !isTheme(to)) return unknown('theme')
      return logged({ stream: 'room', type: 'card.moved', body: command.body, actor })
    }
    return notHere(on.phase.title)
  },
  opens: nothingOpens,
  closes: (on) => (on.phase.dots === undefined ? { events: [], mines: [] } : totalVotes(on)),
  announcement: ({ dots }) =>
    dots === undefined
      ? 'Put the cards that belong together under a theme.'
      : `Put the cards that belong together under a theme. You have ${dots} ${dots === 1 ? 'vote' : 'votes'}.`,
  summary: themes,
}

function themes(view: View, phase: PhaseView): SummaryPart {
  const totals = at(view.votes, phase.id)
  const given = (id: string) => (totals ? { dots: at(totals, id) ?? 0 } : {})
  return {
    part: 'themes',
    themes: view.themes.map((one) => ({
      title: one.title,
      ...given(one.theme),
      cards: view.cards.filter((card) => card.theme === one.theme),
    })),
    loose: view.cards
      .filter((card) => card.theme === undefined)
      .map((card) => ({ card, ...given(card.card) })),
  }
}
