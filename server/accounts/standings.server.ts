import type { Queries } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import {
  accountsOf,
  atWorkHolding,
  countNeverIn,
  invitedUntil,
  neverIn,
} from './store-standings.server.ts'

/** What an employer knows of an account: never a private address. */
export type AccountStanding = {
  /** The address that the employer gave; null where its owner's private one is the only one. */
  workEmail: string | null
  /** They have followed their invitation and set a password. */
  hasPassword: boolean
  /** Until when an invitation that is out can be used; null where none is. */
  invitedUntil: number | null
}

/** How many accounts one question names. */
const atOnce = 1000

/** How accounts stand, many at once, for a face that has asked who may see them. */
export function createStandings({ clock }: { clock: Clock }) {
  return {
    async standingsOf(
      read: Queries,
      of: readonly PersonId[],
    ): Promise<ReadonlyMap<PersonId, AccountStanding>> {
      const found = new Map<PersonId, AccountStanding>()
      for (let from = 0; from < of.length; from += atOnce) {
        const some = of.slice(from, from + atOnce)
        const invited = await invitedUntil(read, some, clock.now())
        for (const row of await accountsOf(read, some)) {
          found.set(row.id, {
            workEmail: row.email === row.privateAddress ? null : row.email,
            hasPassword: row.hasPassword === 1,
            invitedUntil: row.hasPassword === 0 ? (invited.get(row.id) ?? null) : null,
          })
        }
      }
      return found
    },

    /**
     * How many of `among`, and who, have never been in their account; and whose address at work holds
     * a text. `among` is a question for people's ids, of the face that has asked who may see them.
     */
    countNeverIn,
    neverIn,
    atWorkHolding,
  }
}
