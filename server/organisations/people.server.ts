import type { Database, Queries } from '#db/connection.ts'
import type { Actor, TeamRole } from '#server/access/rules/actor.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import type { AccountStanding } from '#server/accounts/standings.server.ts'
import { tooMany } from '#server/accounts/turns.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Mail } from '#server/mail/mail.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { mayAdminister, onlyAdministrators } from './administrators.server.ts'
import type { BringingIn } from './bringing-in.server.ts'
import type { Organisations } from './organisations.server.ts'
import {
  countPeople,
  namesOfPeople,
  peopleFrom,
  peopleHere,
  teamsOfPeople,
} from './people-store.server.ts'
import type { StandIn, StandIns } from './stand-ins.server.ts'
import { holds, longestFind, plain, type AddPerson, type PeopleQuery } from './rules/people-form.ts'

const pageSize = 50

/** Somebody of the organisation, as its administrator sees them: never a private address. */
export type ListedPerson = {
  person: PersonId
  name: string
  jobTitle: string
  administrator: boolean
  workEmail: string | null
  teams: { team: TeamId; name: string; role: TeamRole }[]
  /** They have come in; before that nobody can tell whether they have an account somewhere. */
  hasSignedIn: boolean
  invitedUntil: number | null
}

/** How somebody who was added gets in: by a mail, or by a link to hand over. */
export type WayIn = { by: 'mail' } | { by: 'link'; address: string }

/** The people of an organisation, for its administrator. */
export function createPeople(made: {
  db: Database
  accounts: Accounts
  addresses: Pick<Addresses, 'waitToInvite' | 'invitationAddress'>
  organisations: Organisations
  audit: Audit
  bringingIn: BringingIn
  standIns: StandIns
  clock: Clock
  mail: Pick<Mail, 'isOn'>
}) {
  const { db, clock, accounts, addresses, organisations, audit, bringingIn, standIns, mail } = made

  const notHere = () => refuse('not_found', 'There is no such person in your organisation.')

  /** These people of the organisation, by name. */
  async function listed(
    read: Queries,
    organisation: OrganisationId,
    of: readonly PersonId[],
  ): Promise<ListedPerson[]> {
    const people = await organisations.people(read, organisation, of)
    const standings = await accounts.standingsOf(read, of)
    const asked = await standIns.among(read, organisation, of)
    const teams = teamsByPerson(await teamsOfPeople(read, organisation, of))
    const now = clock.now()
    return people.map((one) => {
      const invited = asked.get(one.person)
      const standing = invited ? standingOf(invited, now) : standings.get(one.person)
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
    const { organisation } = actor
    const here = await organisations.hereAmong(db.read, organisation, [person])
    const [found] = await listed(db.read, organisation, [...here])
    return found ? ok(found) : notHere()
  }

  /** Which people are on the page that is asked for, and how many there are on all of them. */
  async function onPage(read: Queries, organisation: OrganisationId, query: PeopleQuery) {
    const { find, show, page } = query
    const whom = show === 'outside' ? show : 'everybody'
    if (find === '' && show !== 'waiting') {
      const found = await countPeople(read, organisation, whom)
      const place = placeIn(found, page)
      const of = await peopleFrom(read, organisation, whom, { from: place.from, size: pageSize })
      return { found, place, of }
    }
    const matching = find.length > longestFind ? [] : await matchingOf(read, organisation, query)
    const place = placeIn(matching.length, page)
    return {
      ...{ found: matching.length, place },
      of: matching.slice(place.from, place.from + pageSize),
    }
  }

  /** Whom a text or a question picks out, by name. */
  async function matchingOf(
    read: Queries,
    organisation: OrganisationId,
    { find, show }: PeopleQuery,
  ): Promise<PersonId[]> {
    const here = () => peopleHere(read, organisation)
    const names = await namesOfPeople(read, organisation, show === 'outside' ? show : 'everybody')
    const asked = await standIns.among(read, organisation, null)
    const addressed = new Set(
      find === '' ? [] : await accounts.atWorkHolding(read, here(), plain(find)),
    )
    const waiting = show === 'waiting' ? new Set(await accounts.neverIn(read, here())) : null
    return names.flatMap(({ person, name }) => {
      const address = asked.get(person)?.address ?? ''
      if (!holds([name, address], find) && !addressed.has(person)) return []
      return waiting && !waiting.has(person) && !asked.has(person) ? [] : [person]
    })
  }

  return {
    /** One page of the people, by name, with how many there are and how many have yet to come in. */
    async page(actor: Actor, query: PeopleQuery) {
      if (!mayAdminister(actor)) return onlyAdministrators()
      const { organisation } = actor
      const { read } = db
      const { found, place, of } = await onPage(read, organisation, query)
      const neverIn = await accounts.countNeverIn(read, peopleHere(read, organisation))
      return ok({
        people: await listed(read, organisation, of),
        ...{ found, page: place.page, pages: place.pages },
        all: await countPeople(read, organisation, 'everybody'),
        waiting: neverIn + (await standIns.count(read, organisation)),
      })
    },

    /** One of the organisation's people. */
    find,

    /** What the form that adds somebody offers. */
    async addingTo(actor: Actor) {
      if (!mayAdminister(actor)) return onlyAdministrators()
      const teams = await organisations.teamsOf(db.read, actor.organisation)
      return ok({ teams, isMailOn: mail.isOn })
    },

    /**
     * Adds one person as a row of a file of people does: whole or not at all. Who is in the
     * organisation already is not changed by it. The answer is the same whether or not the address
     * has an account somewhere: whoever has one is asked, and is not shown before they accept.
     */
    async add(
      actor: Actor,
      { team, administrator, ...who }: AddPerson,
    ): Promise<Outcome<{ person: PersonId; name: string; wayIn: WayIn }>> {
      const { organisation } = actor
      if (!mayAdminister(actor)) return onlyAdministrators()
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
        const { person } = await bringingIn.bringIn(tx, organisation, newcomer, actor.person)
        await audit.recordIn(tx, {
          ...{ organisation, person: actor.person },
          ...{ action: 'people.add', object: `person ${person}` },
        })
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

  /**
   * Why an address is not free: somebody has it in this organisation, as everybody here can see. Whose
   * private address it is, and whether it has an account elsewhere, stays untold.
   */
  async function whyTaken(read: Queries, actor: Actor, email: string): Promise<string | null> {
    const { organisation } = actor
    const having = [
      await accounts.personAtWork(read, email),
      await standIns.at(read, organisation, email),
    ]
    const here = having
      .filter((one) => one !== null)
      .map((one) => organisations.hereOf(read, organisation, one))
    const [known] = (await Promise.all(here)).flat()
    return known
      ? `${known.name} has this address here already. Check it, or change what ${known.name} does on the team’s page.`
      : null
  }
}

/** The page of `found` people that is asked for, or the last one where there are not so many. */
function placeIn(found: number, asked: number): { page: number; pages: number; from: number } {
  const pages = Math.max(1, Math.ceil(found / pageSize))
  const page = Math.min(asked, pages)
  return { page, pages, from: (page - 1) * pageSize }
}

/** How somebody is shown who has not come in: as anybody new whom nobody has been asked about. */
function standingOf({ address, until }: StandIn, now: number): AccountStanding {
  const invitedUntil = until !== null && until > now ? until : null
  return { workEmail: address, hasPassword: false, invitedUntil }
}

function teamsByPerson(all: Awaited<ReturnType<typeof teamsOfPeople>>) {
  const found = new Map<PersonId, ListedPerson['teams']>()
  for (const { person, ...team } of all) found.set(person, [...(found.get(person) ?? []), team])
  return found
}

export type People = ReturnType<typeof createPeople>
