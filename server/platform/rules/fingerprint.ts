import { normaliseText } from './text.ts'

/**
 * A short mark of a text, to tell whether two are the same. Not secret and not strong.
 * (cyrb53, 53 bits.)
 */
export function fingerprint(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (const letter of normaliseText(text)) {
    const code = letter.codePointAt(0) ?? 0
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}

/**
 * Whether saving `text` would take away words that its writer has not seen: `kept` is what stands
 * there now, `shown` the mark of what their page showed. Without a mark a page saw what there is.
 */
export function isOvertaken(shown: string | undefined, kept: string, text: string): boolean {
  const mark = fingerprint(kept)
  return shown !== undefined && shown !== mark && fingerprint(text) !== mark
}

/**
 * The same things in another order, which `seed` alone decides: a person who comes back finds it
 * as it was. `name` must differ from one to the next.
 */
export function shuffled<T>(all: readonly T[], name: (one: T) => string, seed: string): T[] {
  return all
    .map((one) => ({ one, rank: fingerprint(`${seed} ${name(one)}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .map(({ one }) => one)
}
