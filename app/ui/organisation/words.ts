import type { TeamRole } from '#server/access/rules/actor.ts'
import { dayText, londonDay } from '#server/platform/rules/london.ts'

/** What somebody is in a team. */
export const roleText: Record<TeamRole, string> = {
  manager: 'Team manager',
  practitioner: 'Practitioner',
}

export const roleChoices = [
  { value: 'practitioner', text: roleText.practitioner },
  { value: 'manager', text: roleText.manager },
] as const

/** How the invitation of somebody stands who has not been in their account yet. */
export function invitationText(until: number | null): string {
  return until === null
    ? 'Has not signed in yet. No invitation can be used any more.'
    : `Has not signed in yet. The invitation can be used until ${dayText(londonDay(until))}.`
}

/** Some people or one: "1 person", "12 people". */
export function peopleText(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en-GB')} people`
}
