import { z } from 'zod'
import { entryId } from '#server/platform/rules/ids.ts'

/** What an owner does with an entry in the bin. */
export const binForm = z.strictObject({
  intent: z.enum(['bring-back', 'erase']),
  entry: entryId,
})
