import { findChanged, findSame, type Found, type Quote, type Searched } from './quote.ts'

/** A section as notes see it: its items, and its words. */
export type Ground = Searched & { section: string; items: readonly string[] }

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
  // Word for word first, everywhere: how alike other words are is asked in its own section alone.
  for (const ground of own ? [own, ...grounds] : grounds) {
    const there = findSame(ground, quote)
    if (there) return { section: ground.section, passage: there }
  }
  if (!own) return { section: null, passage: { kind: 'gone' } }
  return { section: own.section, passage: findChanged(own, quote) }
}
