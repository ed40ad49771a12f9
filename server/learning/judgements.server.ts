import type { Database } from '#db/connection.ts'
import type { PersonId, ToolkitId } from '#server/platform/rules/ids.ts'
import type { Fact } from './rules/fact.ts'
import { countsIn, type Counts } from './rules/spread-view.ts'
import * as store from './store.server.ts'

/** What everybody judged first, person by person: it leaves here as counts alone. */
type Judged = Map<PersonId, string>

/**
 * How practitioners of all organisations judged each spread. Counting reads all facts of everybody,
 * so it is done once and then kept up to date; what another process has written is counted anew.
 */
export function createJudgements(db: Database) {
  const known = new Map<string, { seen: number; judged: Promise<Judged> }>()
  const keyOf = (toolkit: ToolkitId, item: string) => `${toolkit}/${item}`

  async function read(toolkit: ToolkitId, item: string): Promise<Judged> {
    const rows = await store.firstResponses(db.read, toolkit, item)
    return new Map(rows.flatMap(({ person, chosen: [one] }) => (one ? [[person, one]] : [])))
  }

  return {
    async counts(toolkit: ToolkitId, item: string): Promise<Counts> {
      const key = keyOf(toolkit, item)
      const seen = db.otherProcesses()
      let kept = known.get(key)
      if (kept?.seen !== seen) {
        kept = { seen, judged: read(toolkit, item) }
        known.set(key, kept)
        // What could not be read is asked for again, not remembered.
        kept.judged.catch(() => known.delete(key))
      }
      return countsIn([...(await kept.judged).values()])
    },

    /** Hears of facts once they are committed. The same one twice changes nothing. */
    async heard(facts: readonly Fact[]): Promise<void> {
      for (const fact of facts) {
        if (fact.verb !== 'responded' || fact.payload.nth !== 1) continue
        const judged = await known.get(keyOf(fact.toolkit, fact.item))?.judged
        const [chosen] = fact.payload.answer.chosen
        if (chosen !== undefined) judged?.set(fact.person, chosen)
      }
    },
  }
}

export type Judgements = ReturnType<typeof createJudgements>
