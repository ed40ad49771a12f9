import { z } from 'zod'
import { surenesses } from './scales.ts'
import { itemId } from './words.ts'

export const sureness = z.enum(surenesses)

/** Asks with the check before it how sure one is, and after the feedback how sure one is now. */
export const confidenceItem = z.strictObject({
  type: z.literal('confidence'),
  id: itemId,
  /** The check that it is asked with. */
  check: itemId,
})
export type ConfidenceItem = z.infer<typeof confidenceItem>
export type ConfidenceDescriptor = ConfidenceItem

export const confidence = {
  schema: confidenceItem,
  /** Time that two choices take, in seconds. Source: our estimate. */
  seconds: 10,
  descriptor: ({ type, id, check }: ConfidenceItem): ConfidenceDescriptor => ({ type, id, check }),
  words: (): string => '',
}
