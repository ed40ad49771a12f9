import type { View } from './shapes.ts'
import { at } from './view.ts'

/** What can be voted for: a theme or a card, as people read it. */
export type VoteTarget = { id: string; title: string }

export function themesToVote({ themes }: View): VoteTarget[] {
  return themes.map(({ theme, title }) => ({ id: theme, title }))
}

export function cardsToVote({ cards }: View): VoteTarget[] {
  return cards.map(({ card, text }) => ({ id: card, title: text }))
}

export function isVoteTarget({ cards, themes }: View, id: string): boolean {
  return cards.some(({ card }) => card === id) || themes.some(({ theme }) => theme === id)
}

/** How many of these dots lie on what is still there: a card that was withdrawn gives its dots back. */
export function dotsGiven(view: View, votes: Readonly<Record<string, number>> = {}): number {
  return Object.entries(votes)
    .filter(([target]) => isVoteTarget(view, target))
    .reduce((sum, [, dots]) => sum + dots, 0)
}

/** What was voted for in `phase`, most first; null before its votes are counted. */
export function countedVotes(view: View, phase: string): (VoteTarget & { dots: number })[] | null {
  const totals = at(view.votes, phase)
  if (!totals) return null
  return [...themesToVote(view), ...cardsToVote(view)]
    .map((target) => ({ ...target, dots: at(totals, target.id) ?? 0 }))
    .filter(({ dots }) => dots > 0)
    .sort((a, b) => b.dots - a.dots)
}
