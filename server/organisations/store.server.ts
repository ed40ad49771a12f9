import { and, asc, desc, eq, isNotNull, isNull, notLike, sql } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { prepared } from '#db/prepared.ts'
import { affiliations, memberships, organisations, teams } from '#db/schema/organisations.ts'
import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import type { TeamRole } from '#server/access/rules/actor.ts'

export type Member = { person: PersonId; name: string; jobTitle: string; role: TeamRole }
export type Team = { team: TeamId; name: string }
export type Affiliation = {
  organisation: OrganisationId
  organisationName: string
  name: string
  jobTitle: string
  administrator: boolean
}

export async function findOrganisationByName(
  db: Queries,
  name: string,
): Promise<{ id: OrganisationId; name: string } | null> {
  const [row] = await db
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(eq(organisations.name, name))
  return row ?? null
}

/** Null for what is no organisation, such as somebody who has left theirs. */
export async function nameOfOrganisation(db: Queries, id: OrganisationId): Promise<string | null> {
  const [row] = await db
    .select({ name: organisations.name })
    .from(organisations)
    .where(eq(organisations.id, id))
  return row?.name ?? null
}

export async function countOrganisations(
  db: Queries,
): Promise<{ all: number; demonstration: number }> {
  const rows = await db.select({ demonstration: organisations.demonstration }).from(organisations)
  return { all: rows.length, demonstration: rows.filter((row) => row.demonstration).length }
}

export async function insertOrganisation(
  tx: Transaction,
  row: { id: OrganisationId; name: string; demonstration: boolean; createdAt: number },
): Promise<void> {
  await tx.insert(organisations).values(row)
}

export async function insertTeam(
  tx: Transaction,
  organisation: OrganisationId,
  row: { id: TeamId; name: string; createdAt: number },
): Promise<void> {
  await tx.insert(teams).values({ ...row, organisation })
}

export async function putAffiliation(
  tx: Transaction,
  organisation: OrganisationId,
  row: {
    person: PersonId
    name: string
    jobTitle: string
    administrator: boolean
    joinedAt: number
  },
): Promise<void> {
  await tx
    .insert(affiliations)
    .values({ ...row, organisation, leftAt: null })
    .onConflictDoUpdate({
      target: [affiliations.organisation, affiliations.person],
      set: {
        name: row.name,
        jobTitle: row.jobTitle,
        administrator: row.administrator,
        leftAt: null,
      },
    })
}

export async function putMembership(
  tx: Transaction,
  row: { team: TeamId; person: PersonId; role: TeamRole; joinedAt: number },
): Promise<void> {
  await tx
    .insert(memberships)
    .values({ ...row, leftAt: null })
    .onConflictDoUpdate({
      target: [memberships.team, memberships.person],
      set: { role: row.role, leftAt: null },
    })
}

/** What somebody is in a team today; null for nothing. */
export async function roleIn(
  db: Queries,
  team: TeamId,
  person: PersonId,
): Promise<TeamRole | null> {
  const [row] = await db
    .select({ role: memberships.role })
    .from(memberships)
    .where(
      and(eq(memberships.team, team), eq(memberships.person, person), isNull(memberships.leftAt)),
    )
  return row?.role ?? null
}

export async function endMembership(
  tx: Transaction,
  team: TeamId,
  person: PersonId,
  at: number,
): Promise<void> {
  await tx
    .update(memberships)
    .set({ leftAt: at })
    .where(
      and(eq(memberships.team, team), eq(memberships.person, person), isNull(memberships.leftAt)),
    )
}

/** Ends every membership and affiliation of `person`. */
export async function endAll(tx: Transaction, person: PersonId, at: number): Promise<void> {
  await tx
    .update(memberships)
    .set({ leftAt: at })
    .where(and(eq(memberships.person, person), isNull(memberships.leftAt)))
  await tx
    .update(affiliations)
    .set({ leftAt: at, administrator: false })
    .where(and(eq(affiliations.person, person), isNull(affiliations.leftAt)))
}

export async function teamsOf(db: Queries, organisation: OrganisationId): Promise<Team[]> {
  return db
    .select({ team: teams.id, name: teams.name })
    .from(teams)
    .where(eq(teams.organisation, organisation))
    .orderBy(asc(teams.name))
}

export async function findTeam(
  db: Queries,
  organisation: OrganisationId,
  team: TeamId,
): Promise<Team | null> {
  const [row] = await db
    .select({ team: teams.id, name: teams.name })
    .from(teams)
    .where(and(eq(teams.organisation, organisation), eq(teams.id, team)))
  return row ?? null
}

/** The people of a team, by name. */
export async function membersOf(
  db: Queries,
  organisation: OrganisationId,
  team: TeamId,
): Promise<Member[]> {
  return db
    .select({
      person: memberships.person,
      name: affiliations.name,
      jobTitle: affiliations.jobTitle,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.team))
    .innerJoin(
      affiliations,
      and(
        eq(affiliations.person, memberships.person),
        eq(affiliations.organisation, teams.organisation),
      ),
    )
    .where(
      and(
        eq(teams.organisation, organisation),
        eq(teams.id, team),
        isNull(memberships.leftAt),
        isNull(affiliations.leftAt),
      ),
    )
    .orderBy(asc(affiliations.name))
}

const affiliationQuery = prepared((db) =>
  db
    .select({
      organisation: affiliations.organisation,
      organisationName: organisations.name,
      name: affiliations.name,
      jobTitle: affiliations.jobTitle,
      administrator: affiliations.administrator,
    })
    .from(affiliations)
    .innerJoin(organisations, eq(organisations.id, affiliations.organisation))
    .where(and(eq(affiliations.person, sql.placeholder('person')), isNull(affiliations.leftAt)))
    .orderBy(asc(affiliations.joinedAt), asc(affiliations.organisation))
    .prepare(),
)

export async function affiliationOf(db: Queries, person: PersonId): Promise<Affiliation | null> {
  const [row] = await affiliationQuery(db).execute({ person })
  return row ?? null
}

/** How somebody appeared in the organisation that they left last. */
export async function formerAffiliationOf(
  db: Queries,
  person: PersonId,
): Promise<{ name: string; jobTitle: string } | null> {
  const [row] = await db
    .select({ name: affiliations.name, jobTitle: affiliations.jobTitle })
    .from(affiliations)
    .where(and(eq(affiliations.person, person), isNotNull(affiliations.leftAt)))
    .orderBy(desc(affiliations.leftAt))
    .limit(1)
  return row ?? null
}

/** How somebody was called in `organisation`, which they have left; null for everybody else. */
export async function leaverOf(
  db: Queries,
  organisation: OrganisationId,
  person: PersonId,
): Promise<{ name: string } | null> {
  const [row] = await db
    .select({ name: affiliations.name })
    .from(affiliations)
    .where(
      and(
        eq(affiliations.organisation, organisation),
        eq(affiliations.person, person),
        isNotNull(affiliations.leftAt),
      ),
    )
  return row ?? null
}

const membershipsQuery = prepared((db) =>
  db
    .select({ team: teams.id, teamName: teams.name, role: memberships.role })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.team))
    .where(
      and(
        eq(teams.organisation, sql.placeholder('organisation')),
        eq(memberships.person, sql.placeholder('person')),
        isNull(memberships.leftAt),
      ),
    )
    .orderBy(asc(teams.name))
    .prepare(),
)

export async function membershipsOf(
  db: Queries,
  organisation: OrganisationId,
  person: PersonId,
): Promise<{ team: TeamId; teamName: string; role: TeamRole }[]> {
  return membershipsQuery(db).execute({ organisation, person })
}

/** Everybody of the demonstration organisation, managers first in their team, load accounts left out. */
export async function demonstrationCast(
  db: Queries,
): Promise<{ person: PersonId; name: string; role: string }[]> {
  const rows = await db
    .select({
      person: affiliations.person,
      name: affiliations.name,
      administrator: affiliations.administrator,
      role: memberships.role,
      team: teams.name,
    })
    .from(affiliations)
    .innerJoin(organisations, eq(organisations.id, affiliations.organisation))
    .leftJoin(
      memberships,
      and(eq(memberships.person, affiliations.person), isNull(memberships.leftAt)),
    )
    .leftJoin(teams, eq(teams.id, memberships.team))
    .where(
      and(
        eq(organisations.demonstration, true),
        isNull(affiliations.leftAt),
        notLike(affiliations.name, 'Load %'),
      ),
    )
    .orderBy(asc(affiliations.joinedAt), asc(affiliations.name))
  return rows.map(({ person, name, administrator, role }) => ({
    person,
    name,
    role: administrator ? 'administrator' : role === 'manager' ? 'team manager' : 'practitioner',
  }))
}
