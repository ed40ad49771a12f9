import type { PersonId } from '#server/platform/rules/ids.ts'
import type { Mines } from './phases/rules.ts'
import type { GroupNote } from './group-notes.ts'
import type { FormatPart, StageTitle } from './shapes.ts'

/** All that the reducer may know beside the state: time, chance and what is people's own. */
export type On = {
  actor: PersonId
  /** Epoch ms. */
  now: number
  /** 32 bits of chance for every order that is decided now. */
  seed: number
  closingMs: number
  /** Every stage of the case; titles go nowhere before their release. */
  stages: readonly StageTitle[]
  /** Parts that the room's format names. */
  parts: readonly FormatPart[]
  mines: Mines
  /** Ids that nobody can guess or trace. */
  freshId: () => string
  /** What the small groups have written; empty outside of such a phase. */
  notes: readonly GroupNote[]
  /** When the holder of the seat was last present; absent when never. */
  seatLastSeenAt?: number
}
