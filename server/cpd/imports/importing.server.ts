import type { Database, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Evidence, Fact } from '#server/evidence/rules/evidence.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { entryId, evidenceId, type EntryId, type PersonId } from '#server/platform/rules/ids.ts'
import { ok, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Imported } from '../rules/import.ts'
import { putEntry, type StoredEntry } from '../store.server.ts'
import { readExport, type ImportedEntry } from './read.server.ts'
import { addBrought, standingIds } from './store.server.ts'

type State = 'standing' | 'bin' | 'erased'

/** Brings a record in from a file of our JSON export: all of it, or nothing. */
export function createImporting({
  db,
  clock,
  evidence,
}: {
  db: Database
  clock: Clock
  evidence: { own(actor: Actor): Promise<Evidence[]> }
}) {
  return {
    /**
     * Adds the entries of a file to the actor's record. What stands there, or lies in the bin, is
     * left as it is, so the same file twice changes nothing. Evidence is linked with the actor's own
     * where it is attested here; all other is kept as brought in, and attests nothing.
     */
    async importJson(actor: Actor, bytes: Uint8Array): Promise<Outcome<Imported>> {
      const read = readExport(bytes)
      if (!read.ok) return read
      const own = new Set((await evidence.own(actor)).map(({ id }) => id))
      const at = clock.now()
      return db.tx(async (tx) => {
        const states = await standingIds(tx, actor.person)
        const done: Imported = { added: 0, standing: 0, inBin: 0, brought: 0 }
        for (const one of read.value.entries) {
          const state = stateOf(states, own, one)
          if (state === 'standing') done.standing += 1
          else if (state === 'bin') done.inBin += 1
          else {
            done.added += 1
            done.brought += await addIn(tx, actor.person, own, one, at)
          }
        }
        return ok(done)
      })
    },
  }
}

/** A draft that is a view of evidence here stands already, unless the file holds a saved one. */
function stateOf(
  states: ReadonlyMap<EntryId, State>,
  own: ReadonlySet<string>,
  one: ImportedEntry,
): State | null {
  const isView = one.savedAt === null && own.has(one.id)
  return states.get(entryId.parse(one.id)) ?? (isView ? 'standing' : null)
}

/** Answers how many pieces of evidence came in that are not attested here. */
async function addIn(
  tx: Transaction,
  owner: PersonId,
  own: ReadonlySet<string>,
  one: ImportedEntry,
  at: number,
): Promise<number> {
  await putEntry(tx, owner, storedEntry(owner, one))
  let brought = 0
  for (const { id, attestedAt, fact } of one.evidence) {
    if (own.has(id)) continue
    const kept = {
      id: evidenceId.parse(id),
      person: owner,
      at: Date.parse(attestedAt),
      fact: factOf(fact),
    }
    if (await addBrought(tx, owner, kept, at)) brought += 1
  }
  return brought
}

function storedEntry(owner: PersonId, one: ImportedEntry): StoredEntry {
  return {
    id: entryId.parse(one.id),
    owner,
    status: one.status,
    fields: {
      activityType: one.activityType?.id ?? null,
      date: one.date,
      description: one.description,
      learnt: one.learnt,
      impact: one.impact,
      peerLearning: one.peerLearning,
      others: one.others,
    },
    typedDate: one.typedDate,
    evidence: one.evidence.map(({ id }) => evidenceId.parse(id)),
    standards: one.standards,
    minutes: one.minutes,
    participatoryMinutes: one.participatoryMinutes,
    createdAt: Date.parse(one.createdAt),
    savedAt: one.savedAt === null ? null : Date.parse(one.savedAt),
    submittedAt: one.submittedAt === null ? null : Date.parse(one.submittedAt),
    revision: 1,
    writer: null,
    deletedAt: null,
  }
}

function factOf(fact: ImportedEntry['evidence'][number]['fact']): Fact {
  if (fact.kind === 'module-completed') {
    return { ...fact, completedAt: Date.parse(fact.completedAt) }
  }
  return { ...fact, startedAt: Date.parse(fact.startedAt), endedAt: Date.parse(fact.endedAt) }
}
