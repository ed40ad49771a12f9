import type { Transaction } from '#db/connection.ts'
import type { EntryId, PersonId } from '#server/platform/rules/ids.ts'
import { endIn, eraseIn } from './ending.server.ts'

/**
 * What becomes of the shares of an entry when the entry goes: in the bin nobody else reads it any
 * more, and what was shared of it is erased together with its words.
 */
export const entryShares = {
  endIn: (tx: Transaction, owner: PersonId, entry: EntryId, at: number) =>
    endIn(tx, { owner, entry }, at),
  eraseIn,
}
