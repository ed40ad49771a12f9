import type { Database, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { LedRoom, Rooms } from '#server/rooms/rooms.server.ts'

export type TeamLeavingParts = {
  db: Database
  audit: Audit
  accounts: Pick<Accounts, 'endSessionsIn' | 'personWith'>
  organisations: Pick<Organisations, 'leaveTeamIn' | 'membersOf' | 'organisationOf' | 'teamsOf'>
  rooms: Pick<Rooms, 'ledRooms' | 'handOverIn'>
}

/** What an administrator is told before somebody is taken out of a team. */
export type TeamMember = {
  name: string
  jobTitle: string
  teamName: string
  /** It is the administrator, who signs in anew afterwards. */
  isSelf: boolean
  /** The rooms of this team that they lead and that are not over. */
  leads: LedRoom[]
  isOnlyManager: boolean
}

type Membership = { organisation: OrganisationId; person: PersonId; team: TeamId }

/**
 * The end of belonging to one team, for somebody who moved to another or does something else now.
 * They stay in the organisation; what the team did with them stays told.
 */
export function createTeamLeaving(parts: TeamLeavingParts) {
  const { db, audit, accounts, organisations, rooms } = parts
  const notThere = () => refuse('not_found', 'There is no such person in this team.')

  /** Ends it: their rooms are handed on, and they sign in anew with what they may do now. */
  async function endIn(
    tx: Transaction,
    { organisation, person, team }: Membership,
    by: PersonId | null,
  ): Promise<void> {
    await rooms.handOverIn(tx, person, team)
    await organisations.leaveTeamIn(tx, team, person)
    await accounts.endSessionsIn(tx, person)
    await audit.recordIn(tx, {
      organisation,
      ...(by ? { person: by } : {}),
      ...{ action: 'rights.change', object: `person ${person}` },
    })
  }

  async function teamMember(
    actor: Actor,
    person: PersonId,
    team: TeamId,
  ): Promise<Outcome<TeamMember>> {
    const { organisation } = actor
    if (!can(actor, 'administer', { kind: 'organisation', organisation })) return notThere()
    const members = await organisations.membersOf(db.read, organisation, team)
    const found = members.find((one) => one.person === person)
    if (!found) return notThere()
    const teams = await organisations.teamsOf(db.read, organisation)
    const managers = members.filter(({ role }) => role === 'manager')
    return ok({
      ...{ name: found.name, jobTitle: found.jobTitle, isSelf: person === actor.person },
      teamName: teams.find((one) => one.team === team)?.name ?? '',
      leads: await rooms.ledRooms(person, team),
      isOnlyManager: found.role === 'manager' && managers.length === 1,
    })
  }

  return {
    /** An administrator's look at a member before they are taken out of the team. */
    teamMember,

    /** An administrator takes somebody out of a team of the organisation. */
    async takeOutOfTeam(actor: Actor, person: PersonId, team: TeamId): Promise<Outcome<null>> {
      const found = await teamMember(actor, person, team)
      if (!found.ok) return found
      const { organisation } = actor
      await db.tx((tx) => endIn(tx, { organisation, person, team }, actor.person))
      return ok(null)
    },

    /**
     * The same by an operator, from the command line, who names the team: the rooms of it that the
     * person led, as they were told of before.
     */
    async takeOutByOperator(email: string, teamName: string): Promise<Outcome<LedRoom[]>> {
      const person = await accounts.personWith(db.read, email)
      const organisation = person ? await organisations.organisationOf(db.read, person) : null
      if (!person || !organisation) {
        return refuse(
          'not_found',
          'Nobody with that e-mail address belongs to an organisation here.',
        )
      }
      const teams = await organisations.teamsOf(db.read, organisation)
      const named = teams.find(({ name }) => name === teamName)
      const members = named ? await organisations.membersOf(db.read, organisation, named.team) : []
      if (!named || !members.some((one) => one.person === person)) {
        return refuse('not_found', `They are in no team called ${teamName}.`)
      }
      const { team } = named
      const leads = await rooms.ledRooms(person, team)
      await db.tx((tx) => endIn(tx, { organisation, person, team }, null))
      return ok(leads)
    },
  }
}
