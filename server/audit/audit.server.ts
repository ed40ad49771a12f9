import type { Database, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { OrganisationId, PersonId } from '#server/platform/rules/ids.ts'
import { currentRequest } from '#server/platform/request.server.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Random } from '#server/platform/random.server.ts'
import { createChecking } from './checking.server.ts'
import { actionsOf, type AuditAction } from './rules/audit-actions.ts'
import type { AuditQuery } from './rules/audit-query.ts'
import { append, linesOf, newestAbout, type ToldLine } from './store.server.ts'
import { verifyAuditLog } from './verifying.server.ts'

export type { ToldLine } from './store.server.ts'
export type { AuditReport } from './verifying.server.ts'

export type Audited = {
  organisation?: OrganisationId
  person?: PersonId
  action: AuditAction
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

    /**
     * Lines of the organisation for its administrator, newest first: all but what somebody does with
     * a record that is theirs alone.
     */
    ofOrganisation(
      actor: Actor,
      { kind, person, before }: AuditQuery = { kind: null, person: null, before: null },
      limit = 200,
    ): Outcome<ToldLine[]> {
      const { organisation } = actor
      if (!can(actor, 'read-audit', { kind: 'organisation', organisation })) {
        return refuse('not_found', 'Only administrators see this page.')
      }
      const asked = { actions: actionsOf(kind), areAll: kind === null, person, limit }
      const end = before ?? Number.MAX_SAFE_INTEGER
      return ok(linesOf(db.read, organisation, { ...asked, before: end }))
    },

    ...createChecking({ db, clock }),
  }
}

export type Audit = ReturnType<typeof createAudit>
