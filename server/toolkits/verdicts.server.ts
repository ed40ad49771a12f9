import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import type { Finding } from './rules/release.ts'
import { canonicalSource, sha256, type ToolkitSource } from './source.server.ts'

const finding = z.strictObject({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  rule: z.string(),
  message: z.string(),
  mend: z.string(),
})
const file = z.record(z.string(), z.strictObject({ key: z.string(), findings: z.array(finding) }))

/** What was found in each toolkit the last time: it is found again as long as nothing changed. */
export type Verdicts = {
  find(source: ToolkitSource): Finding[] | null
  keep(source: ToolkitSource, findings: Finding[]): void
  /** Writes them down, in one step. */
  close(): void
}

/** Keeps nothing and knows nothing. */
export const noVerdicts: Verdicts = {
  find: () => null,
  keep: () => undefined,
  close: () => undefined,
}

/**
 * Verdicts in a file of its own. `standards` is what toolkits are judged against, the day included.
 * A verdict counts only for the same text, the same standards and the same checking code.
 */
export function verdictsIn(path: string, standards: unknown): Verdicts {
  const known = read(path)
  const judged = sha256(`${checker()} ${JSON.stringify(standards)}`)
  const keyOf = (source: ToolkitSource) =>
    sha256(
      canonicalJson({
        judged,
        ...canonicalSource(source),
        lock: source.lock?.text ?? '',
        strange: source.findings.map((one) => ({ ...one })),
      }),
    )
  return {
    find(source) {
      const one = known[source.shown]
      return one && one.key === keyOf(source) ? one.findings : null
    },
    keep(source, findings) {
      known[source.shown] = { key: keyOf(source), findings }
    },
    close() {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(`${path}.new`, JSON.stringify(known))
      renameSync(`${path}.new`, path)
    },
  }
}

function read(path: string): z.infer<typeof file> {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    // Not there yet, or of another time: everything is judged anew.
    return {}
  }
}

/** Changes whenever the code that judges changes, or a library that it uses. */
function checker(): string {
  const root = resolve(import.meta.dirname, '..', '..')
  const own = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  return sha256([...own, readFileSync(join(root, 'package-lock.json'), 'utf8')].join('\0'))
}
