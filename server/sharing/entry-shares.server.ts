import { endSharesOf, eraseSharesOf } from './store.server.ts'

/**
 * What becomes of the shares of an entry when the entry goes: in the bin nobody else reads it any
 * more, and what was shared of it is erased together with its words.
 */
export const entryShares = { endIn: endSharesOf, eraseIn: eraseSharesOf }
