import { and, asc, count, eq, inArray, isNull, notExists } from 'drizzle-orm'
import type { Queries } from '#db/connection.ts'
import { affiliations, memberships, teams } from '#db/schema/organisations.ts'
import type { TeamRole } from '#server/access/rules/actor.ts'
import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'

/** Everybody who belongs to an organisation today, or only those of them who are in no team. */
export type Whom = 'everybody' | 'outside'

/** Who is meant, as a condition on affiliations. */
function are(db: Queries, organisation: OrganisationId, whom: Whom) {
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
  return and(
    eq(affiliations.organisation, organisation),
    isNull(affiliations.leftAt),
    whom === 'outside' ? notExists(inTeam) : undefined,
  )
}

/** Who belongs to the organisation, for another store to ask about within a question of its own. */
export function peopleHere(db: Queries, organisation: OrganisationId) {
  return db
    .select({ person: affiliations.person })
    .from(affiliations)
    .where(are(db, organisation, 'everybody'))
}

export async function countPeople(
  db: Queries,
  organisation: OrganisationId,
  whom: Whom,
): Promise<number> {
  const [row] = await db
    .select({ people: count() })
    .from(affiliations)
    .where(are(db, organisation, whom))
  return row?.people ?? 0
}

/** Some of them, by name; people of one name always in the same order. */
export async function peopleFrom(
  db: Queries,
  organisation: OrganisationId,
  whom: Whom,
  { from, size }: { from: number; size: number },
): Promise<PersonId[]> {
  const rows = await db
    .select({ person: affiliations.person })
    .from(affiliations)
    .where(are(db, organisation, whom))
    .orderBy(asc(affiliations.name), asc(affiliations.person))
    .limit(size)
    .offset(from)
  return rows.map(({ person }) => person)
}

/** How all of them are called, in the same order: names are compared without accents, which no SQL can. */
export async function namesOfPeople(
  db: Queries,
  organisation: OrganisationId,
  whom: Whom,
): Promise<{ person: PersonId; name: string }[]> {
  return db
    .select({ person: affiliations.person, name: affiliations.name })
    .from(affiliations)
    .where(are(db, organisation, whom))
    .orderBy(asc(affiliations.name), asc(affiliations.person))
}

/** Which teams of the organisation each of `people` is in today, by the team's name. */
export async function teamsOfPeople(
  db: Queries,
  organisation: OrganisationId,
  people: readonly PersonId[],
): Promise<{ person: PersonId; team: TeamId; name: string; role: TeamRole }[]> {
  return db
    .select({
      person: memberships.person,
      team: teams.id,
      name: teams.name,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.team))
    .where(
      and(
        eq(teams.organisation, organisation),
        isNull(memberships.leftAt),
        inArray(memberships.person, [...people]),
      ),
    )
    .orderBy(asc(teams.name))
}

/** Everybody who belongs to the organisation, or those of `people` who do or did, by name. */
export async function peopleOf(
  db: Queries,
  organisation: OrganisationId,
  people?: readonly PersonId[],
): Promise<{ person: PersonId; name: string; jobTitle: string; administrator: boolean }[]> {
  return db
    .select({
      person: affiliations.person,
      name: affiliations.name,
      jobTitle: affiliations.jobTitle,
      administrator: affiliations.administrator,
    })
    .from(affiliations)
    .where(
      and(
        eq(affiliations.organisation, organisation),
        people ? inArray(affiliations.person, [...people]) : isNull(affiliations.leftAt),
      ),
    )
    .orderBy(asc(affiliations.name))
}

/** Everybody who belongs to the organisation or has belonged to it, by name. */
export async function everybodyEver(
  db: Queries,
  organisation: OrganisationId,
): Promise<{ person: PersonId; name: string }[]> {
  return db
    .select({ person: affiliations.person, name: affiliations.name })
    .from(affiliations)
    .where(eq(affiliations.organisation, organisation))
    .orderBy(asc(affiliations.name))
}

/** Who of `people` belongs to the organisation today. */
export async function hereAmong(
  db: Queries,
  organisation: OrganisationId,
  people: readonly PersonId[],
): Promise<PersonId[]> {
  const rows = await db
    .select({ person: affiliations.person })
    .from(affiliations)
    .where(
      and(
        eq(affiliations.organisation, organisation),
        inArray(affiliations.person, [...people]),
        isNull(affiliations.leftAt),
      ),
    )
  return rows.map(({ person }) => person)
}
