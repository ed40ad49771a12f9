/** The largest file that is taken in. */
export const importLimitBytes = 4 * 1024 * 1024
export const importLimitText = '4 MB'

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
