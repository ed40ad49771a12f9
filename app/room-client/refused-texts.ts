import { lastOpened, noteWith } from '#server/rooms/rules/kept-note.ts'
import { phaseRules } from '#server/rooms/rules/phases/index.ts'
import type { PhaseView, View } from '#server/rooms/rules/shapes.ts'
import { isOver } from '#server/rooms/rules/state.ts'
import type { RawCommand } from './form-command.ts'
import { textOf, type Outbox, type RefusedText } from './outbox.ts'
import type { RoomState } from './room-state.ts'
import { savedText } from './saved-text.ts'

/** What can be done with a text that did not reach the team. */
export type Decision = 'late' | 'note' | 'nothing'

/** The refused texts that no form or field of the page shows. */
export function offered({ refused }: Outbox): RefusedText[] {
  return refused.filter((one) => one.place === undefined)
}

/** The phase that a text was written in; the last that was opened where its command does not say. */
export function phaseOf({ body, expect }: RawCommand, view: View): PhaseView | undefined {
  const id = expect['phase'] ?? body['phase'] ?? view.current
  return view.phases.find((phase) => phase.id === id) ?? lastOpened(view)
}

/** Which decisions can be taken now. To throw away is always one. Pure. */
export function decisionsFor(command: RawCommand, view: View): Decision[] {
  const phase = phaseOf(command, view)
  if (!phase || phase.state === 'pending') return ['nothing']
  if (isOver(view)) return ['note', 'nothing']
  const isCard = command.type === 'card.post' || command.body['field'] === 'card'
  const mayBeLate = isCard && phase.state === 'closed' && phaseRules[phase.kind].late
  return mayBeLate ? ['late', 'note', 'nothing'] : ['note', 'nothing']
}

/** The command that a decision comes to while the room goes on; null where nothing is to be sent. Pure. */
export function decide(
  command: RawCommand,
  decision: Decision,
  { view, mine }: RoomState,
): { type: string; body: Record<string, unknown> } | null {
  const phase = phaseOf(command, view)?.id
  const text = textOf(command)
  switch (decision) {
    case 'late':
      return { type: 'card.post', body: { text, phase, late: true } }
    case 'note': {
      const note = noteWith(savedText(mine, `${phase}/note`), text)
      return { type: 'draft.save', body: { phase, field: 'note', text: note } }
    }
    case 'nothing':
      return null
  }
}
