import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import type { Database } from '#db/connection.ts'
import type { EntryShares } from './bin.server.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Jobs } from '#server/jobs/jobs.server.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { createChecking } from './checking.server.ts'
import { createExporting } from './exports/exporting.server.ts'
import { createImporting } from './imports/importing.server.ts'
import { createReading } from './reading.server.ts'
import type { Sources } from './record.server.ts'
import { createRegistrations } from './registrations.server.ts'
import type { Profile } from './rules/regulator/profile.ts'
import { createWriting } from './writing.server.ts'

export type { FormBox, FormPage } from './exports/form-pages.server.ts'
export type { SpottedEntry } from './exports/spotted.server.ts'
export type { CopyPage, EntryPage, EntryVersion, SharedWords } from './entry-pages.server.ts'
export type {
  DeletedRow,
  RecordRow,
  TeamReadiness,
  YearRecord,
  YearSummary,
} from './year-records.server.ts'
export type { RegistrationChoice } from './registrations.server.ts'
export type { EntryOutcome, Save, Saved } from './writing.server.ts'

/**
 * A person's CPD record: entries in their own words, drafted from attested facts, and what the
 * regulator still asks for. Every question takes the owner; nobody else gets an answer.
 */
export function createCpd(
  made: Sources & {
    db: Database
    clock: Clock
    random: Random
    profiles: readonly Profile[]
    shares: EntryShares
    jobs: Jobs
    actorFor: (person: PersonId) => Promise<Actor | null>
  },
) {
  const { shares, jobs, actorFor, ...sources } = made
  const { rules, pages } = createRegistrations(sources)
  const own = { ...sources, registrations: rules }
  const reading = createReading(own)
  return {
    ...reading,
    ...createWriting(own, reading, shares),
    ...pages,
    ...createExporting({ db: made.db, jobs, actorFor, exported: reading.exported }),
    ...createImporting(made),
    ...createChecking(made),
  }
}

export type Cpd = ReturnType<typeof createCpd>
