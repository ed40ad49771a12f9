import { removeJobsOfShares } from './store.server.ts'

/**
 * What becomes of the files that were made of shared words when their sharing ends: in the same
 * commit they are gone, finished or half made, and what is being fetched of them breaks off.
 */
export const sharedFiles = { removeIn: removeJobsOfShares }
