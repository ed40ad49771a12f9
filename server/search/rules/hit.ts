import type {
  DiaryEntryId,
  EntryId,
  FormatId,
  TeamId,
  ToolkitId,
} from '#server/platform/rules/ids.ts'
import type { PassageKind } from '#server/toolkits/rules/passages.ts'
import type { ExcerptPart } from './excerpt.ts'

/** Where words of one's own stand. Who keeps more of them adds a place, and its address. */
export type OwnPlace =
  | { kind: 'reflection'; toolkit: ToolkitId; section: string; item: string }
  | { kind: 'note'; toolkit: ToolkitId; section: string; item: string | null }
  | { kind: 'entry'; entry: EntryId }
  | { kind: 'diary'; written: DiaryEntryId }

/** Where something that was found stands, exactly. */
export type Place =
  | { kind: 'passage'; of: PassageKind; toolkit: ToolkitId; section: string; anchor: string }
  | { kind: 'format'; team: TeamId; format: FormatId }
  | OwnPlace

/** One thing that was found. */
export type Hit = {
  place: Place
  title: string
  /** What it is part of, such as the toolkit and the number of the section. */
  within: string
  excerpt: ExcerptPart[]
}

/** A text that one person wrote and nobody else reads. */
export type OwnText = { place: OwnPlace; title: string; within: string; text: string }

export type Found = {
  /** As it was typed. */
  text: string
  toolkits: Hit[]
  /** False when nothing has all the words, and these have some of them. */
  hasAll: boolean
  formats: Hit[]
  own: Hit[]
  /** Words that nothing begins with, and what was looked for instead. */
  guessed: { word: string; instead: string[] }[]
}
