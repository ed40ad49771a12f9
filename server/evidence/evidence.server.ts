import type { Database, Queries, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import {
  evidenceId,
  type EvidenceId,
  type OrganisationId,
  type PersonId,
} from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { Evidence } from './rules/evidence.ts'
import { append, ofPeople, ofPerson, type Attestation } from './store.server.ts'

export type { Attestation } from './store.server.ts'

/** Signs a piece of evidence inside the transaction that attests it. */
export type Witness = (
  tx: Transaction,
  evidence: Evidence,
  organisation: OrganisationId,
) => Promise<void>

/**
 * Keeps the facts that the system attests: immutable, append-only, never words. Without a `witness`
 * they are signed later, at the next start.
 */
export function createEvidence({
  db,
  clock,
  random,
  witness = () => Promise.resolve(),
}: {
  db: Database
  clock: Clock
  random: Random
  witness?: Witness
}) {
  return {
    /**
     * Attests a fact inside the caller's transaction. `key` names what it is about: attesting it
     * again for the same person answers the first evidence and changes nothing.
     */
    async attestIn(tx: Transaction, attestation: Attestation): Promise<Evidence> {
      const kept = await append(tx, attestation, evidenceId.parse(random.uuid()), clock.now())
      await witness(tx, kept, attestation.organisation)
      return kept
    },

    /** The actor's own evidence, oldest first. */
    own(actor: Actor): Promise<Evidence[]> {
      return ofPerson(db.read, actor.person)
    },

    async findOwn(actor: Actor, id: EvidenceId): Promise<Outcome<Evidence>> {
      const found = (await ofPerson(db.read, actor.person)).find((item) => item.id === id)
      if (!found || !can(actor, 'read', { kind: 'own-record', owner: found.person })) {
        return refuse('not_found', 'There is no such evidence in your record.')
      }
      return ok(found)
    },

    /** A person's facts, for a face that has already asked whether the reader may see them. */
    ofOwner(read: Queries, owner: PersonId): Promise<Evidence[]> {
      return ofPerson(read, owner)
    },

    /** Facts about people, for a face that has already asked whether the reader may see them. */
    ofPeople(
      read: Queries,
      organisation: OrganisationId,
      people: readonly PersonId[],
    ): Promise<Evidence[]> {
      return ofPeople(read, organisation, people)
    },
  }
}

export type EvidenceService = ReturnType<typeof createEvidence>
