import type { Database, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Evidence, Fact } from '#server/evidence/rules/evidence.ts'
import { createBreath } from '#server/platform/breath.server.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { entryId, evidenceId, type EntryId, type PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { EntryFields, SpottedSum } from '../rules/entry/entry.ts'
import { entriesInRecord, type Imported } from '../rules/import.ts'
import type { Profile } from '../rules/regulator/profile.ts'
import { usableRegistrations } from '../rules/regulator/registration.ts'
import { spottedInEntry } from '../rules/confidentiality/spotted.ts'
import {
  putEntry,
  registrationsAmong,
  setRegistrations,
  type StoredEntry,
} from '../store.server.ts'
import { readExport, type ImportedEntry, type ImportedFile } from './read.server.ts'
import { addBrought, standingIds } from './store.server.ts'

type State = 'standing' | 'bin' | 'erased'

/** Brings a record in from a file of our JSON export: all of it, or nothing. */
export function createImporting({
  db,
  clock,
  evidence,
  profiles,
}: {
  db: Database
  clock: Clock
  profiles: readonly Profile[]
  evidence: { own(actor: Actor): Promise<Evidence[]> }
}) {
  return {
    /**
     * Adds the entries of a file to the actor's record. What stands there, or lies in the bin, is
     * left as it is, so the same file twice changes nothing. Evidence is linked with the actor's own
     * where it is attested here; all other is kept as brought in, and attests nothing. Where somebody
     * is registered comes along, unless they have chosen here.
     */
    async importJson(actor: Actor, bytes: Uint8Array): Promise<Outcome<Imported>> {
      const read = readExport(bytes)
      if (!read.ok) return read
      const own = new Set((await evidence.own(actor)).map(({ id }) => id))
      const at = clock.now()
      const spotted = await spottedIn(read.value.entries)
      return db.tx(async (tx) => {
        const states = await standingIds(tx, actor.person)
        const fresh = read.value.entries.filter((one) => stateOf(states, own, one) === null)
        if (fresh.length > 0 && states.size + fresh.length > entriesInRecord) {
          return refuse(
            'too_many',
            `A record holds ${entriesInRecord.toLocaleString('en-GB')} entries, and these would be more. Nothing was brought in.`,
            { field: 'file' },
          )
        }
        const registrations = await registerIn(tx, actor.person, read.value.registrations, at)
        const done: Imported = { added: 0, standing: 0, inBin: 0, brought: 0, registrations }
        for (const one of read.value.entries) {
          const state = stateOf(states, own, one)
          if (state === 'standing') done.standing += 1
          else if (state === 'bin') done.inBin += 1
          else {
            done.added += 1
            done.brought += await addIn(tx, own, { ...one, owner: actor.person, spotted }, at)
          }
        }
        return ok(done)
      })
    },
  }

  /** Keeps the registrations of a file for somebody who never chose; answers how many. */
  async function registerIn(
    tx: Transaction,
    person: PersonId,
    given: ImportedFile['registrations'],
    at: number,
  ): Promise<number> {
    const usable = usableRegistrations(profiles, given)
    const chosen = await registrationsAmong(tx, [person])
    if (usable.length === 0 || chosen.has(person)) return 0
    await setRegistrations(tx, person, usable, at)
    return usable.length
  }
}

/** What the confidentiality check finds in each entry, in slices: before the transaction. */
async function spottedIn(all: readonly ImportedEntry[]): Promise<Map<string, SpottedSum>> {
  const breath = createBreath()
  const found = new Map<string, SpottedSum>()
  for (const one of all) {
    found.set(one.id, spottedInEntry(fieldsOf(one)))
    await breath()
  }
  return found
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

/** An entry of a file, whose it becomes, and what was found in all of them. */
type Adding = ImportedEntry & { owner: PersonId; spotted: ReadonlyMap<string, SpottedSum> }

/** Answers how many pieces of evidence came in that are not attested here. */
async function addIn(
  tx: Transaction,
  own: ReadonlySet<string>,
  { owner, spotted, ...one }: Adding,
  at: number,
): Promise<number> {
  await putEntry(tx, owner, {
    ...storedEntry(owner, one),
    spotted: spotted.get(one.id) ?? null,
  })
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

function storedEntry(owner: PersonId, one: ImportedEntry): Omit<StoredEntry, 'spotted'> {
  return {
    id: entryId.parse(one.id),
    owner,
    status: one.status,
    fields: fieldsOf(one),
    broughtLabel: one.activityType?.label ?? null,
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

function fieldsOf(one: ImportedEntry): EntryFields {
  return {
    activityType: one.activityType?.id ?? null,
    date: one.date,
    description: one.description,
    learnt: one.learnt,
    impact: one.impact,
    peerLearning: one.peerLearning,
    others: one.others,
  }
}

function factOf(fact: ImportedEntry['evidence'][number]['fact']): Fact {
  if (fact.kind === 'module-completed') {
    return { ...fact, completedAt: Date.parse(fact.completedAt) }
  }
  const { stagesOpenedAt, ...rest } = fact
  return {
    ...rest,
    ...(stagesOpenedAt ? { stagesOpenedAt: stagesOpenedAt.map((at) => Date.parse(at)) } : {}),
    startedAt: Date.parse(fact.startedAt),
    endedAt: Date.parse(fact.endedAt),
  }
}
