import { findQuote, type Found, type Quote } from './quote.ts'

/** A section as notes see it: its items, and its words. */
export type Ground = { section: string; items: readonly string[]; text: string }

/** What a note hangs on: an item, a passage, or else the whole section. */
export type Anchor = { section: string; item: string | null; quote: Quote | null }

/** Where a note stands now; `section` is null when its section is no longer in the module. */
export type Place = { section: string | null; passage: Found | null }

/**
 * Where a note stands in the module as it is now. It follows its item, and a passage that was moved
 * word for word, into another section; what cannot be found stays with its section and says so.
 * Pure, never throws.
 */
export function placeOf(anchor: Anchor, grounds: readonly Ground[]): Place {
  const own = grounds.find((one) => one.section === anchor.section) ?? null
  const { item, quote } = anchor
  if (item !== null) {
    const holder = grounds.find((one) => one.items.includes(item))
    return { section: (holder ?? own)?.section ?? null, passage: null }
  }
  if (quote === null) return { section: own?.section ?? null, passage: null }
  const here: Found = own ? findQuote(own.text, quote) : { kind: 'gone' }
  if (here.kind === 'same') return { section: anchor.section, passage: here }
  for (const ground of grounds) {
    const there = findQuote(ground.text, quote)
    if (there.kind === 'same') return { section: ground.section, passage: there }
  }
  return { section: own?.section ?? null, passage: here }
}
