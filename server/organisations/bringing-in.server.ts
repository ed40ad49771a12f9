import type { Queries, Transaction } from '#db/connection.ts'
import type { TeamRole } from '#server/access/rules/actor.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { OrganisationId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import type { Organisations } from './organisations.server.ts'
import type { StandIns } from './stand-ins.server.ts'

const elsewhere = 'This person belongs to another organisation here. Use another address.'
const hasLeft =
  'This address is the account of somebody who has left. Somebody new gets another address here. ' +
  'Whoever comes back signs in, confirms a private address, and is brought in by that address.'

/** Why an address cannot be brought in; the message is for an operator, who sees every tenant. */
export type WhyNot = { why: 'elsewhere' | 'has-left'; message: string }

/** Somebody to be brought in, read and checked. */
export type Newcomer = {
  name: string
  email: string
  jobTitle: string
  administrator: boolean
  /** Null for somebody who is in no team. */
  team: TeamId | null
  role: TeamRole
}

/**
 * How somebody comes into an organisation or to other rights in it: the same way by a file of people
 * and by an administrator's form.
 */
export function createBringingIn({
  accounts,
  addresses,
  organisations,
  standIns,
  audit,
  random,
}: {
  accounts: Accounts
  addresses: Pick<Addresses, 'inviteIn' | 'own'>
  organisations: Organisations
  standIns: StandIns
  audit: Audit
  random: Random
}) {
  /**
   * Makes a change to what somebody of the organisation may do. Where it changed anything they sign
   * in anew and it stands in the log, as done by `by`; null for an operator. Answers whether it did.
   */
  async function changeRightsIn(
    tx: Transaction,
    { organisation, person, by }: { organisation: OrganisationId; person: PersonId; by: PersonId },
    change: () => Promise<void>,
  ): Promise<boolean> {
    const before = await organisations.standing(tx, person)
    await change()
    const after = await organisations.standing(tx, person)
    if (before?.rights === after?.rights) return false
    await accounts.endSessionsIn(tx, person)
    await audit.recordIn(tx, {
      ...{ organisation, person: by },
      ...{ action: 'rights.change', object: `person ${person}` },
    })
    return true
  }

  /**
   * By which id the organisation knows the owner of `email`, and whether they are to be invited. An
   * account that somebody has been in is asked first: a stand-in takes its place until then. Only an
   * operator finds somebody who is here by their private address.
   */
  async function personFor(
    tx: Transaction,
    organisation: OrganisationId,
    email: string,
    isOperator: boolean,
  ): Promise<{ person: PersonId; isInvited: boolean }> {
    const standIn = await standIns.at(tx, organisation, email)
    if (standIn) {
      const isInvited = (await organisations.organisationOf(tx, standIn)) === null
      return { person: standIn, isInvited }
    }
    const owner = await accounts.personWith(tx, email)
    if (owner) {
      const at = await organisations.organisationOf(tx, owner)
      const isFound = isOperator || (await accounts.personAtWork(tx, email)) === owner
      if (at === organisation && isFound) return { person: owner, isInvited: false }
      if (at !== null || (await accounts.hasPassword(tx, owner))) {
        return { person: await standIns.makeIn(tx, email), isInvited: true }
      }
    }
    const { person } = await accounts.accountIn(tx, email)
    return { person, isInvited: true }
  }

  return {
    changeRightsIn,

    /**
     * Nobody is taken from another organisation. Nor does an account whose owner has left come back
     * by its old address: whoever has that letter box today would get into somebody else's record.
     * Who returns has signed in and confirmed a private address, and is brought in by that.
     */
    async whyNot(
      read: Queries,
      organisation: OrganisationId,
      email: string,
    ): Promise<WhyNot | null> {
      const person = await accounts.personWith(read, email)
      if (!person) return null
      const standing = await organisations.standing(read, person)
      if (standing) {
        const isHere = standing.organisation === organisation
        return isHere ? null : { why: 'elsewhere', message: elsewhere }
      }
      // Nobody has ever been in it: it holds nothing of anybody's.
      if (!(await accounts.hasPassword(read, person))) return null
      const isTheirs = (await addresses.own(person, read)).privateAddress === email
      return isTheirs ? null : { why: 'has-left', message: hasLeft }
    },

    /**
     * Writes one person; answers whether they are to be invited: nobody has been in the account yet,
     * or whoever has is asked whether they come in.
     * In the log a change of rights names `by`, or whom it concerns where an operator made it.
     */
    async bringIn(
      tx: Transaction,
      organisation: OrganisationId,
      { name, email, jobTitle, administrator, team, role }: Newcomer,
      by?: PersonId,
    ): Promise<{ person: PersonId; isInvited: boolean }> {
      const isOperator = by === undefined
      const { person, isInvited } = await personFor(tx, organisation, email, isOperator)
      const write = async () => {
        const who = { person, name, jobTitle, administrator }
        await organisations.affiliateIn(tx, organisation, who)
        if (team) await organisations.joinTeamIn(tx, team, person, role)
      }
      if (isInvited) await write()
      else await changeRightsIn(tx, { organisation, person, by: by ?? person }, write)
      return { person, isInvited }
    },

    /** Invites somebody: by mail, or by the token of a one-time link, which it answers. */
    async inviteIn(
      tx: Transaction,
      person: PersonId,
      email: string,
      byMail: boolean,
    ): Promise<string | null> {
      const token = byMail ? null : Buffer.from(random.bytes(32)).toString('base64url')
      const asked = (await standIns.find(tx, person))
        ? await standIns.askIn(tx, person, email, token)
        : 'account'
      if (asked === 'asked') {
        const owner = (await standIns.find(tx, person))?.person ?? person
        if (byMail) await addresses.inviteIn(tx, owner, email, 'asked-in')
        return token
      }
      if (!byMail) return accounts.linkIn(tx, person, 'invitation')
      await addresses.inviteIn(tx, person, email)
      return null
    },
  }
}

export type BringingIn = ReturnType<typeof createBringingIn>
