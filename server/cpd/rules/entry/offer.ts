import type { OwnLearning } from './draft.ts'
import type { EntryFields } from './entry.ts'
import { wordFieldIds, type WordFieldId } from '../regulator/question.ts'

/** A text of one's own from before, offered beside an entry with `Use this`. */
export type Offer = {
  id: string
  kind: 'reflection' | 'note' | 'learning'
  /** What it was written to: the reflection's prompt, the phase's or the question's title. */
  heading: string
  text: string
  /** It stands in the entry already. */
  isUsed: boolean
}

/** What a person wrote elsewhere, as its owner gets it. */
export type OwnWords = {
  reflections: readonly { item: string; prompt: string; text: string }[]
  learning: OwnLearning
  notes: readonly { phaseTitle: string; text: string }[]
}

export const noWords: OwnWords = { reflections: [], learning: {}, notes: [] }

/** All that a person may bring into an entry, in the order in which they wrote it. */
export function offersOf(words: OwnWords, fields: EntryFields): Offer[] {
  const isUsed = (text: string) => wordFieldIds.some((id) => fields[id].includes(text))
  const offer = (kind: Offer['kind'], key: string, heading: string, text = ''): Offer[] => {
    const kept = text.trim()
    return kept === ''
      ? []
      : [{ id: `${kind}-${key}`, kind, heading, text: kept, isUsed: isUsed(kept) }]
  }
  return [
    ...words.reflections.flatMap((one) => offer('reflection', one.item, one.prompt, one.text)),
    ...words.notes.flatMap((one, index) =>
      offer('note', String(index + 1), `Your note in “${one.phaseTitle}”`, one.text),
    ),
    ...offer('learning', 'learnt', 'What you learnt, from the room', words.learning.learnt),
    ...offer('learning', 'impact', 'The good it will do, from the room', words.learning.impact),
    ...offer(
      'learning',
      'peer',
      'What peers taught you, from the room',
      words.learning.peerLearning,
    ),
  ]
}

/** Where `Use this` puts a text: the button's value is the offer's id, a colon and the field. */
export function offerChoice(offer: string, field: WordFieldId): string {
  return `${offer}:${field}`
}

export function readOfferChoice(value: string): { offer: string; field: WordFieldId } | null {
  const at = value.lastIndexOf(':')
  const field = wordFieldIds.find((id) => id === value.slice(at + 1))
  return at > 0 && field ? { offer: value.slice(0, at), field } : null
}

/** The text joins what stands in the field, as a paragraph of its own. */
export function brought(fields: EntryFields, field: WordFieldId, text: string): EntryFields {
  const before = fields[field].trim()
  return { ...fields, [field]: before === '' ? text : `${before}\n\n${text}` }
}
