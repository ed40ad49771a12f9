/** Names the page that was left in the middle of a sentence; never what was written. */
const leftKey = 'left-page'
/** How long the last words may be on their way before nobody waits for them any more. */
const longestMs = 10_000
const looksAfterMs = [400, 600, 1_000, 2_000, 4_000]

/** Where the last words of a page were sent when it was left, and the page that shows them. */
export type LeftPage = { address: string; own: string }

/** The page is left while its last words are on their way: the next one may look for them. */
export function rememberLeft({ address, own }: LeftPage): void {
  sessionStorage.setItem(leftKey, JSON.stringify({ address, own, at: Date.now() }))
}

/** The page that this tab left a moment ago with words on their way; null when there is none. */
export function pageJustLeft(): LeftPage | null {
  const kept = sessionStorage.getItem(leftKey)
  if (kept === null) return null
  const left: unknown = JSON.parse(kept)
  if (isLeft(left) && Date.now() - left.at < longestMs) return left
  sessionStorage.removeItem(leftKey)
  return null
}

/**
 * Loaded again while its last words were on their way, a page may be older than they are: it
 * looks for them for some seconds, until `look` answers that it is done or anything is typed.
 */
export async function lookAgain(
  isUntouched: () => boolean,
  look: () => Promise<boolean>,
): Promise<void> {
  for (const ms of looksAfterMs) {
    await new Promise((done) => setTimeout(done, ms))
    if (!isUntouched() || (await look())) return
  }
}

/** Whether this page is the one that was open before, loaded again. */
export function isLoadedAgain(): boolean {
  const [how] = performance.getEntriesByType('navigation')
  return how !== undefined && 'type' in how && how.type === 'reload'
}

function isLeft(value: unknown): value is LeftPage & { at: number } {
  if (typeof value !== 'object' || value === null) return false
  if (!('address' in value && 'own' in value && 'at' in value)) return false
  const { address, own, at } = value
  return typeof address === 'string' && typeof own === 'string' && typeof at === 'number'
}
