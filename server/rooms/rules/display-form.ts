import { z } from 'zod'

/** Making a display address, or stopping one. */
export const displayForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('make') }),
  z.strictObject({ intent: z.literal('stop'), display: z.uuid() }),
])
