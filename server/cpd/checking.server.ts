import type { Database } from '#db/connection.ts'
import { createBreath } from '#server/platform/breath.server.ts'
import { keepSpotted, uncheckedAfter, type Unchecked } from './checking-store.server.ts'
import { spottedInEntry } from './rules/confidentiality/spotted.ts'

/** So many entries are read, and kept again, in one go. */
const atOnce = 50

/**
 * The confidentiality check looks at an entry when it is saved, and what it found is kept with it, so
 * that no page has to look through a whole record.
 */
export function createChecking({ db }: { db: Database }) {
  return {
    /**
     * Looks at what was saved before the check knew what it knows now, in slices, so that nobody
     * waits. Answers how many entries that were.
     */
    async checkAgain(): Promise<number> {
      const breath = createBreath()
      let checked = 0
      for (let last: Unchecked | null = null; ;) {
        const some: Unchecked[] = await uncheckedAfter(db.read, last, atOnce)
        const found: [Unchecked, ReturnType<typeof spottedInEntry>][] = []
        for (const one of some) {
          found.push([one, spottedInEntry(one.fields)])
          await breath()
        }
        if (found.length > 0) {
          await db.tx(async (tx) => {
            for (const [one, spotted] of found) await keepSpotted(tx, one, spotted)
          })
        }
        checked += found.length
        last = some.at(-1) ?? null
        if (last === null) return checked
      }
    },
  }
}
