import { z } from 'zod'
import { itemId, plainWords } from './words.ts'

const choice = z.strictObject({
  id: itemId,
  text: plainWords,
  correct: z.boolean(),
  feedback: plainWords,
})

/** One right choice, or all that are right. */
export const choicesCheck = z.strictObject({
  type: z.literal('check'),
  id: itemId,
  kind: z.enum(['single', 'multiple']),
  question: plainWords,
  choices: z.array(choice).min(2).max(8),
})
export type ChoicesCheck = z.infer<typeof choicesCheck>

export type ChoicesDescriptor = {
  type: 'check'
  id: string
  kind: ChoicesCheck['kind']
  question: string
  choices: { id: string; text: string }[]
}

export function describeChoices(item: ChoicesCheck): ChoicesDescriptor {
  const { type, id, kind, question, choices } = item
  return {
    type,
    id,
    kind,
    question,
    choices: choices.map((one) => ({ id: one.id, text: one.text })),
  }
}
