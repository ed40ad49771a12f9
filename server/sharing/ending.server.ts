import type { Transaction } from '#db/connection.ts'
import { sharedFiles } from '#server/jobs/shared-files.server.ts'
import type { EntryId, PersonId } from '#server/platform/rules/ids.ts'
import * as store from './store.server.ts'

/** Ends shares that are open, and takes away every file that was made of them, in one commit. */
export async function endIn(tx: Transaction, which: store.SharesToEnd, at: number): Promise<void> {
  await sharedFiles.removeIn(tx, await store.endShares(tx, which, at))
}

/** Takes away for good what was shared of an entry, or of all, with the files made of it. */
export async function eraseIn(tx: Transaction, owner: PersonId, entry?: EntryId): Promise<void> {
  await sharedFiles.removeIn(tx, await store.eraseSharesOf(tx, owner, entry))
}
