import { z } from 'zod'
import { toolkitId } from '#server/platform/rules/ids.ts'

const item = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)

/** What is said of a question, or of being told: everything on the page but the answer itself. */
export const recallForm = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('back'), toolkit: toolkitId, item }),
  z.strictObject({ act: z.literal('rest'), toolkit: toolkitId, item }),
  z.strictObject({ act: z.literal('tell') }),
  z.strictObject({ act: z.literal('tell-not') }),
])
export type RecallForm = z.output<typeof recallForm>

/** Which question an answer is to: `nth` makes a repeated post the same answer. */
export const questionForm = z.strictObject({
  toolkit: toolkitId,
  item,
  nth: z.coerce.number().int().min(1).max(100_000),
})
export type QuestionForm = z.output<typeof questionForm>
