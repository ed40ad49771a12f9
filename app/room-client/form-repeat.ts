import type { Command } from '#server/rooms/rules/commands.ts'
import type { Mine, View } from '#server/rooms/rules/shapes.ts'
import { normaliseText } from '#server/platform/rules/text.ts'

/**
 * Whether a command that was answered as a duplicate is what stands there already. When it is not,
 * somebody went back, edited and posted the same form again: that is a new command with a new id.
 * Commands without fields of their own are always the same. Pure.
 */
export function standsAlready(
  command: Command,
  { view, mine }: { view: View; mine: Mine },
): boolean {
  return onBoard(command, view, mine) ?? onAgreement(command, view) ?? ofMine(command, view, mine)
}

function onBoard(command: Command, view: View, mine: Mine): boolean | null {
  switch (command.type) {
    case 'card.post': {
      const card =
        mine.cards.find((one) => one.card === command.id) ??
        view.cards.find((one) => one.card === command.id)
      const phase = view.phases.find(
        (one) => one.id === (command.body.phase ?? command.expect.phase ?? view.current),
      )
      if (card) return same(card.text, command.body.text)
      // A card without a name has another id once it is shown: only its words can be looked up.
      return (
        phase?.anonymous === true &&
        view.cards.some((one) => one.phase === phase.id && same(one.text, command.body.text))
      )
    }
    case 'card.revise': {
      const { card, text } = command.body
      const kept = [...mine.cards, ...view.cards].find((one) => one.card === card)
      return same(kept?.text, text)
    }
    case 'card.move': {
      const kept = view.cards.find((one) => one.card === command.body.card)
      return (kept?.theme ?? null) === command.body.theme
    }
    case 'theme.make':
      return same(view.themes.find((one) => one.theme === command.id)?.title, command.body.title)
    case 'theme.rename': {
      const { theme, title } = command.body
      return same(view.themes.find((one) => one.theme === theme)?.title, title)
    }
    default:
      return null
  }
}

function onAgreement(command: Command, view: View): boolean | null {
  switch (command.type) {
    case 'statement.propose':
      return same(statementOf(view, command.id)?.text, command.body.text)
    case 'statement.revise':
      return same(statementOf(view, command.body.statement)?.text, command.body.text)
    case 'statement.sign': {
      const { statement, position, text } = command.body
      return (statementOf(view, statement)?.signatures ?? []).some(
        (one) => one.position === position && same(one.text ?? '', text ?? ''),
      )
    }
    case 'action.add':
    case 'action.change': {
      const id = command.type === 'action.add' ? command.id : command.body.action
      const kept = view.actions.find((one) => one.action === id)
      const { text, owner, due } = command.body
      return (
        kept !== undefined &&
        (text === undefined || same(kept.text, text)) &&
        same(kept.owner ?? '', owner ?? '') &&
        (kept.due ?? '') === (due ?? '')
      )
    }
    default:
      return null
  }
}

function ofMine(command: Command, view: View, mine: Mine): boolean {
  switch (command.type) {
    case 'draft.save': {
      const { phase, field, text } = command.body
      const kept = mine.drafts.find((one) => one.phase === phase && one.field === field)
      return same(kept?.text ?? '', text)
    }
    case 'learning.save':
      return Object.entries(command.body).every(([key, text]) =>
        same(ownAnswer(mine, key), text ?? ''),
      )
    case 'vote.put': {
      const { target, dots } = command.body
      return (ownVotes(mine, view.current)[target] ?? 0) === dots
    }
    case 'scale.put':
      return view.current !== undefined && mine.scales[view.current] === command.body.value
    default:
      return true
  }
}

function statementOf(view: View, id: string) {
  return view.statements.find((one) => one.statement === id)
}

function ownAnswer(mine: Mine, key: string): string {
  return Object.entries(mine.learning).find(([name]) => name === key)?.[1] ?? ''
}

function ownVotes(mine: Mine, phase: string | undefined): Record<string, number> {
  return phase !== undefined && Object.hasOwn(mine.votes, phase) ? (mine.votes[phase] ?? {}) : {}
}

function same(kept: string | undefined, text: string): boolean {
  return kept !== undefined && normaliseText(kept) === normaliseText(text)
}
