import { z } from 'zod'
import { personId } from '#server/platform/rules/ids.ts'

/** What somebody answers to an invitation. */
export const answerForm = z.strictObject({
  invitation: personId,
  answer: z.enum(['accept', 'decline'], { error: 'Choose whether you accept or decline.' }),
})
