import type { Database, Queries } from '#db/connection.ts'
import type { Actor, TeamRole } from '#server/access/rules/actor.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { managersByTeam, renameTeam, teamSizes } from './board-store.server.ts'
import { countPeople } from './people-store.server.ts'
import { mayAdminister, onlyAdministrators } from './administrators.server.ts'
import type { BringingIn } from './bringing-in.server.ts'
import type { Member, Organisations, Team } from './organisations.server.ts'
import { isSameName } from './rules/team-form.ts'

/** A team at a glance: who manages it and how many are in it. */
export type ListedTeam = Team & { managers: string[]; people: number }

/** A team for an administrator, with whoever of the organisation is not in it. */
export type AdministeredTeam = Team & {
  members: Member[]
  others: { person: PersonId; name: string; jobTitle: string }[]
}

type Into = { person: PersonId; role: TeamRole }

/** The teams of an organisation, made and filled by its administrator. */
export function createTeams({
  db,
  organisations,
  audit,
  bringingIn,
}: {
  db: Database
  organisations: Organisations
  audit: Audit
  bringingIn: BringingIn
}) {
  const noSuchTeam = () => refuse('not_found', 'There is no such team in your organisation.')

  /** Another team that is called the same; two such teams could not be told apart. */
  async function namesake(read: Queries, actor: Actor, name: string, own?: TeamId) {
    const teams = await organisations.teamsOf(read, actor.organisation)
    return teams.find((team) => team.team !== own && isSameName(team.name, name)) ?? null
  }

  async function listed(organisation: OrganisationId): Promise<ListedTeam[]> {
    const sizes = await teamSizes(db.read, organisation)
    const people = new Map(sizes.map((one) => [one.team, one.people]))
    const managers = await managersByTeam(db.read, organisation)
    return (await organisations.teamsOf(db.read, organisation)).map((one) => ({
      ...one,
      people: people.get(one.team) ?? 0,
      managers: managers.filter(({ team }) => team === one.team).map(({ name }) => name),
    }))
  }

  const taken = ({ name }: Team) =>
    refuse('invalid', `There is a team called ${name} already. Choose another name.`, {
      field: 'name',
    })

  function line(actor: Actor, action: 'team.make' | 'team.rename', team: TeamId) {
    const { organisation, person } = actor
    return { organisation, person, action, object: `team ${team}` }
  }

  return {
    /** Every team of the organisation, by name. */
    async board(actor: Actor): Promise<Outcome<ListedTeam[]>> {
      if (!mayAdminister(actor)) return onlyAdministrators()
      return ok(await listed(actor.organisation))
    },

    /** The organisation at a glance: its teams, how many belong to it, how many are in no team. */
    async overview(actor: Actor) {
      if (!mayAdminister(actor)) return onlyAdministrators()
      const { organisation, organisationName: name } = actor
      const teams = await listed(organisation)
      const people = await countPeople(db.read, organisation, 'everybody')
      const outside = await countPeople(db.read, organisation, 'outside')
      return ok({ name, teams, people, outside })
    },

    /** One team with its people, and those who could be put into it. */
    async administered(actor: Actor, team: TeamId): Promise<Outcome<AdministeredTeam>> {
      if (!mayAdminister(actor)) return noSuchTeam()
      const { organisation } = actor
      const found = await organisations.team(db.read, organisation, team)
      if (!found) return noSuchTeam()
      const members = await organisations.membersOf(db.read, organisation, team)
      const inside = new Set(members.map(({ person }) => person))
      const people = await organisations.peopleOf(db.read, organisation)
      const others = people
        .filter(({ person }) => !inside.has(person))
        .map(({ person, name, jobTitle }) => ({ person, name, jobTitle }))
      return ok({ ...found, members, others })
    },

    /** Makes a team with nobody in it. */
    async make(actor: Actor, name: string): Promise<Outcome<TeamId>> {
      if (!mayAdminister(actor)) return onlyAdministrators()
      return db.tx(async (tx) => {
        const same = await namesake(tx, actor, name)
        if (same) return taken(same)
        const team = await organisations.teamNamedIn(tx, actor.organisation, name)
        await audit.recordIn(tx, line(actor, 'team.make', team))
        return ok(team)
      })
    },

    /** Calls a team something else; people, rooms and toolkits stay with it. */
    async rename(actor: Actor, team: TeamId, name: string): Promise<Outcome<null>> {
      if (!mayAdminister(actor)) return noSuchTeam()
      return db.tx(async (tx): Promise<Outcome<null>> => {
        const found = await organisations.team(tx, actor.organisation, team)
        if (!found) return noSuchTeam()
        const same = await namesake(tx, actor, name, team)
        if (same) return taken(same)
        if (found.name === name) return ok(null)
        await renameTeam(tx, actor.organisation, team, name)
        await audit.recordIn(tx, line(actor, 'team.rename', team))
        return ok(null)
      })
    },

    /** Puts somebody of the organisation into a team. They sign in anew with what they may do. */
    put: (actor: Actor, team: TeamId, into: Into) => giveRole(actor, team, into, 'newcomer'),

    /** Gives somebody of a team another role in it. They sign in anew with what they may do. */
    changeRole: (actor: Actor, team: TeamId, into: Into) => giveRole(actor, team, into, 'member'),
  }

  function giveRole(
    actor: Actor,
    team: TeamId,
    { person, role }: Into,
    as: 'newcomer' | 'member',
  ): Promise<Outcome<null>> {
    const { organisation } = actor
    if (!mayAdminister(actor)) return Promise.resolve(noSuchTeam())
    return db.tx(async (tx): Promise<Outcome<null>> => {
      if (!(await organisations.team(tx, organisation, team))) return noSuchTeam()
      if (!(await organisations.hereAmong(tx, organisation, [person])).has(person)) {
        return refuse('not_found', 'There is no such person in your organisation.')
      }
      const members = await organisations.membersOf(tx, organisation, team)
      const member = members.find((one) => one.person === person)
      if (member && as === 'newcomer') {
        return refuse('stale', `${member.name} is in this team already.`)
      }
      if (!member && as === 'member') {
        return refuse('stale', 'They are not in this team any more. Load the page again.')
      }
      await bringingIn.changeRightsIn(tx, { organisation, person, by: actor.person }, () =>
        organisations.joinTeamIn(tx, team, person, role),
      )
      return ok(null)
    })
  }
}

export type Teams = ReturnType<typeof createTeams>
