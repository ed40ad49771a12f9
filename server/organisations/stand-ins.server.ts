import type { Queries, Transaction } from '#db/connection.ts'
import type { Accounts } from '#server/accounts/accounts.server.ts'
import type { Addresses } from '#server/accounts/addresses.server.ts'
import { storedToken } from '#server/accounts/session-adapter.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { personId, type OrganisationId, type PersonId } from '#server/platform/rules/ids.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { Organisations } from './organisations.server.ts'
import * as store from './stand-in-store.server.ts'

export type { StandIn } from './stand-in-store.server.ts'

/** As long as the invitation of somebody new, so that nobody can tell one from the other. */
export const invitationMs = 14 * 24 * 60 * 60_000

/**
 * People who are invited by an address that has an account already. The organisation is shown a
 * stand-in, which looks like anybody new who has not come in yet, until its owner accepts.
 */
export function createStandIns({
  clock,
  random,
  accounts,
  addresses,
  organisations,
}: {
  clock: Clock
  random: Random
  accounts: Pick<Accounts, 'personWith' | 'accountIn'>
  addresses: Pick<Addresses, 'own'>
  organisations: Pick<Organisations, 'organisationOf'>
}) {
  /**
   * Whose account is asked by `address`. Nobody's, where its owner has left and has never confirmed
   * it as their own: somebody else may be in that place by now, and they would answer for them.
   */
  async function askedBy(read: Queries, address: string): Promise<PersonId | null> {
    const owner = await accounts.personWith(read, address)
    if (!owner) return null
    const isEmployed = await organisations.organisationOf(read, owner)
    if (isEmployed) return owner
    return (await addresses.own(owner, read)).privateAddress === address ? owner : null
  }

  return {
    find: store.findStandIn,
    /** Who stands in for the owner of an address, also when taken off the list since. */
    at: store.standInAt,
    count: store.countStandIns,

    /** Those of `of`, or of all, who stand in for somebody, by id. */
    async among(read: Queries, organisation: OrganisationId, of: readonly PersonId[] | null) {
      const found = await store.standInsAmong(read, organisation, of)
      return new Map(found.map((one) => [one.standIn, one]))
    },

    /** Makes one for the owner of `address`. Nobody is asked before they are invited. */
    async makeIn(tx: Transaction, address: string): Promise<PersonId> {
      const standIn = personId.parse(random.uuid())
      await store.insertStandIn(tx, { standIn, person: null, address })
      return standIn
    },

    /**
     * Asks the owner of the address, as it is today. Where nobody has it any more the stand-in
     * becomes the account itself: `account`. `token` is that of a link to hand over.
     */
    async askIn(
      tx: Transaction,
      standIn: PersonId,
      address: string,
      token: string | null,
    ): Promise<'asked' | 'account'> {
      if ((await accounts.personWith(tx, address)) === null) {
        await store.deleteStandIn(tx, standIn)
        await accounts.accountIn(tx, address, standIn)
        return 'account'
      }
      await store.changeStandIn(tx, standIn, {
        person: await askedBy(tx, address),
        link: token === null ? null : storedToken(token),
        until: token === null ? null : clock.now() + invitationMs,
        declinedAt: null,
      })
      return 'asked'
    },
  }
}

export type StandIns = ReturnType<typeof createStandIns>
