import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { ok } from '#server/platform/rules/outcome.ts'
import { noSuchEntry } from '../present.server.ts'
import { ownRecord, type Sources } from '../record.server.ts'
import type { Registrations } from '../registrations.server.ts'
import type { ExportScope } from '../rules/export-scope.ts'
import type { Profile } from '../rules/regulator/profile.ts'
import { exportOf } from './export.server.ts'
import { spottedEntry } from './spotted.server.ts'

/** How a record leaves, in each format, and what to look at before. Each answers its owner only. */
export function createTakingOut({
  db,
  clock,
  registrations,
  ...sources
}: Sources & {
  db: Database
  clock: Clock
  registrations: Pick<Registrations, 'shown' | 'yearNamed'>
}) {
  const recordOf = (actor: Actor, profile: Profile) => ownRecord({ db, sources, profile }, actor)

  /** What the actor's export holds; null where the one entry is not there. */
  async function exported(actor: Actor, scope: ExportScope, regulator?: string) {
    const present = await registrations.shown(actor, regulator)
    if (!present) return null
    // What was written under earlier rules is asked by these rules' questions.
    const { profile } =
      scope.kind === 'year' ? registrations.yearNamed(present, scope.year) : present
    const record = await recordOf(actor, profile)
    // Where no regulator is named, it is the person's whole record, for themselves.
    const asking = regulator === undefined ? [profile, ...present.all] : [profile]
    const whole = { profile, asking, registrations: present.chosen, scope, at: clock.now() }
    return exportOf({ actor, record, ...whole })
  }

  return {
    exported,

    /** The actor's record to be printed: the same entries, with nothing but what a reader needs. */
    async printable(actor: Actor, scope: ExportScope, regulator?: string) {
      const chosen = await exported(actor, scope, regulator)
      if (!chosen) return noSuchEntry()
      const { person, profile, entries } = chosen
      return ok({
        person,
        profile,
        spotted: entries.flatMap(spottedEntry),
        entries: entries.map(({ entry, title }) => {
          const { id, status, fields, broughtLabel, standards } = entry
          const { minutes, participatoryMinutes } = entry
          const answers = { fields, broughtLabel, standards, minutes, participatoryMinutes }
          return { id, title, status, ...answers }
        }),
      })
    },
  }
}
