import { z } from 'zod'
import { personId } from '#server/platform/rules/ids.ts'
import { auditKinds } from './audit-actions.ts'

/** What of the log is asked for: a kind, a person, the lines before one. What fits not is not asked. */
export const auditQuery = z.object({
  kind: z.enum(auditKinds).nullable().catch(null).default(null),
  person: personId.nullable().catch(null).default(null),
  before: z.coerce.number().int().positive().nullable().catch(null).default(null),
})
export type AuditQuery = z.infer<typeof auditQuery>
