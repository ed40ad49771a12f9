import { z } from 'zod'
import { shuffled } from '#server/platform/rules/fingerprint.ts'
import { textToken } from './token.ts'
import { itemId, plainWords } from './words.ts'

const step = z.strictObject({ id: itemId, text: plainWords, feedback: plainWords.optional() })

/** Things to put in order; `choices` stand in the right one, so they never leave like this. */
export const orderCheck = z.strictObject({
  type: z.literal('check'),
  id: itemId,
  kind: z.literal('order'),
  question: plainWords,
  choices: z.array(step).min(3).max(8),
})
export type OrderCheck = z.infer<typeof orderCheck>

export type OrderDescriptor = {
  type: 'check'
  id: string
  kind: 'order'
  question: string
  /** Shuffled; each is named by a mark of its own words, because an author's id may tell its place. */
  choices: { id: string; text: string }[]
}

/** `seed` decides the order in which they are shown: never the right one. */
export function describeOrder(item: OrderCheck, seed: string): OrderDescriptor {
  const { type, id, kind, question } = item
  const right = item.choices.map(({ text }) => ({ id: textToken(id, text), text }))
  const mixed = shuffled(right, (one) => one.id, seed)
  const [first, ...rest] = mixed
  const isRight = mixed.every((one, index) => one.id === right[index]?.id)
  return { type, id, kind, question, choices: isRight && first ? [...rest, first] : mixed }
}
