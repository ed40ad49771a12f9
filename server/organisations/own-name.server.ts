import type { Database } from '#db/connection.ts'
import { isEmployed, type Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { Audit } from '#server/audit/audit.server.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { Organisations } from './organisations.server.ts'
import type { OwnName } from './rules/own-name-form.ts'

/** What somebody says of themselves where they work: their name and job title. */
export function createOwnName({
  db,
  organisations,
  audit,
}: {
  db: Database
  organisations: Pick<Organisations, 'hereOf' | 'affiliateIn'>
  audit: Audit
}) {
  return {
    /**
     * The actor is called so in their organisation from now on. Rooms that they are in already keep
     * the name that they came in with. The log says that it was changed, not to what.
     */
    async change(actor: Actor, { name, jobTitle }: OwnName): Promise<Outcome<null>> {
      const { person, organisation } = actor
      const nowhere = () =>
        refuse('not_found', 'You belong to no organisation here, so nobody sees a name of yours.')
      if (!can(actor, 'write', { kind: 'own-record', owner: person })) return nowhere()
      if (!isEmployed(actor)) return nowhere()
      return db.tx(async (tx): Promise<Outcome<null>> => {
        // Read anew: they may have left, or been made an administrator, a moment ago.
        const [now] = await organisations.hereOf(tx, organisation, person)
        if (!now) return nowhere()
        if (now.name === name && now.jobTitle === jobTitle) return ok(null)
        await organisations.affiliateIn(tx, organisation, { ...now, name, jobTitle })
        await audit.recordIn(tx, {
          ...{ organisation, person },
          ...{ action: 'own-name.change', object: `person ${person}` },
        })
        return ok(null)
      })
    },
  }
}

export type OwnNames = ReturnType<typeof createOwnName>
