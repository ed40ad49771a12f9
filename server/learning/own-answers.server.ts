import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { AnsweredFact } from './rules/fact.ts'
import * as store from './store.server.ts'

/** What a person has answered, for those that work with it on their behalf. */
export function createOwnAnswers({ db }: { db: Database }) {
  return {
    /** The actor's own answers to checks in all modules: each one ever given. Nobody else's. */
    async ownAnswers(actor: Actor): Promise<AnsweredFact[]> {
      if (!can(actor, 'read', { kind: 'own-record', owner: actor.person })) return []
      const facts = await store.factsOf(db.read, actor.person)
      return facts.filter((one) => one.verb === 'answered')
    },
  }
}
