import type { EntryId } from '#server/platform/rules/ids.ts'
import type { GapLink } from './readiness.ts'

/** One line of a checklist: a shape and a word for its state, never colour alone. */
export type CheckLine = {
  state: 'done' | 'part' | 'miss' | 'note'
  text: string
  detail?: string
  /** Whose it is: the regulator's rule, with its source and the day it was read, or our advice. */
  basis?: string
  link?: GapLink
}

export type TitleOf = (id: EntryId) => string
