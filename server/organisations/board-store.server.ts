import { and, asc, count, eq, isNull, notExists } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { affiliations, memberships, teams } from '#db/schema/organisations.ts'
import type { TeamRole } from '#server/access/rules/actor.ts'
import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'

export type BoardMembership = { person: PersonId; team: TeamId; teamName: string; role: TeamRole }

/** Who is in which team of the organisation today, team by team; of one person where they are named. */
export async function allMemberships(
  db: Queries,
  organisation: OrganisationId,
  person?: PersonId,
): Promise<BoardMembership[]> {
  return db
    .select({
      person: memberships.person,
      team: teams.id,
      teamName: teams.name,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.team))
    .where(
      and(
        eq(teams.organisation, organisation),
        isNull(memberships.leftAt),
        person ? eq(memberships.person, person) : undefined,
      ),
    )
    .orderBy(asc(teams.name))
}

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

/** How many people belong to the organisation, and how many of them are in no team. */
export async function headcount(
  db: Queries,
  organisation: OrganisationId,
): Promise<{ people: number; outside: number }> {
  const here = and(eq(affiliations.organisation, organisation), isNull(affiliations.leftAt))
  const inTeam = db
    .select({ team: memberships.team })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.team))
    .where(
      and(
        eq(teams.organisation, organisation),
        eq(memberships.person, affiliations.person),
        isNull(memberships.leftAt),
      ),
    )
  const [all] = await db.select({ people: count() }).from(affiliations).where(here)
  const [none] = await db
    .select({ outside: count() })
    .from(affiliations)
    .where(and(here, notExists(inTeam)))
  return { people: all?.people ?? 0, outside: none?.outside ?? 0 }
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
