import { z } from 'zod'
import { evidenceId } from '#server/platform/rules/ids.ts'

/** What the page of own evidence posts: make a verify link of a piece, or stop one. */
export const linkForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('make'), evidence: evidenceId }),
  z.strictObject({ intent: z.literal('stop'), link: z.uuid() }),
])
