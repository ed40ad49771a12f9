import { fewestJudgements } from '#server/toolkits/rules/items/scales.ts'
import { spread, type SpreadItem } from '#server/toolkits/rules/items/spread.ts'
import type { SpreadDescriptor } from '#server/toolkits/rules/release.ts'
import { choiceFingerprint } from './work-fields.ts'

/** How often each option was judged, over everybody; nothing of who. */
export type Counts = ReadonlyMap<string, number>

/** How often each option was chosen by many. */
export function countsIn(chosen: readonly string[]): Counts {
  const counts = new Map<string, number>()
  for (const one of chosen) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

/** What one option of a spread is to somebody who has judged. */
export type SpreadLine = {
  option: string
  text: string
  /** The reader's own. */
  isOwn: boolean
  /** Practitioners who judged so; null while fewer than five have judged at all. */
  practitioners: number | null
  /** Those of the panel who judged so, with their reasons. */
  panel: { by: string; why: string }[]
}

/** How others judged: there only once its reader has. */
export type SpreadOutcome = {
  panel: string
  lines: SpreadLine[]
  /** How many practitioners judged in all; null while they are fewer than five. */
  total: number | null
}

export type SpreadView = SpreadDescriptor & {
  /** What is chosen in the form, or was judged. */
  chosen: string | null
  outcome: SpreadOutcome | null
  shown: string
}

/** A spread as its reader sees it; `counts` is null until they have judged. */
export function spreadView(
  item: SpreadItem,
  chosen: readonly string[],
  counts: Counts | null,
): SpreadView {
  const [own = null] = chosen
  return {
    ...spread.descriptor(item),
    chosen: own,
    outcome: counts && spreadOutcome(item, own, counts),
    shown: choiceFingerprint(chosen),
  }
}

/**
 * How a panel and practitioners judged, for somebody who has judged `own`. Below five judgements no
 * count is told at all, not even that there are some: few could be recognised. Counts on options
 * that are gone are left out. Pure.
 */
export function spreadOutcome(item: SpreadItem, own: string | null, counts: Counts): SpreadOutcome {
  const total = item.options.reduce((sum, one) => sum + (counts.get(one.id) ?? 0), 0)
  const isTold = total >= fewestJudgements
  return {
    panel: item.panel,
    lines: item.options.map(({ id, text }) => ({
      option: id,
      text,
      isOwn: id === own,
      practitioners: isTold ? (counts.get(id) ?? 0) : null,
      panel: item.judgements.filter((one) => one.for === id).map(({ by, why }) => ({ by, why })),
    })),
    total: isTold ? total : null,
  }
}
