import { z } from 'zod'
import { personId } from '#server/platform/rules/ids.ts'
import { normaliseText, personText } from '#server/platform/rules/text.ts'
import { withDraft, type MineRecord } from './mine.ts'
import { phaseId, type PhaseView, type View } from './shapes.ts'

/** The form that keeps a text after the close. `person` is whose page it stands on. */
export const keptNoteForm = z.object({
  person: personId,
  phase: phaseId.optional().catch(undefined),
  text: personText(),
})
export type KeptNote = z.output<typeof keptNoteForm>

/** The phase that a text without one of its own belongs to: the last that was opened. Pure. */
export function lastOpened(view: View): PhaseView | undefined {
  return view.phases.findLast((phase) => phase.state !== 'pending')
}

/** A note with one more text under it. */
export function noteWith(note: string, text: string): string {
  return note.trim() === '' ? text : `${note.trimEnd()}\n\n${text}`
}

/** Whether `note` holds `text` already, by itself or as one of the texts under one another. Pure. */
function holdsText(note: string, text: string): boolean {
  return `\n\n${normaliseText(note)}\n\n`.includes(`\n\n${normaliseText(text)}\n\n`)
}

/**
 * One's own words of a room with `text` among the notes of the phase it was written in. The same text
 * again changes nothing. Null where no phase was ever opened. Pure.
 */
export function withKeptNote(
  record: MineRecord,
  view: View,
  { phase, text }: Pick<KeptNote, 'phase' | 'text'>,
  now: number,
): MineRecord | null {
  const named = view.phases.find(({ id, state }) => id === phase && state !== 'pending')
  const of = (named ?? lastOpened(view))?.id
  if (of === undefined) return null
  if (record.drafts.some((draft) => draft.phase === of && holdsText(draft.text, text))) {
    return record
  }
  const note = record.drafts.find((draft) => draft.phase === of && draft.field === 'note')
  return withDraft(
    record,
    { phase: of, field: 'note', text: noteWith(note?.text ?? '', text) },
    now,
  )
}
