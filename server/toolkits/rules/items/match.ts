import { z } from 'zod'
import { shuffled } from '#server/platform/rules/fingerprint.ts'
import { textToken } from './token.ts'
import { itemId, plainWords } from './words.ts'

const pair = z.strictObject({
  id: itemId,
  left: plainWords,
  right: plainWords,
  feedback: plainWords.optional(),
})

/** Things to be matched. Several may share a right side: then it is offered once. */
export const matchCheck = z.strictObject({
  type: z.literal('check'),
  id: itemId,
  kind: z.literal('match'),
  question: plainWords,
  pairs: z.array(pair).min(2).max(8),
})
export type MatchCheck = z.infer<typeof matchCheck>

export type MatchDescriptor = {
  type: 'check'
  id: string
  kind: 'match'
  question: string
  /** Both sides shuffled, each named by a mark of its own words: a pair's id would tell the answer. */
  lefts: { id: string; text: string }[]
  rights: { id: string; text: string }[]
}

export function describeMatch(item: MatchCheck, seed: string): MatchDescriptor {
  const { type, id, kind, question, pairs } = item
  const side = (texts: readonly string[], which: string) =>
    shuffled(
      [...new Set(texts)].map((text) => ({ id: textToken(id, text), text })),
      (one) => one.id,
      `${which} ${seed}`,
    )
  return {
    ...{ type, id, kind, question },
    lefts: side(
      pairs.map((one) => one.left),
      'left',
    ),
    rights: side(
      pairs.map((one) => one.right),
      'right',
    ),
  }
}
