/** The largest file that is taken in. */
export const importLimitBytes = 4 * 1024 * 1024
export const importLimitText = '4 MB'
/** So many entries in one file, and so many in a record with them: a hundred years of weekly ones. */
export const entriesInFile = 2_000
export const entriesInRecord = 10_000

/** What became of a file: how many entries of each. */
export type Imported = {
  added: number
  /** There already, as they stand here: not touched. */
  standing: number
  /** In the bin: not touched. */
  inBin: number
  /** Pieces of evidence that another installation attested. */
  brought: number
  /** Registrations that were taken over, because none had been chosen here. */
  registrations: number
}
