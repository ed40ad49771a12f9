import type { FindingKind } from '#server/cpd/rules/confidentiality/finding.ts'
import type { Half } from './corpus.ts'
import { heldOut } from './material-held-out.ts'
import { open } from './material-open.ts'

export type Material = {
  /** Sentences with one identifying detail, by its kind. */
  carriers: Readonly<Record<FindingKind, readonly string[]>>
  /** Sentences that hold none, many with words that look like one. */
  plain: readonly string[]
  values: Readonly<Record<string, readonly string[]>>
}

/** The sentences and words of one half; no two halves share a sentence, a name or a place. */
export function material(half: Half): Material {
  return half === 'open' ? open : heldOut
}
