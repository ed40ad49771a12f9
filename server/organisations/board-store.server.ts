import { and, asc, count, eq, isNull } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { affiliations, memberships, teams } from '#db/schema/organisations.ts'
import type { OrganisationId, TeamId } from '#server/platform/rules/ids.ts'

/** Whoever is in a team today and has not left the organisation. */
const isInTeam = (organisation: OrganisationId) =>
  and(
    eq(affiliations.organisation, organisation),
    isNull(affiliations.leftAt),
    isNull(memberships.leftAt),
  )

/** How many people each team has; a team with nobody in it is left out. */
export async function teamSizes(
  db: Queries,
  organisation: OrganisationId,
): Promise<{ team: TeamId; people: number }[]> {
  return db
    .select({ team: memberships.team, people: count() })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.team))
    .innerJoin(affiliations, eq(affiliations.person, memberships.person))
    .where(and(eq(teams.organisation, organisation), isInTeam(organisation)))
    .groupBy(memberships.team)
}

/** The managers of each team, by name. */
export async function managersByTeam(
  db: Queries,
  organisation: OrganisationId,
): Promise<{ team: TeamId; name: string }[]> {
  return db
    .select({ team: memberships.team, name: affiliations.name })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.team))
    .innerJoin(affiliations, eq(affiliations.person, memberships.person))
    .where(
      and(
        eq(teams.organisation, organisation),
        eq(memberships.role, 'manager'),
        isInTeam(organisation),
      ),
    )
    .orderBy(asc(affiliations.name))
}

export async function renameTeam(
  tx: Transaction,
  organisation: OrganisationId,
  team: TeamId,
  name: string,
): Promise<void> {
  await tx
    .update(teams)
    .set({ name })
    .where(and(eq(teams.organisation, organisation), eq(teams.id, team)))
}
