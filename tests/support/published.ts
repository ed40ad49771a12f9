import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..', '..')
/** Whatever decides what is published, and how it is kept. */
const decisive = ['content', 'server/toolkits', 'server/formats', 'db', 'package-lock.json']
let kept: string | null = null

/**
 * Begins a database at `file` with the product's own toolkits published, unless it is there already.
 * They are published once for each state of the content and copied from then on: publishing them
 * for every test would take most of the run.
 */
export function beginPublished(file: string): void {
  if (existsSync(file)) return
  kept ??= publishedOnce()
  copyFileSync(kept, file)
}

function publishedOnce(): string {
  const folder = join(root, 'build', 'published')
  const file = join(folder, `${stateOfContent()}.sqlite`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const dataDir = mkdtempSync(join(folder, 'making-'))
  try {
    const done = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'server/cli.ts', 'content', 'publish'],
      {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], NODE_ENV: 'production', DATA_DIR: dataDir },
      },
    )
    // It also ends with 1 where there are findings: what is without one is published all the same.
    if (!existsSync(join(dataDir, 'casecircle.sqlite'))) {
      throw new Error(`The content was not published.\n${done.stderr}`)
    }
    // Several test files may come here at once: each makes its own, the name is taken in one step.
    renameSync(join(dataDir, 'casecircle.sqlite'), file)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
  return file
}

function stateOfContent(): string {
  const hash = createHash('sha256')
  for (const name of decisive) addTo(hash, name)
  return hash.digest('hex').slice(0, 24)
}

function addTo(hash: ReturnType<typeof createHash>, name: string): void {
  const path = join(root, name)
  if (name.includes('.')) {
    hash.update(name).update('\0').update(readFileSync(path)).update('\0')
    return
  }
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )
  for (const entry of entries) {
    const inner = `${name}/${entry.name}`
    if (entry.isDirectory()) addTo(hash, inner)
    else
      hash
        .update(inner)
        .update('\0')
        .update(readFileSync(join(root, inner)))
        .update('\0')
  }
}
