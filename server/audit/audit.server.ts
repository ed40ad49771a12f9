import type { Database, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import { currentRequest } from '#server/platform/request.server.ts'
import { ok, refuse } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import { append, newest, newestAbout } from './store.server.ts'
import { verifyAuditLog } from './verifying.server.ts'

export type { AuditReport } from './verifying.server.ts'

export type Audited = {
  organisation?: OrganisationId
  person?: PersonId
  /** An imperative of the product, such as 'sign-in' or 'team.export'. */
  action: string
  /** The kind and id of what it was done to; never content. */
  object: string
  outcome?: 'done' | 'refused'
}

/** Who did what, when: append-only, chained, never content. */
export function createAudit(made: { db: Database; clock: Clock; random: Pick<Random, 'bytes'> }) {
  const { db, clock, random } = made
  return {
    recordIn(tx: Transaction, { outcome = 'done', ...entry }: Audited): Promise<void> {
      const line = { ...entry, outcome, at: clock.now(), request: currentRequest() }
      append(tx, line, random.bytes(16))
      return Promise.resolve()
    },

    record(entry: Audited): Promise<void> {
      return db.tx((tx) => this.recordIn(tx, entry))
    },

    /** Whether every line is still what was written, and none is missing; for the operator. */
    verify: () => verifyAuditLog(db.read),

    /** The newest 200 lines that the actor wrote or is named in, for the actor alone. */
    async aboutMe(actor: Actor) {
      if (!can(actor, 'read', { kind: 'own-record', owner: actor.person })) return []
      const lines = await newestAbout(db.read, actor.person, 200)
      return lines.map(({ seq, at, action, outcome, person }) => ({
        ...{ seq, at, action, outcome },
        by: person === actor.person ? ('you' as const) : ('somebody else' as const),
      }))
    },

    /** The newest 200 rows of the organisation, for its administrator. */
    async ofOrganisation(actor: Actor) {
      if (!can(actor, 'read-audit', { kind: 'organisation', organisation: actor.organisation })) {
        return refuse('not_found', 'Only administrators see this page.')
      }
      return ok(await newest(db.read, actor.organisation, 200))
    },
  }
}

export type Audit = ReturnType<typeof createAudit>
