import type { Database } from '#db/connection.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import { createEntryPages } from './entry-pages.server.ts'
import { createTakingOut } from './exports/taking-out.server.ts'
import type { Sources } from './record.server.ts'
import type { Registrations } from './registrations.server.ts'
import { createYearRecords } from './year-records.server.ts'

/** The questions about a record: its years, its entries, and how they leave. */
export function createReading(
  made: Sources & { db: Database; clock: Clock; random: Random; registrations: Registrations },
) {
  return { ...createYearRecords(made), ...createEntryPages(made), ...createTakingOut(made) }
}

export type Reading = ReturnType<typeof createReading>
