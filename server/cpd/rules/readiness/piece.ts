import type { EntryId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import type { Entry, EntryFields } from '../entry/entry.ts'
import { samenessKey } from './likeness.ts'
import { isWithin, previousYear, type Dates, type RegistrationYear } from '../regulator/year.ts'

/** True for an entry that the year's record shows: dated in it, or begun in it with another date. */
export function belongs(year: RegistrationYear, entry: Entry): boolean {
  if (isWithin(year, entry.fields.date)) return true
  // Handed in for another year on purpose: no reason to ask about its date now.
  if (entry.submittedAt !== null && entry.fields.date !== null) return false
  return isWithin(year, londonDay(entry.createdAt))
}

/** True for a piece that counted in the year before. */
function isOfEarlierYear(dates: Dates, year: RegistrationYear, entry: Entry): boolean {
  return entry.status === 'ready' && isWithin(previousYear(dates, year), entry.fields.date)
}

/** Finds what makes a piece the same as another, see `samenessKey`. */
export type KeyOf = (fields: EntryFields) => string

/** `samenessKey`, read once for each text while many are compared. */
export function rememberedKey(): KeyOf {
  const keys = new Map<EntryFields, string>()
  return (fields) => {
    const key = keys.get(fields) ?? samenessKey(fields)
    keys.set(fields, key)
    return key
  }
}

/** The pieces of the year before, to be looked up by their words and by their evidence. */
export type Earlier = ReadonlyMap<string, readonly EntryId[]>

/** What of `entries` counted in the year before; made once where many pieces are held against it. */
export function earlierOf(
  dates: Dates,
  year: RegistrationYear,
  entries: readonly Entry[],
  keyOf: KeyOf = samenessKey,
): Earlier {
  const found = new Map<string, EntryId[]>()
  for (const entry of entries) {
    if (!isOfEarlierYear(dates, year, entry)) continue
    for (const mark of marksOf(entry, keyOf)) {
      const known = found.get(mark)
      if (known) known.push(entry.id)
      else found.set(mark, [entry.id])
    }
  }
  return found
}

/** What tells two uses of one piece: the same words, or the same evidence behind them. */
function marksOf({ fields, evidence }: Entry, keyOf: KeyOf): string[] {
  const key = keyOf(fields)
  return [...(key === '' ? [] : [`words ${key}`]), ...evidence.map((id) => `evidence ${id}`)]
}

/** True for a piece that was already used in the year before: handed in then, or the same words. */
export function wasUsedBefore(
  dates: Dates,
  year: RegistrationYear,
  entry: Entry,
  earlier: Earlier,
  keyOf: KeyOf = samenessKey,
): boolean {
  if (entry.submittedAt !== null) {
    if (isWithin(previousYear(dates, year), londonDay(entry.submittedAt))) return true
  }
  return marksOf(entry, keyOf).some((mark) => earlier.get(mark)?.some((id) => id !== entry.id))
}

/** Another entry of the same year with the same words; null when this one is unlike all others. */
export function twinOf(
  year: RegistrationYear,
  entry: Entry,
  entries: readonly Entry[],
): Entry | null {
  const key = samenessKey(entry.fields)
  if (key === '') return null
  return (
    entries.find(
      (other) => other.id !== entry.id && belongs(year, other) && samenessKey(other.fields) === key,
    ) ?? null
  )
}

/** The order in which pieces are looked at: by date, undated last. */
export function byDate(a: Entry, b: Entry): number {
  const [first, second] = [a.fields.date ?? '9999', b.fields.date ?? '9999']
  if (first !== second) return first < second ? -1 : 1
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
}
