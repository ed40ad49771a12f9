import { textIds, textOf, type EntryFields } from './entry.ts'

/** While somebody types, an earlier version is kept at most this often. */
export const keepsEveryMs = 10 * 60_000
/** A save that takes out more than this of one answer always leaves the version before it. */
const largeLoss = 80

/**
 * Whether the text that stands is kept as an earlier version before `next` overwrites it: at every
 * deliberate save, once in ten minutes of autosaving, and whenever much text would go.
 * Instants in epoch ms.
 */
export function keepsVersion(
  before: EntryFields,
  next: EntryFields,
  { deliberate, lastKeptAt, at }: { deliberate: boolean; lastKeptAt: number | null; at: number },
): boolean {
  const ids = [...new Set([...textIds(before), ...textIds(next)])]
  const was = (id: string) => textOf(before, id)
  const is = (id: string) => textOf(next, id)
  if (ids.every((id) => was(id) === '') || ids.every((id) => was(id) === is(id))) return false
  if (deliberate || lastKeptAt === null || at - lastKeptAt >= keepsEveryMs) return true
  return ids.some((id) => was(id).length - is(id).length > largeLoss)
}
