import type { Database, Queries, Transaction } from '#db/connection.ts'
import { withoutEmployer, type Actor, type TeamRole } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import {
  organisationId,
  teamId,
  type OrganisationId,
  type PersonId,
  type TeamId,
} from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import { createChanges, type RightsListener } from './changes.server.ts'
import * as peopleStore from './people-store.server.ts'
import * as standIns from './stand-in-store.server.ts'
import * as store from './store.server.ts'

export type { Member, Team } from './store.server.ts'

type SteppingDown = (tx: Transaction, person: PersonId, team: TeamId) => Promise<void>

/** Organisations, their teams and who belongs to them. */
export function createOrganisations({
  db,
  clock,
  random,
}: {
  db: Database
  clock: Clock
  random: Random
}) {
  const changes = createChanges(db)
  const steppingDown: SteppingDown[] = []

  return {
    /**
     * Loads who `person` is today. Who has left their organisation is somebody without one, and
     * keeps their record; null for who never belonged to any.
     */
    async actorFor(person: PersonId): Promise<Actor | null> {
      const remember = changes.remember(person)
      const affiliation = await store.affiliationOf(db.read, person)
      if (!affiliation) {
        const former = await store.formerAffiliationOf(db.read, person)
        return former ? remember(withoutEmployer({ person, ...former })) : null
      }
      const memberships = await store.membershipsOf(db.read, affiliation.organisation, person)
      return remember({ person, ...affiliation, memberships })
    },

    /**
     * False once a commit has changed who `actor` is after they were loaded: they are to be loaded
     * again. Costs no query of a table; the commit may be another process's.
     */
    isCurrent: (actor: Actor): boolean => changes.isCurrent(actor),

    /** Calls `listener` at the commit that changes what somebody may do; null: perhaps anybody. */
    whenChanged: (listener: RightsListener): (() => void) => changes.whenChanged(listener),

    /** Whose people somebody belongs to today; null when to nobody's. */
    async organisationOf(read: Queries, person: PersonId): Promise<OrganisationId | null> {
      return (await store.affiliationOf(read, person))?.organisation ?? null
    },

    /** The teams of somebody in one organisation, with what they are there. */
    membershipsOf: (read: Queries, organisation: OrganisationId, person: PersonId) =>
      store.membershipsOf(read, organisation, person),

    /** The address by which somebody was invited who has not come in; null for everybody else. */
    async invitedAddress(read: Queries, person: PersonId): Promise<string | null> {
      return (await standIns.findStandIn(read, person))?.address ?? null
    },

    /** Who was invited into the organisation by an address and stands in for its owner. */
    invitedAt: (read: Queries, organisation: OrganisationId, address: string) =>
      standIns.standInAt(read, organisation, address),

    /** Who stands in for `person` in organisations that have invited them. */
    standInsOf: (read: Queries, person: PersonId) => standIns.standInsOf(read, person),

    /** Takes a stand-in out of every list, as if nobody had been invited. */
    forgetStandInIn: (tx: Transaction, standIn: PersonId) => standIns.forgetStandIn(tx, standIn),

    membersOf(read: Queries, organisation: OrganisationId, team: TeamId): Promise<store.Member[]> {
      return store.membersOf(read, organisation, team)
    },

    team(read: Queries, organisation: OrganisationId, team: TeamId): Promise<store.Team | null> {
      return store.findTeam(read, organisation, team)
    },

    /** All teams of `organisation`, for a face that has asked who may see them. */
    teamsOf: (read: Queries, organisation: OrganisationId) => store.teamsOf(read, organisation),

    /** Everybody who belongs to `organisation` today, for a face that has asked who may see them. */
    peopleOf: (read: Queries, organisation: OrganisationId) =>
      peopleStore.peopleOf(read, organisation),

    /** One of them; nobody where they have left it or never belonged to it. */
    async hereOf(read: Queries, organisation: OrganisationId, person: PersonId) {
      const isHere = (await peopleStore.hereAmong(read, organisation, [person])).length > 0
      return isHere ? peopleStore.peopleOf(read, organisation, [person]) : []
    },

    /** The same with those who have left it, by name. */
    everybodyEver: (read: Queries, organisation: OrganisationId) =>
      peopleStore.everybodyEver(read, organisation),

    /** Who of `people` belongs to the organisation today: `people` names those who have left too. */
    async hereAmong(
      read: Queries,
      organisation: OrganisationId,
      people: readonly PersonId[],
    ): Promise<ReadonlySet<PersonId>> {
      return new Set(
        people.length === 0 ? [] : await peopleStore.hereAmong(read, organisation, people),
      )
    },

    people(read: Queries, organisation: OrganisationId, people: readonly PersonId[]) {
      return people.length === 0
        ? Promise.resolve([])
        : peopleStore.peopleOf(read, organisation, people)
    },

    /**
     * How the organisation and one of its people are called, also one who has left it. Of somebody
     * without an employer nobody but Casecircle itself knows anything.
     */
    async namesOf(read: Queries, organisation: OrganisationId, person: PersonId) {
      const [found] = await peopleStore.peopleOf(read, organisation, [person])
      const known = found ?? (await store.formerAffiliationOf(read, person))
      const name = await store.nameOfOrganisation(read, organisation)
      return { organisation: name ?? 'Casecircle', person: known?.name ?? null }
    },

    /** Who has left `organisation`, as they were called there; null for who never was or is again. */
    leaverOf: (read: Queries, organisation: OrganisationId, person: PersonId) =>
      store.leaverOf(read, organisation, person),

    /** The team with its members, for its manager. */
    async teamPage(
      actor: Actor,
      team: TeamId,
    ): Promise<Outcome<store.Team & { members: store.Member[] }>> {
      const found = await store.findTeam(db.read, actor.organisation, team)
      if (!found || !can(actor, 'read', { kind: 'team', team, organisation: actor.organisation })) {
        return refuse('not_found', 'There is no such team among yours.')
      }
      return ok({ ...found, members: await store.membersOf(db.read, actor.organisation, team) })
    },

    /** The people of the demonstration with what they do there; none where it is not shown. */
    async demonstrationCast(shown: boolean) {
      return shown ? store.demonstrationCast(db.read) : []
    },

    async isDemonstration(shown: boolean, person: PersonId): Promise<boolean> {
      return (await this.demonstrationCast(shown)).some((row) => row.person === person)
    },

    counts: () => store.countOrganisations(db.read),
    findByName: (name: string, read: Queries = db.read) => store.findOrganisationByName(read, name),

    /** Where somebody belongs and, as one comparable text, what they may do there. */
    async standing(
      read: Queries,
      person: PersonId,
    ): Promise<{ organisation: OrganisationId; rights: string } | null> {
      const affiliation = await store.affiliationOf(read, person)
      if (!affiliation) return null
      const { organisation, administrator } = affiliation
      const teams = await store.membershipsOf(read, organisation, person)
      const roles = teams.map(({ team, role }) => `${team} ${role}`).sort()
      return { organisation, rights: [String(administrator), ...roles].join(', ') }
    },

    /** Makes an organisation inside the caller's transaction. */
    async createIn(
      tx: Transaction,
      name: string,
      { demonstration = false }: { demonstration?: boolean } = {},
    ): Promise<OrganisationId> {
      const id = organisationId.parse(random.uuid())
      await store.insertOrganisation(tx, { id, name, demonstration, createdAt: clock.now() })
      return id
    },

    /** Those of `names` that no team has yet. */
    async unknownTeams(
      read: Queries,
      organisation: OrganisationId,
      names: readonly string[],
    ): Promise<string[]> {
      const known = new Set((await store.teamsOf(read, organisation)).map((team) => team.name))
      return names.filter((name) => !known.has(name))
    },

    /** The team of that name, made when there is none. */
    async teamNamedIn(
      tx: Transaction,
      organisation: OrganisationId,
      name: string,
    ): Promise<TeamId> {
      const found = (await store.teamsOf(tx, organisation)).find((team) => team.name === name)
      if (found) return found.team
      const id = teamId.parse(random.uuid())
      await store.insertTeam(tx, organisation, { id, name, createdAt: clock.now() })
      return id
    },

    affiliateIn(
      tx: Transaction,
      organisation: OrganisationId,
      who: { person: PersonId; name: string; jobTitle: string; administrator: boolean },
    ): Promise<void> {
      changes.afterCommit(who.person)
      return store.putAffiliation(tx, organisation, { ...who, joinedAt: clock.now() })
    },

    async joinTeamIn(
      tx: Transaction,
      team: TeamId,
      person: PersonId,
      role: TeamRole,
    ): Promise<void> {
      changes.afterCommit(person)
      const before = await store.roleIn(tx, team, person)
      await store.putMembership(tx, { team, person, role, joinedAt: clock.now() })
      if (before !== 'manager' || role === 'manager') return
      for (const step of steppingDown) await step(tx, person, team)
    },

    /** Does `step` in each transaction in which a team's manager becomes a practitioner of it. */
    whenSteppingDown(step: SteppingDown): void {
      steppingDown.push(step)
    },

    leaveTeamIn(tx: Transaction, team: TeamId, person: PersonId): Promise<void> {
      changes.afterCommit(person)
      return store.endMembership(tx, team, person, clock.now())
    },

    /** Ends that somebody belongs to any organisation and team. What they did there stays told. */
    async leaveIn(tx: Transaction, person: PersonId): Promise<void> {
      changes.afterCommit(person)
      await store.endAll(tx, person, clock.now())
    },
  }
}

export type Organisations = ReturnType<typeof createOrganisations>
