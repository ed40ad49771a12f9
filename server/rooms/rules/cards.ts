import type { PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Command } from './commands.ts'
import { kept, logged, notHere, unknown } from './effects.ts'
import { revealWithoutNames } from './anonymity.ts'
import {
  afterReveal,
  unrevealed,
  withCard,
  withoutDraftOf,
  withSent,
  type MineRecord,
} from './mine.ts'
import { shuffled } from './order.ts'
import type { AtClose, Effect, InPhase } from './phases/rules.ts'
import { findPhase } from './state.ts'

/** More cards than any team writes; a bound for memory, not a rule for people. */
const cardsInRoom = 20_000

type Of<T extends Command['type']> = Extract<Command, { type: T }>
export type Post = Of<'card.post'>
export type CardCommand = Post | Of<'card.revise'> | Of<'card.withdraw'>

export function isCardCommand(command: Command): command is CardCommand {
  return (
    command.type === 'card.post' ||
    command.type === 'card.revise' ||
    command.type === 'card.withdraw'
  )
}

/** Cards that everybody sees at once: theme, discuss, round. */
export function openCard(command: CardCommand, on: InPhase): Outcome<Effect> {
  if (command.type === 'card.post') return postOpenly(command, on)
  const found = on.state.view.cards.find(({ card }) => card === command.body.card)
  if (!found) return unknown('card')
  if (found.phase !== on.phase.id) return notHere(on.phase.title)
  const { actor } = on
  if (command.type === 'card.withdraw') {
    return logged({ stream: 'room', type: 'card.withdrawn', body: { card: found.card }, actor })
  }
  const body = { card: found.card, text: command.body.text }
  return logged({ stream: 'room', type: 'card.revised', body, actor })
}

function postOpenly({ id, body }: Post, on: InPhase): Outcome<Effect> {
  const { state, phase, actor } = on
  const { text, theme } = body
  if (state.view.cards.length >= cardsInRoom) return full()
  if (theme !== undefined && !state.view.themes.some((one) => one.theme === theme)) {
    return unknown('theme')
  }
  const card = { card: id, phase: phase.id, text, author: actor }
  const posted = theme === undefined ? card : { ...card, theme }
  return ok({
    events: [{ stream: 'room', type: 'card.posted', body: posted, actor }],
    mines: withoutPosted(actor, on.own, phase.id, 'card', text),
  })
}

/**
 * A text that its author sends after the phase has closed: everybody sees it, marked as late. In a
 * phase without names it gets an id of chance, and its sender is forgotten at once.
 */
export function postLate({ id, body }: Post, on: Omit<InPhase, 'phase'>, phase: string) {
  if (on.state.view.cards.length >= cardsInRoom) return full()
  const { text } = body
  const mines = withoutPosted(on.actor, on.own, phase, 'card', text)
  if (findPhase(on.state.view, phase)?.anonymous) {
    const nameless = { card: on.freshId(), phase, text, late: true }
    const events = [{ stream: 'room', type: 'card.posted', body: nameless } as const]
    return ok<Effect>({ events, mines, forget: [id], levels: true })
  }
  const posted = { card: id, phase, text, author: on.actor, late: true }
  const events = [{ stream: 'room', type: 'card.posted', body: posted, actor: on.actor } as const]
  return ok<Effect>({ events, mines })
}

/** The draft of what has just been shown to all leaves with it; any other draft stays. */
export function withoutPosted(
  person: PersonId,
  own: MineRecord,
  phase: string,
  field: 'card' | 'statement',
  text: string,
): Effect['mines'] {
  const next = withoutDraftOf(own, { phase, field, text })
  return next === own ? [] : [{ person, next }]
}

/** Cards that are only their author's until the phase closes: write. */
export function privateCard(command: CardCommand, on: InPhase): Outcome<Effect> {
  const { actor, phase } = on
  const own = phase.anonymous ? withSent(on.own, phase.id, command.id) : on.own
  if (command.type === 'card.post') {
    const { text } = command.body
    const card = { card: command.id, phase: phase.id, text }
    // A draft in the very same words stays until the reveal: it is there again when the card is taken back.
    const isSame = own.drafts.some(
      (draft) => draft.phase === phase.id && draft.text.trim() === text,
    )
    const rest = isSame ? own : withoutDraftOf(own, { ...card, field: 'card' })
    return kept(actor, withCard(rest, card))
  }
  const { card } = command.body
  const found = own.cards.find((one) => one.card === card)
  if (!found) {
    const revealed = on.state.view.cards.some((one) => one.card === card)
    return revealed ? notHere(phase.title) : unknown('card')
  }
  if (found.phase !== phase.id) return notHere(phase.title)
  if (command.type === 'card.withdraw') {
    return kept(actor, { ...own, cards: own.cards.filter((one) => one !== found) })
  }
  const revised = { ...found, text: command.body.text }
  return kept(actor, { ...own, cards: own.cards.map((one) => (one === found ? revised : one)) })
}

/**
 * Every card written in the phase and not yet shown, in one batch and in an order that tells
 * nothing. Without cards nothing is revealed, and no event says so.
 */
export function revealCards(on: AtClose): Effect {
  const { state, phase, mines, seed } = on
  if (phase.anonymous) return revealWithoutNames(on)
  const owners = state.view.people.map(({ person }) => ({ person, own: mines(person) }))
  const cards = owners.flatMap(({ person, own }) =>
    unrevealed(own, phase.id).map(({ card, text }) => ({ card, text, author: person })),
  )
  if (cards.length === 0) return { events: [], mines: [] }
  const body = { phase: phase.id, cards: shuffled(cards, seed) }
  return {
    events: [{ stream: 'room', type: 'cards.revealed', body }],
    mines: owners.flatMap(({ person, own }) => {
      const next = afterReveal(own, phase.id)
      return next === own ? [] : [{ person, next }]
    }),
  }
}

function full(): Outcome<never> {
  return refuse('too_many', 'This room holds as many cards as it can. Your text is kept.')
}
