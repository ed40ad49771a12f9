import { londonDay } from '#server/platform/rules/london.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import type { Standards } from './draft.server.ts'
import { wordingRules } from './rules/wording.ts'
import type { Shelf } from './formats.server.ts'

const wordings: ReadonlySet<string> = new Set(wordingRules)

/** Findings that the author must mend, but that do not take a toolkit away from its readers. */
const warnings = new Set(['review'])

/** What the toolkits of a content folder are judged against today. */
export function standardsOf(
  shelf: Omit<Shelf, 'files'>,
  clock: Clock,
): Omit<Standards, 'publishedIds'> {
  return {
    codes: new Set(
      shelf.frameworks.flatMap((one) => one.standards.map((standard) => standard.code)),
    ),
    formats: new Map(shelf.formats.map((one) => [one.id, one])),
    brokenFormats: brokenIn(shelf),
    today: londonDay(clock.now()),
    tolerated: warnings,
  }
}

/** The first finding in each format's file. */
function brokenIn({ findings }: Pick<Shelf, 'findings'>): Map<string, string> {
  const broken = new Map<string, string>()
  for (const { file, line, column, rule } of findings) {
    // How a format speaks is to be mended, and keeps nobody from using it.
    if (wordings.has(rule)) continue
    const id = /(?:^|\/)formats\/([^/]+)\.yaml$/.exec(file)?.[1]
    if (id !== undefined && !broken.has(id)) broken.set(id, `${file}:${line}:${column}`)
  }
  return broken
}
