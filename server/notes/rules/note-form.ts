import { z } from 'zod'
import { noteId, releaseHash } from '#server/platform/rules/ids.ts'
import { personText } from '#server/platform/rules/text.ts'
import type { About } from './about.ts'
import { longestPassage } from './quote.ts'

/** Characters of the longest note. */
export const longestNote = 10_000

export const noteText = personText({ max: longestNote, min: 0 })

const passage = personText({ max: longestPassage, min: 0 })

/** What a note is about, as a form says it: the section, one of its items, or a heading. */
const about = z
  .string()
  .max(400)
  .regex(/^(?:section|item:[a-z][a-z0-9-]{0,99}|heading:.{1,300})$/s, 'Choose what it is about.')
  .default('section')
  .transform((value): About => {
    if (value.startsWith('item:')) return { kind: 'item', item: value.slice(5) }
    if (value.startsWith('heading:')) return { kind: 'heading', heading: value.slice(8) }
    return { kind: 'section' }
  })

/** A new note or highlight. */
export const newNoteForm = z.strictObject({
  /** Made by the page once, so that a repeated post makes one note. */
  note: noteId,
  release: releaseHash,
  about,
  /** The words to highlight, copied from the section. */
  passage: passage.default(''),
  /** What stands before them on the page, where it tells. */
  before: z.string().max(200).default(''),
  text: noteText.default(''),
})
export type NewNote = z.output<typeof newNoteForm>

/** What is done with a note that is there. */
export const noteForm = z.strictObject({
  intent: z.enum(['save', 'remove', 'promote']).default('save'),
  text: noteText.default(''),
  /** The mark of the text that the page showed. */
  shown: z.string().max(20).optional(),
})
