import type { Database, Transaction } from '#db/connection.ts'
import { isEmployed, type Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Organisations } from '#server/organisations/organisations.server.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { LedRoom, Rooms } from '#server/rooms/rooms.server.ts'
import type { Sharing } from '#server/sharing/sharing.server.ts'

export type LeavingParts = {
  db: Database
  audit: Audit
  accounts: Pick<
    Accounts,
    'confirmPassword' | 'endSessionsIn' | 'endPasswordLinksIn' | 'personWith'
  >
  addresses: Pick<Addresses, 'own' | 'keepPrivateIn'>
  organisations: Pick<
    Organisations,
    'leaveIn' | 'hereOf' | 'organisationOf' | 'actorFor' | 'membersOf' | 'leaverOf'
  >
  rooms: Pick<Rooms, 'ledRooms' | 'givenUpRooms' | 'handOverIn'>
  sharing: Pick<Sharing, 'leaveIn'>
}

/** What an administrator is told of somebody before they remove them. */
export type Removable = {
  name: string
  jobTitle: string
  hasPrivateAddress: boolean
  /** It is the administrator, who leaves on their own page instead. */
  isSelf: boolean
  leads: LedRoom[]
  /** Teams that have no other manager. */
  onlyManagerOf: string[]
}

/**
 * The end of belonging to an employer, by the person themselves or by an administrator. Nothing of
 * the record is touched: the account goes on as somebody without an organisation.
 */
export function createLeaving(parts: LeavingParts) {
  const { db, audit, accounts, addresses, organisations, rooms, sharing } = parts

  /** Ends it, with a line in the log of the organisation that it ends with. */
  async function endIn(
    tx: Transaction,
    person: PersonId,
    { organisation, by }: { organisation: OrganisationId; by: PersonId | null },
  ): Promise<void> {
    await rooms.handOverIn(tx, person)
    await sharing.leaveIn(tx, person)
    await organisations.leaveIn(tx, person)
    await addresses.keepPrivateIn(tx, person)
    await accounts.endSessionsIn(tx, person)
    await accounts.endPasswordLinksIn(tx, person)
    await audit.recordIn(tx, {
      organisation,
      ...(by ? { person: by } : {}),
      ...{ action: 'organisation.leave', object: `person ${person}` },
    })
  }

  /** The teams that `person` manages alone. */
  async function onlyManagerOf(organisation: OrganisationId, person: PersonId): Promise<string[]> {
    const memberships = (await organisations.actorFor(person))?.memberships ?? []
    const names: string[] = []
    for (const { team, teamName } of memberships.filter(({ role }) => role === 'manager')) {
      const members = await organisations.membersOf(db.read, organisation, team)
      const others = members.filter((one) => one.role === 'manager' && one.person !== person)
      if (others.length === 0) names.push(teamName)
    }
    return names
  }

  return {
    /** The rooms that the actor leads and that are not over, with who leads them afterwards. */
    roomsToHandOver: (actor: Actor) => rooms.ledRooms(actor.person),

    /**
     * The actor leaves. Asked for the password, and only with a private address, so that they can
     * sign in when the employer's is gone. Every session ends.
     */
    async leave(actor: Actor, password: string): Promise<Outcome<{ signInWith: string }>> {
      const { person, organisation } = actor
      const may = can(actor, 'leave', { kind: 'organisation', organisation })
      if (!may || !isEmployed(actor)) {
        return refuse('not_found', 'You belong to no organisation here.')
      }
      const { privateAddress } = await addresses.own(person)
      if (privateAddress === null) {
        return refuse(
          'invalid',
          'First add a private e-mail address and confirm it, so that you can sign in afterwards.',
        )
      }
      const confirmed = await accounts.confirmPassword(person, password)
      if (!confirmed.ok) return confirmed
      await db.tx((tx) => endIn(tx, person, { organisation, by: person }))
      return ok({ signInWith: privateAddress })
    },

    /** An administrator's look at somebody before they are removed. */
    async removable(actor: Actor, person: PersonId): Promise<Outcome<Removable>> {
      const { organisation } = actor
      const may = can(actor, 'remove-people', { kind: 'organisation', organisation })
      const [found] = may ? await organisations.hereOf(db.read, organisation, person) : []
      if (!found) return refuse('not_found', 'There is no such person in your organisation.')
      const { privateAddress } = await addresses.own(person)
      const { name, jobTitle } = found
      return ok({
        ...{ name, jobTitle, hasPrivateAddress: privateAddress !== null },
        isSelf: person === actor.person,
        leads: await rooms.ledRooms(person),
        onlyManagerOf: await onlyManagerOf(organisation, person),
      })
    },

    /**
     * What became of somebody's rooms, for an administrator of the organisation that they have left;
     * null for everybody else.
     */
    async removed(
      actor: Actor,
      person: PersonId,
    ): Promise<{ name: string; rooms: LedRoom[] } | null> {
      const { organisation } = actor
      if (!can(actor, 'remove-people', { kind: 'organisation', organisation })) return null
      const gone = await organisations.leaverOf(db.read, organisation, person)
      return gone && { ...gone, rooms: await rooms.givenUpRooms(organisation, person) }
    },

    /** An administrator ends that somebody belongs to the organisation. Their record stays theirs. */
    async remove(actor: Actor, person: PersonId): Promise<Outcome<null>> {
      const { organisation } = actor
      const may = can(actor, 'remove-people', { kind: 'organisation', organisation })
      if (!may || (await organisations.organisationOf(db.read, person)) !== organisation) {
        return refuse('not_found', 'There is no such person in your organisation.')
      }
      if (person === actor.person) {
        return refuse('invalid', 'You cannot remove yourself here. Leave from your account page.')
      }
      await db.tx((tx) => endIn(tx, person, { organisation, by: actor.person }))
      return ok(null)
    },

    /**
     * The same by an operator, from the command line: the rooms that the person led; null where
     * nobody of that address belongs to an organisation.
     */
    async removeByOperator(email: string): Promise<LedRoom[] | null> {
      const person = await accounts.personWith(db.read, email)
      const organisation = person ? await organisations.organisationOf(db.read, person) : null
      if (!person || !organisation) return null
      await db.tx((tx) => endIn(tx, person, { organisation, by: null }))
      return rooms.givenUpRooms(organisation, person)
    },
  }
}
