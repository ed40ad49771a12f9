import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { benchCommits } from './commits.ts'
import { benchContributions } from './contributions.ts'
import { shown, type Row } from './figures.ts'
import { benchPages } from './pages.ts'
import { benchmarksPage } from './report.ts'
import { benchStarts } from './starts.ts'

/** `npm run bench [-- --rounds N --only contributions,pages,commits,starts]` writes the page. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const wanted = values.only?.split(',')
const page = resolve(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md')
const folder = mkdtempSync(join(tmpdir(), 'casecircle-bench-'))
const parts: Record<string, (dataDir: string) => Promise<Row[]>> = {
  contributions: (dataDir) => benchContributions(rounds, dataDir),
  pages: (dataDir) => benchPages(rounds, dataDir),
  commits: (dataDir) => benchCommits(rounds, dataDir),
  starts: (dataDir) => benchStarts(Math.min(rounds, 3), dataDir),
}

const rows: Row[] = []
try {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted && !wanted.includes(name)) continue
    for (const row of await part(mkdtempSync(join(folder, `${name}-`)))) {
      rows.push(row)
      const against = row.bare === null ? '' : ` · bare ${shown(row.bare)} ${row.unit}`
      process.stdout.write(`${row.what}: ${shown(row.ours)} ${row.unit}${against}\n`)
    }
  }
  // A part of the figures would pass for all of them.
  if (!wanted) writeFileSync(page, benchmarksPage(rows, rounds, new Date()))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
