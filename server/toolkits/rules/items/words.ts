import { z } from 'zod'

/** The permanent name of an item or a choice. Answers attach to it, so it is never reused. */
export const itemId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'Use small letters, digits and single hyphens.')

/** Plain words as they are shown: one paragraph, no mark-up. */
export const plainWords = z.string().trim().min(1).max(1_000)
