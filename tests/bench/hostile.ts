import { parseDocument } from '#server/toolkits/parse.server.ts'
import { hostile } from '#tests/services/toolkits/hostile-files.ts'
import { hostilePlaces } from '#tests/services/toolkits/hostile-places.ts'
import { percentile, type Row } from './figures.ts'

/** How long a hostile file holds the process until it is refused, and what it takes of memory. */
export function benchHostile(): Promise<Row[]> {
  const took: number[] = []
  let most = 0
  const texts = [...hostile, ...hostilePlaces].map(([, text]) => text)
  parseDocument('a.mdx', 'section', texts[0] ?? '')
  for (const text of texts) {
    const [at, before] = [performance.now(), process.memoryUsage.rss()]
    const { findings } = parseDocument('a.mdx', 'section', text)
    took.push(performance.now() - at)
    most = Math.max(most, process.memoryUsage.rss() - before)
    if (findings.length === 0) throw new Error(`a hostile file was let through: ${text}`)
  }
  const what = `Refusing one of ${texts.length} hostile files`
  const [longest, bare] = [Math.max(...took), null]
  return Promise.resolve([
    { what: `${what}, p95`, unit: 'ms', ours: percentile(took, 95), bare },
    { what: `${what}, longest`, unit: 'ms', ours: longest, bare, target: '1,000 ms' },
    { what: `${what}, most memory`, unit: 'MB', ours: most / 1e6, bare, target: '200 MB' },
  ])
}
