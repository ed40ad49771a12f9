// Types, lint, format, import directions, content: each named, all run, one exit code.
import { spawnSync } from 'node:child_process'

const fix = process.argv.includes('--fix')
const node = process.execPath

export const checks = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '-c', '.ci/eslint.config.js', ...(fix ? ['--fix'] : []), 'app', 'server', 'db', 'tests']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', fix ? '--write' : '--check', '--log-level', 'warn', 'app', 'server', 'db', 'tests', '*.ts', '*.js']],
  ['imports', ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.ci/dependency-cruiser.cjs', 'app', 'server', 'db', 'content', 'tests']],
  ['content', ['--disable-warning=ExperimentalWarning', 'server/cli.ts', 'content', 'check']],
]

/** Runs every check and answers how many held and which did not. */
export function runChecks() {
  const failed = []
  for (const [name, args] of checks) {
    const startedAt = Date.now()
    const done = spawnSync(node, args, { stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: '' } })
    const held = done.status === 0
    if (!held) failed.push(name)
    process.stdout.write(`check ${name}: ${held ? 'held' : 'FAILED'} (${Math.round((Date.now() - startedAt) / 1000)} s)\n`)
  }
  return { passed: checks.length - failed.length, failed }
}

if (import.meta.filename === process.argv[1]) {
  process.exitCode = runChecks().failed.length > 0 ? 1 : 0
}
