import type { Database, Queries } from '#db/connection.ts'
import type { Actor, TeamRole } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import { tooMany } from '#server/accounts/turns.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Mail } from '#server/mail/mail.server.ts'
import type { PersonId, TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { allMemberships, type BoardMembership } from './board-store.server.ts'
import type { BringingIn } from './bringing-in.server.ts'
import type { Organisations } from './organisations.server.ts'
import { holds, type AddPerson, type PeopleQuery } from './rules/people-form.ts'

const pageSize = 50

/** Somebody of the organisation, as its administrator sees them: never a private address. */
export type ListedPerson = {
  person: PersonId
  name: string
  jobTitle: string
  administrator: boolean
  workEmail: string | null
  teams: { team: TeamId; name: string; role: TeamRole }[]
  /** They have set a password; before that nobody has been in the account. */
  hasSignedIn: boolean
  invitedUntil: number | null
}

/** How somebody who was added gets in: they can already, by a mail, or by a link to hand over. */
export type WayIn = { by: 'account' } | { by: 'mail' } | { by: 'link'; address: string }

/** The people of an organisation, for its administrator. */
export function createPeople(made: {
  db: Database
  accounts: Accounts
  addresses: Pick<Addresses, 'waitToInvite' | 'invitationAddress'>
  organisations: Organisations
  audit: Audit
  bringingIn: BringingIn
  mail: Pick<Mail, 'isOn'>
}) {
  const { db, accounts, addresses, organisations, audit, bringingIn, mail } = made

  const mayAdminister = (actor: Actor) =>
    can(actor, 'administer', { kind: 'organisation', organisation: actor.organisation })
  const notYours = () => refuse('not_found', 'Only administrators see this page.')
  const notHere = () => refuse('not_found', 'There is no such person in your organisation.')

  async function everybody(read: Queries, actor: Actor): Promise<ListedPerson[]> {
    const people = await organisations.peopleOf(read, actor.organisation)
    const of = people.map(({ person }) => person)
    const standings = await accounts.standingsOf(read, of)
    const teams = teamsByPerson(await allMemberships(read, actor.organisation))
    return people.map((one) => {
      const standing = standings.get(one.person)
      return {
        ...one,
        workEmail: standing?.workEmail ?? null,
        teams: teams.get(one.person) ?? [],
        hasSignedIn: standing?.hasPassword ?? true,
        invitedUntil: standing?.invitedUntil ?? null,
      }
    })
  }

  async function find(actor: Actor, person: PersonId): Promise<Outcome<ListedPerson>> {
    if (!mayAdminister(actor)) return notHere()
    const found = (await everybody(db.read, actor)).find((one) => one.person === person)
    return found ? ok(found) : notHere()
  }

  return {
    /** One page of the people, by name, with how many there are and how many have yet to come in. */
    async page(actor: Actor, { find, show, page }: PeopleQuery) {
      if (!mayAdminister(actor)) return notYours()
      const all = await everybody(db.read, actor)
      const matching = all.filter(
        ({ name, workEmail, hasSignedIn }) =>
          holds([name, workEmail ?? ''], find) && (show === 'everybody' || !hasSignedIn),
      )
      const pages = Math.max(1, Math.ceil(matching.length / pageSize))
      const at = Math.min(page, pages)
      return ok({
        people: matching.slice((at - 1) * pageSize, at * pageSize),
        ...{ found: matching.length, page: at, pages },
        all: all.length,
        waiting: all.filter(({ hasSignedIn }) => !hasSignedIn).length,
      })
    },

    /** One of the organisation's people. */
    find,

    /** What the form that adds somebody offers. */
    async addingTo(actor: Actor) {
      if (!mayAdminister(actor)) return notYours()
      const teams = await organisations.teamsOf(db.read, actor.organisation)
      return ok({ teams, isMailOn: mail.isOn })
    },

    /**
     * Adds one person as a row of a file of people does: whole or not at all. Who is in the
     * organisation already is not changed by it.
     */
    async add(
      actor: Actor,
      { team, administrator, ...who }: AddPerson,
    ): Promise<Outcome<{ person: PersonId; name: string; wayIn: WayIn }>> {
      const { organisation } = actor
      if (!mayAdminister(actor)) return notYours()
      return db.tx(async (tx) => {
        const taken = await whyTaken(tx, actor, who.email)
        if (taken !== null) return refuse('invalid', taken, { field: 'email' })
        if (team !== '' && !(await organisations.team(tx, organisation, team))) {
          return refuse('invalid', 'This team is not there any more. Choose another one.', {
            field: 'team',
          })
        }
        const newcomer = {
          ...who,
          administrator: administrator === 'yes',
          team: team === '' ? null : team,
        }
        const { person, isInvited } = await bringingIn.bringIn(
          ...([tx, organisation, newcomer, actor.person] as const),
        )
        await audit.recordIn(tx, {
          ...{ organisation, person: actor.person },
          ...{ action: 'people.add', object: `person ${person}` },
        })
        if (!isInvited) return ok({ person, name: who.name, wayIn: { by: 'account' } })
        const token = await bringingIn.inviteIn(tx, person, who.email, mail.isOn)
        return ok({ person, name: who.name, wayIn: wayInBy(token) })
      })
    },

    /**
     * Invites once more somebody who has never been in their account; earlier links end. Nobody else
     * gets a link by an administrator: it would open what is the person's alone.
     */
    async inviteAgain(
      actor: Actor,
      person: PersonId,
      by: 'mail' | 'link',
    ): Promise<Outcome<WayIn>> {
      const found = await find(actor, person)
      if (!found.ok) return found
      const { workEmail } = found.value
      const byMail = by === 'mail' && mail.isOn
      const wait = byMail ? await addresses.waitToInvite(person) : null
      if (wait !== null) return tooMany(wait)
      return db.tx(async (tx) => {
        if (workEmail === null || (await accounts.hasPassword(tx, person))) {
          return refuse(
            'invalid',
            'They have set a password meanwhile, so there is no invitation any more.',
          )
        }
        await accounts.endPasswordLinksIn(tx, person)
        const token = await bringingIn.inviteIn(tx, person, workEmail, byMail)
        await audit.recordIn(tx, {
          ...{ organisation: actor.organisation, person: actor.person },
          ...{ action: 'people.invite', object: `person ${person}` },
        })
        return ok(wayInBy(token))
      })
    },

    /** Whether invitations go by mail from here. */
    isMailOn: mail.isOn,
  }

  function wayInBy(token: string | null): WayIn {
    if (token === null) return { by: 'mail' }
    return { by: 'link', address: addresses.invitationAddress(token) }
  }

  /** Why an address is not free; whose private one it is, and in which organisation, stays untold. */
  async function whyTaken(read: Queries, actor: Actor, email: string): Promise<string | null> {
    const owner = await accounts.personWith(read, email)
    if (owner && (await organisations.organisationOf(read, owner)) === actor.organisation) {
      const isAtWork = (await accounts.personAtWork(read, email)) === owner
      const [known] = await organisations.people(read, actor.organisation, [owner])
      return isAtWork && known
        ? `${known.name} has this address here already. Check it, or change what ${known.name} does on the team’s page.`
        : 'Somebody here signs in with this address already. Enter their address at work.'
    }
    if ((await bringingIn.whyNot(read, actor.organisation, email)) === null) return null
    return (
      'There is an account with this address that you cannot bring in. Somebody new gets another ' +
      'address. Whoever comes back signs in, adds a private address, and is added by that one.'
    )
  }
}

function teamsByPerson(memberships: readonly BoardMembership[]) {
  const found = new Map<PersonId, ListedPerson['teams']>()
  for (const { person, team, teamName, role } of memberships) {
    const teams = found.get(person) ?? []
    teams.push({ team, name: teamName, role })
    found.set(person, teams)
  }
  return found
}

export type People = ReturnType<typeof createPeople>
