import { londonDay } from '#server/platform/rules/london.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Standards } from './check.server.ts'
import type { Shelf } from './formats.server.ts'

/** Findings that the author must mend, but that do not take a toolkit away from its readers. */
const warnings = new Set(['review'])

/** What the toolkits of a content folder are judged against today. */
export function standardsOf(shelf: Shelf, clock: Clock): Omit<Standards, 'publishedIds'> {
  return {
    codes: new Set(
      shelf.frameworks.flatMap((one) => one.standards.map((standard) => standard.code)),
    ),
    formats: new Map(shelf.formats.map((one) => [one.id, one])),
    today: londonDay(clock.now()),
    tolerated: warnings,
  }
}
