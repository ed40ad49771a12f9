import { z } from 'zod'

/** A line of text in a data file. */
export const line = z.string().trim().min(1)

/** What names something in a data file. */
export const dataId = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use small letters, digits and hyphens.')
