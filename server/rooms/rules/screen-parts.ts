import type { PersonId } from '#server/platform/rules/ids.ts'
import type { PhaseKind } from './phase-kind.ts'
import type { CardView, PhaseView, View } from './shapes.ts'
import { justShown } from './shown-before.ts'
import { nextSpeaker } from './turns.ts'
import { at } from './view.ts'
import { countedVotes } from './vote-targets.ts'

/** A turn as the wall shows it: the first name, and how far that person is. */
export type ScreenTurn = {
  name: string
  state: 'done' | 'now' | 'next' | 'passed' | 'over' | 'ahead'
}

/** What a phase puts on the wall: only what the team shares, cut to what fits. */
export type ScreenPart =
  | { part: 'line'; line: string }
  | { part: 'rules'; rules: string[] }
  | { part: 'stage'; title: string; line: string }
  | { part: 'turns'; turns: ScreenTurn[] }
  | { part: 'board'; columns: ScreenColumn[]; more: number }
  | { part: 'totals'; totals: { title: string; dots: number }[] }
  | { part: 'scale'; values: { value: number; people: number }[] }
  | { part: 'groups'; groups: { title: string; names: string[] }[] }
  | { part: 'statements'; statements: ScreenStatement[]; more: number; actions: number }
/** A theme with how many cards it has, and those that fit; without a title a single card. */
export type ScreenColumn = {
  title: string | null
  count: number
  cards: { text: string; name?: string }[]
}
export type ScreenStatement = { text: string; agree: number; reserve: number; disagree: number }

// What a wall of 16 by 9 holds in text that is read from 4 m.
const columnsBeside = 3
const columnsShown = 9
const cardsInColumn = 2
const cardsWithoutThemes = 6
const totalsShown = 5
const statementsShown = 2
const longestTitle = 60
const longestCard = 56
const longestStatement = 170

type OnScreen = (view: View, phase: PhaseView, rules: readonly string[]) => ScreenPart

const line = (text: string): ScreenPart => ({ part: 'line', line: text })

/** What each kind of phase shows on the wall: a kind left out does not compile. */
export const screenParts = {
  welcome: (_view, _phase, rules) => ({ part: 'rules', rules: [...rules] }),
  disclose(view, phase) {
    const released = view.stages.find(({ stage }) => stage === phase.stage)
    return released
      ? { part: 'stage', title: released.title, line: 'Read on your own device.' }
      : line('This part of the case is shown in a moment.')
  },
  write: (_view, phase) =>
    line(
      phase.anonymous
        ? 'Write on your own device, without names.'
        : 'Write on your own device. All cards are shown at the end.',
    ),
  theme: (view, phase) => totals(view, phase) ?? board(view, view.cards, phase),
  vote: (view, phase) => totals(view, phase) ?? columnsToVote(view, phase),
  scale: (view, phase) =>
    values(view, phase) ?? line('Choose on your own device. All values are shown at once.'),
  round: turns,
  discuss(view, phase) {
    const before = justShown(view, phase.id)
    const counted = before ? values(view, before.phase) : null
    if (counted) return counted
    const voted = view.phases.filter(({ id }) => Object.hasOwn(view.votes, id)).at(-1)
    const own = view.cards.filter((card) => card.phase === phase.id)
    const shown = own.length > 0 || !before ? own : before.cards
    return (voted ? totals(view, voted) : null) ?? board(view, shown, phase)
  },
  'small-groups': (view, phase) =>
    view.groups.length === 0
      ? groupsToCome(view, phase)
      : {
          part: 'groups',
          groups: view.groups.map(({ title, people }) => ({
            title,
            names: people.map((person) => nameOnScreen(view, person)),
          })),
        },
  agree(view) {
    const { statements, actions } = view
    if (statements.length === 0) return line('Propose a statement on your own device.')
    return {
      part: 'statements',
      statements: statements.slice(-statementsShown).map(({ text, signatures }) => {
        const count = (position: string) =>
          signatures.filter((one) => one.position === position).length
        return {
          text: cut(text, longestStatement),
          agree: count('agree'),
          reserve: count('reserve'),
          disagree: count('disagree'),
        }
      }),
      more: Math.max(0, statements.length - statementsShown),
      actions: actions.length,
    }
  },
  'own-learning': () =>
    line('Write on your own device. Only you can read it. It becomes your CPD draft.'),
} satisfies Record<PhaseKind, OnScreen>

/**
 * Cards as far as a wall holds them: the newest of each theme beside each other; where there are many
 * themes only how many cards each has; before there is any, the newest cards.
 */
function board(view: View, cards: readonly CardView[], phase: PhaseView): ScreenPart {
  const shownAs = (card: CardView) => ({
    text: cut(card.text, longestCard),
    ...(card.author && !phase.anonymous ? { name: nameOnScreen(view, card.author) } : {}),
  })
  const loose = cards.filter((card) => card.theme === undefined)
  if (view.themes.length === 0) {
    const newest = loose.slice(-cardsWithoutThemes)
    const columns = newest.map((card) => ({ title: null, count: 1, cards: [shownAs(card)] }))
    return { part: 'board', columns, more: loose.length - newest.length }
  }
  const groups = [
    ...view.themes.map(({ theme, title }) => ({
      title: cut(title, longestTitle),
      all: cards.filter((card) => card.theme === theme),
    })),
    ...(loose.length > 0 ? [{ title: 'No theme yet', all: loose }] : []),
  ]
  const each = groups.length > columnsBeside ? 0 : cardsInColumn
  const columns = groups.map(({ title, all }) => ({
    title,
    count: all.length,
    cards: each === 0 ? [] : all.slice(-each).map(shownAs),
  }))
  return { part: 'board', columns: columns.slice(0, columnsShown), more: 0 }
}

/** What can be voted for, and no number before all are shown at once. */
function columnsToVote(view: View, phase: PhaseView): ScreenPart {
  if (view.themes.length === 0) return board(view, view.cards, phase)
  const columns = view.themes.map(({ theme, title }) => ({
    title: cut(title, longestTitle),
    count: view.cards.filter((card) => card.theme === theme).length,
    cards: [],
  }))
  return { part: 'board', columns: columns.slice(0, columnsShown), more: 0 }
}

/** Before the groups are made there is room for what the phase before has laid open. */
function groupsToCome(view: View, phase: PhaseView): ScreenPart {
  const before = justShown(view, phase.id)
  return (before ? values(view, before.phase) : null) ?? line('The groups are made in a moment.')
}

/** How often each value of a scale was chosen; null before its close. */
function values(view: View, phase: PhaseView): ScreenPart | null {
  const counted = at(view.scales, phase.id)
  const range = phase.scale
  if (!counted || !range) return null
  return {
    part: 'scale',
    values: Array.from({ length: range.max - range.min + 1 }, (_, index) => ({
      value: range.min + index,
      people: at(counted, String(range.min + index)) ?? 0,
    })),
  }
}

/** Votes of a phase that has been counted, most first; null before that. */
function totals(view: View, phase: PhaseView): ScreenPart | null {
  const counted = countedVotes(view, phase.id)
  if (!counted) return null
  const shown = counted.slice(0, totalsShown)
  return {
    part: 'totals',
    totals: shown.map(({ title, dots }) => ({ title: cut(title, longestTitle), dots })),
  }
}

function turns(view: View, phase: PhaseView): ScreenPart {
  const turn = at(view.turns, phase.id)
  if (!turn) return line('Each person has a turn. You may pass.')
  const { now, ended, order } = turn
  const after = now ? [...ended, { person: now, how: 'finished' as const }] : ended
  const next = now ? nextSpeaker(view, { order, ended: after }) : undefined
  const stateOf = (person: PersonId): ScreenTurn['state'] => {
    if (person === now) return 'now'
    if (person === next) return 'next'
    const own = ended.filter((one) => one.person === person)
    if (own.some(({ how }) => how === 'finished')) return 'done'
    if (own.length === 0) return 'ahead'
    // Who passed once is asked again at the end; who passed twice, or was moved on, is not.
    return own.length === 1 && own[0]?.how === 'passed' ? 'passed' : 'over'
  }
  return {
    part: 'turns',
    turns: order.map((person) => ({ name: nameOnScreen(view, person), state: stateOf(person) })),
  }
}

/** The first name, or the whole name where two share it. */
export function nameOnScreen(view: View, person: PersonId): string {
  const found = view.people.find((one) => one.person === person)
  if (!found) return 'Somebody who has left'
  const first = found.name.split(' ')[0] ?? found.name
  const shared = view.people.some((one) => one !== found && one.name.split(' ')[0] === first)
  return shared ? found.name : first
}

/** At the end of a word where there is one; by code point, so that no sign is cut in half. */
function cut(text: string, longest: number): string {
  const signs = Array.from(text)
  if (signs.length <= longest) return text
  const kept = signs.slice(0, longest - 1).join('')
  const words = kept.replace(/\s+\S*$/u, '')
  return `${words.trim() === '' ? kept : words}…`
}
