import { isLoadedAgain, lookAgain, pageJustLeft, type LeftPage } from '../left-page.ts'

/** One open page of an entry. `own` is the entry's page, also where this one is for a new entry. */
export type OpenEntry = LeftPage & {
  shownRevision: () => number
  isUntouched: () => boolean
}

/**
 * Shows the words that were still on their way when the page was loaded again, as soon as they are
 * there. A new entry that was never answered goes on to its own page.
 */
export async function catchUp({ address, shownRevision, isUntouched }: OpenEntry): Promise<void> {
  const left = pageJustLeft()
  if (!left) return
  const isSame = left.address === address
  if (!isSame && !isLoadedAgain()) return
  await lookAgain(isUntouched, async () => {
    const newest = await revisionAt(left.address)
    if (newest === null || (isSame && newest <= shownRevision())) return false
    if (!isUntouched()) return true
    if (isSame) location.reload()
    else location.replace(left.own)
    return true
  })
}

async function revisionAt(address: string): Promise<number | null> {
  try {
    const answer: unknown = await (await fetch(address)).json()
    if (typeof answer !== 'object' || answer === null || !('revision' in answer)) return null
    return typeof answer.revision === 'number' ? answer.revision : null
  } catch {
    return null
  }
}
