import type { Transaction } from '#db/connection.ts'
import { keptForMs } from '#server/jobs/rules/job.ts'
import { sharedFiles } from '#server/jobs/shared-files.server.ts'
import type { EntryId, PersonId } from '#server/platform/rules/ids.ts'
import * as store from './store.server.ts'

/** Ends shares that are open, and takes away every file that was made of them, in one commit. */
export async function endIn(tx: Transaction, which: store.SharesToEnd, at: number): Promise<void> {
  await sharedFiles.removeIn(tx, await store.endShares(tx, which, at))
}

/**
 * Takes away the files that were made of shares which have run out by their date since. A file is
 * made while all in it is shared and goes after its day, so none is older than these two days.
 */
export async function removeRunOutIn(tx: Transaction, at: number): Promise<void> {
  const lately = { from: at - 2 * keptForMs, to: at }
  await sharedFiles.removeIn(tx, await store.runOut(tx, lately))
}

/** Takes away for good what was shared of an entry, or of all, with the files made of it. */
export async function eraseIn(tx: Transaction, owner: PersonId, entry?: EntryId): Promise<void> {
  await sharedFiles.removeIn(tx, await store.eraseSharesOf(tx, owner, entry))
}
