import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Files by their path inside the content folder. */
type Files = Readonly<Record<string, string | Uint8Array | null>>

/** The `toolkit.yaml` of a small toolkit for tests. */
export function smallToolkitYaml(id: string, title: string): string {
  return `id: ${id}
version: 1.0.0
title: ${title}
summary: A short toolkit for tests.
themes: [participation]
audiences: [social workers]
authors: [Casecircle]
licence: CC BY 4.0
review: { by: not yet reviewed by a practitioner, on: 2020-01-01, next: 2099-01-01 }
standards: []
references: []
glossary: []
change: { severity: none, note: First release. }
`
}

/** Publishes content files, by path, beside a running product, as an operator does. */
export function publishBeside(dataDir: string, files: Files): void {
  const folder = mkdtempSync(join(tmpdir(), 'casecircle-content-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text ?? '')
  }
  const done = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'tests/support/publish-folder.ts', folder],
    {
      cwd: resolve(import.meta.dirname, '..', '..'),
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', DATA_DIR: dataDir },
    },
  )
  rmSync(folder, { recursive: true, force: true })
  if (done.status !== 0 || done.stderr !== '') {
    throw new Error(`The files were not published.\n${done.stderr}`)
  }
}
