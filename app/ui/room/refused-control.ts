import type { CommandType } from '#server/rooms/rules/commands.ts'
import { phaseRules } from '#server/rooms/rules/phases/index.ts'
import type { View } from '#server/rooms/rules/shapes.ts'
import { refusedPhase } from './composer.tsx'
import type { RoomRefusal } from './room-page.ts'

const ofComposer: Partial<Record<string, CommandType>> = {
  card: 'card.post',
  statement: 'statement.propose',
  note: 'draft.save',
}
const ofAction = new Set(['text', 'owner', 'due'])
const ofLearning = new Set(['learnt', 'impact', 'peerLearning'])

/**
 * The id of the control whose answer was refused, so that the error summary leads there; undefined
 * where it does not stand on the page any more, or the fault is of no one control.
 */
export function refusedControl(view: View, refusal: RoomRefusal): string | undefined {
  const { typed, errors } = refusal
  const phase = view.phases.find(({ id }) => id === view.current)
  const field = errors[0]?.field ?? ''
  const statement = view.statements.find((one) => one.statement === typed['statement'])
  switch (typed['type']) {
    case 'card.post':
    case 'statement.propose':
    case 'draft.save': {
      const name = Object.keys(ofComposer).find((one) => ofComposer[one] === typed['type'])
      if (!phase || !name || phase.id !== refusedPhase(refusal)) return undefined
      const accepts: readonly CommandType[] = phaseRules[phase.kind].accepts
      const isThere = name === 'note' || accepts.some((one) => one === typed['type'])
      return isThere ? `${name}-${phase.id}` : undefined
    }
    case 'statement.sign':
      return phase?.kind === 'agree' && statement ? `differently-${statement.statement}` : undefined
    case 'statement.revise':
      return phase?.kind === 'agree' && statement ? `words-${statement.statement}` : undefined
    case 'action.add':
      return phase?.kind === 'agree' && ofAction.has(field) ? `new-action-${field}` : undefined
    case 'action.change': {
      const isThere = view.actions.some(({ action }) => action === typed['action'])
      if (phase?.kind !== 'agree' || !isThere || !ofAction.has(field)) return undefined
      return `change-${typed['action']}-${field}`
    }
    case 'theme.make':
      return phase?.kind === 'theme' ? 'new-theme' : undefined
    case 'theme.rename': {
      const isThere = view.themes.some(({ theme }) => theme === typed['theme'])
      return phase?.kind === 'theme' && isThere ? `rename-${typed['theme']}` : undefined
    }
    case 'learning.save':
      return ofLearning.has(field) ? `learning-${field}` : undefined
    default:
      return undefined
  }
}
