import { z } from 'zod'
import { itemId, plainWords } from './words.ts'

export const checkKinds = ['single', 'multiple'] as const

const choice = z.strictObject({
  id: itemId,
  text: plainWords,
  correct: z.boolean(),
  feedback: plainWords,
})

/** A knowledge check as the server keeps it, with what is right and the feedback on each choice. */
export const checkItem = z.strictObject({
  type: z.literal('check'),
  id: itemId,
  kind: z.enum(checkKinds),
  question: plainWords,
  choices: z.array(choice).min(2).max(8),
})
export type CheckItem = z.infer<typeof checkItem>

/** What a browser may know of a check before it is answered: never what is right, never feedback. */
export type CheckDescriptor = {
  type: 'check'
  id: string
  kind: CheckItem['kind']
  question: string
  choices: { id: string; text: string }[]
}

export const check = {
  schema: checkItem,
  /** Time a careful answer takes, in seconds. Source: our estimate, content.md. */
  seconds: 30,
  descriptor: (item: CheckItem): CheckDescriptor => ({
    type: item.type,
    id: item.id,
    kind: item.kind,
    question: item.question,
    choices: item.choices.map(({ id, text }) => ({ id, text })),
  }),
  /** Words for the search of sections: the question and the choices, not the feedback. */
  words: (item: CheckItem): string =>
    [item.question, ...item.choices.map((one) => one.text)].join('\n'),
}
