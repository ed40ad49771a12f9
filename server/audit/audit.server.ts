import type { Database, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import { currentRequest } from '#server/platform/request.server.ts'
import { ok, refuse } from '#server/platform/rules/outcome.ts'
import { append, newest } from './store.server.ts'

export type Audited = {
  organisation?: OrganisationId
  person?: PersonId
  /** An imperative of the product, such as 'sign-in' or 'team.export'. */
  action: string
  /** The kind and id of what it was done to; never content. */
  object: string
  outcome?: 'done' | 'refused'
}

/** Who did what, when: append-only, never content. */
export function createAudit({ db, clock }: { db: Database; clock: Clock }) {
  return {
    recordIn(tx: Transaction, { outcome = 'done', ...entry }: Audited): Promise<void> {
      return append(tx, { ...entry, outcome, at: clock.now(), request: currentRequest() })
    },

    record(entry: Audited): Promise<void> {
      return db.tx((tx) => this.recordIn(tx, entry))
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
