import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { memberships, teams } from '#db/schema/organisations.ts'
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
