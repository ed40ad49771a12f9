import {
  organisationId,
  type OrganisationId,
  type PersonId,
  type TeamId,
} from '#server/platform/rules/ids.ts'

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

/**
 * Somebody who belongs to no organisation any more, and keeps their record. Their `organisation` is
 * theirs alone: they share it with nobody, and what they learn from then on is attested to them.
 */
export function withoutEmployer(who: Pick<Actor, 'person' | 'name' | 'jobTitle'>): Actor {
  return {
    ...who,
    organisation: organisationId.parse(who.person),
    organisationName: '',
    administrator: false,
    memberships: [],
  }
}

/** Whether somebody belongs to an organisation that others belong to. */
export function isEmployed({ person, organisation }: Actor): boolean {
  return String(organisation) !== String(person)
}

export function roleIn(actor: Actor, team: TeamId): TeamRole | null {
  return actor.memberships.find((membership) => membership.team === team)?.role ?? null
}
