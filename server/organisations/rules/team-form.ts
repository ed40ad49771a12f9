import { z } from 'zod'
import { personId } from '#server/platform/rules/ids.ts'
import { personLine } from '#server/platform/rules/text.ts'
import { teamRole } from './people-form.ts'

export const teamName = z
  .string()
  .trim()
  .min(1, 'Enter a name for the team.')
  .pipe(personLine({ max: 100 }))

export const newTeamForm = z.strictObject({ name: teamName })

/** What an administrator does on a team's page. */
export const teamForm = z.discriminatedUnion('intent', [
  z.strictObject({ intent: z.literal('rename'), name: teamName }),
  z.strictObject({
    intent: z.literal('put'),
    person: personId.or(z.literal('').transform(() => null)),
    role: teamRole,
  }),
  z.strictObject({ intent: z.literal('change-role'), person: personId, role: teamRole }),
])

/** Two names that nobody could tell apart in a list. Pure. */
export function isSameName(one: string, other: string): boolean {
  return alike(one) === alike(other)
}

function alike(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}
