// Types, lint, format, import directions, content: each named, all run, one exit code.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

const fix = process.argv.includes('--fix')
const node = process.execPath

export const checks = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '-c', '.ci/eslint.config.js', ...(fix ? ['--fix'] : []), 'app', 'server', 'db', 'tests']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', fix ? '--write' : '--check', '--log-level', 'warn', 'app', 'server', 'db', 'tests', '*.ts', '*.js']],
  ['imports', ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.ci/dependency-cruiser.cjs', 'app', 'server', 'db', 'content', 'tests']],
  ['content', ['--disable-warning=ExperimentalWarning', 'server/cli.ts', 'content', 'check']],
]

/** Longest first, so that the end does not wait for one alone. */
const order = ['lint', 'types', 'imports', 'format', 'content']

/** One check; what it says comes whole, after it has ended. */
function run([name, args]) {
  const startedAt = Date.now()
  return new Promise((done) => {
    const child = spawn(node, args, { env: { ...process.env, NODE_OPTIONS: '' } })
    const said = []
    child.stdout.on('data', (piece) => said.push(piece))
    child.stderr.on('data', (piece) => said.push(piece))
    child.on('close', (code) => {
      const held = code === 0
      process.stdout.write(Buffer.concat(said))
      const seconds = Math.round((Date.now() - startedAt) / 1000)
      process.stdout.write(`check ${name}: ${held ? 'held' : 'FAILED'} (${seconds} s)\n`)
      done({ name, held })
    })
  })
}

/** Runs every check, as many at once as there are cores, and answers how many held and which did not. */
export async function runChecks() {
  const waiting = order.flatMap((name) => checks.filter(([one]) => one === name))
  const results = []
  // Two that mend the same files would undo each other's work.
  const atOnce = fix ? 1 : Math.max(1, availableParallelism())
  const workers = Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await run(next))
  })
  await Promise.all(workers)
  const failed = results.filter(({ held }) => !held).map(({ name }) => name)
  return { passed: results.length - failed.length, failed }
}

if (import.meta.filename === process.argv[1]) {
  process.exitCode = (await runChecks()).failed.length > 0 ? 1 : 0
}
