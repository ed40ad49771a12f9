import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { benchAttack } from './attack.ts'
import { benchCommits } from './commits.ts'
import { benchContributions } from './contributions.ts'
import { benchExports } from './exports.ts'
import { shown, type Row } from './figures.ts'
import { benchHostile } from './hostile.ts'
import { benchInteractive } from './interactive.ts'
import { benchLongRoom } from './long-room.ts'
import { benchIdle } from './memory.ts'
import { benchPages } from './pages.ts'
import { benchPreview } from './preview.ts'
import { benchPublish } from './publish.ts'
import { benchReadiness } from './readiness.ts'
import { benchmarksPage } from './report.ts'
import { benchBurst, benchSaturation } from './saturation.ts'
import { benchSearch } from './search.ts'
import { benchSoak } from './soak.ts'
import { benchStarts } from './starts.ts'
import { benchWave } from './wave.ts'
import { benchWeight } from './weight.ts'

/**
 * `npm run bench` measures all but the soak and writes the page. With names, only these, and the
 * page stays: `npm run bench -- rooms-wave`, `npm run bench -- soak 30`. `--rounds 1 --scale 10`
 * tries out whether a part works, with a tenth of the people.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    scale: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const scale = Number(values.scale)
const few = Math.min(rounds, 3)
const minutes = Number(positionals.find((one) => /^[\d.]+$/.test(one)) ?? 30)
const wanted = positionals.filter((one) => !/^[\d.]+$/.test(one))
const sized = (rooms: number) => ({ rooms: Math.max(2, Math.round(rooms / scale)), people: 10 })
/** Where Linux keeps files that are in memory alone. */
const memoryDisk = '/dev/shm'
const page = resolve(import.meta.dirname, '..', '..', 'docs', 'benchmarks.md')
const parts: Record<string, (dataDir: string) => Promise<Row[]>> = {
  'rooms-few': (dataDir) => benchContributions(rounds, dataDir, sized(10)),
  rooms: (dataDir) => benchContributions(rounds, dataDir, sized(100)),
  'rooms-memory': () => benchInMemory(),
  'rooms-attacked': (dataDir) => benchAttack(rounds, dataDir, sized(10)),
  'rooms-saturation': (dataDir) => benchSaturation(few, dataDir, sized(20)),
  'rooms-burst': (dataDir) => benchBurst(rounds, dataDir, sized(60), Math.round(600 / scale)),
  'rooms-wave': (dataDir) => benchWave(few, dataDir, sized(100)),
  'rooms-idle': (dataDir) => benchIdle(few, dataDir, sized(100)),
  'rooms-long': (dataDir) => benchLongRoom(dataDir, Math.round(10_000 / scale)),
  pages: (dataDir) => benchPages(rounds, dataDir),
  weight: (dataDir) => benchWeight(dataDir),
  interactive: (dataDir) => benchInteractive(Math.max(5, rounds), dataDir),
  readiness: () => benchReadiness(rounds, Math.round(2_000 / scale)),
  search: (dataDir) => benchSearch(rounds, dataDir),
  exports: (dataDir) => benchExports(rounds, dataDir, Math.round(10_000 / scale)),
  commits: (dataDir) => benchCommits(rounds, dataDir),
  publish: (dataDir) => benchPublish(few, dataDir, Math.max(6, Math.round(60 / scale))),
  preview: (dataDir) => benchPreview(Math.max(5, rounds), dataDir),
  hostile: () => benchHostile(),
  starts: (dataDir) => benchStarts(few, dataDir),
  soak: (dataDir) => benchSoak(minutes, dataDir, sized(20)),
}
/** The same rooms where keeping costs nothing: what is left is the product's own share. */
async function benchInMemory(): Promise<Row[]> {
  if (!existsSync(memoryDisk)) return []
  const inMemory = mkdtempSync(join(memoryDisk, 'casecircle-bench-'))
  try {
    return await benchContributions(rounds, inMemory, sized(100), ', disk in memory')
  } finally {
    rmSync(inMemory, { recursive: true, force: true })
  }
}
const onlyByName = new Set(['soak'])

if (values.help) {
  process.stdout.write(
    `Use: npm run bench -- [PART …] [MINUTES] [--rounds N] [--scale N]\nParts: ${Object.keys(parts).join(', ')}\n`,
  )
  process.exit(0)
}
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}. Use: ${Object.keys(parts).join(', ')}\n`)
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'casecircle-bench-'))
const rows: Row[] = []
try {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 ? !wanted.includes(name) : onlyByName.has(name)) continue
    for (const row of await part(mkdtempSync(join(folder, `${name}-`)))) {
      rows.push(row)
      const against = row.bare === null ? '' : ` · bare ${shown(row.bare)} ${row.unit}`
      const ratio = row.bare === null ? '' : ` · ${shown(row.ours / row.bare)} ×`
      const target = row.target === undefined ? '' : ` · to be ${row.target}`
      process.stdout.write(
        `${row.what}: ${shown(row.ours)} ${row.unit}${against}${ratio}${target}\n`,
      )
    }
  }
  // A part of the figures, or a small one, would pass for all of them.
  if (wanted.length === 0 && scale === 1) {
    writeFileSync(page, benchmarksPage(rows, rounds, new Date()))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
