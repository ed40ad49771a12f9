import { z } from 'zod'
import { formatId } from '#server/platform/rules/ids.ts'
import { personLine } from '#server/platform/rules/text.ts'

/** A team can have so many formats of its own on offer. */
export const ownFormats = 12

/** Copying a format for the team: which, and what the copy is called. */
export const copyForm = z.object({
  from: formatId,
  title: z
    .string()
    .trim()
    .min(1, 'Write a title for the copy.')
    .pipe(personLine({ max: 120 })),
})
export type CopyForm = z.infer<typeof copyForm>
