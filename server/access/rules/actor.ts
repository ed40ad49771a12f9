import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'

export type TeamRole = 'practitioner' | 'manager'

/** Who asks: loaded for each request, and again for each command of an open room. */
export type Actor = {
  person: PersonId
  name: string
  jobTitle: string
  organisation: OrganisationId
  organisationName: string
  administrator: boolean
  memberships: readonly { team: TeamId; teamName: string; role: TeamRole }[]
}

export function roleIn(actor: Actor, team: TeamId): TeamRole | null {
  return actor.memberships.find((membership) => membership.team === team)?.role ?? null
}
