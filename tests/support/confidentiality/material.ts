import type { Half, Material } from './half.ts'
import { heldOut } from './material-held-out.ts'
import { open } from './material-open.ts'

/** The sentences and words of one half; no two halves share a sentence, a name or a place. */
export function material(half: Half): Material {
  return half === 'open' ? open : heldOut
}
