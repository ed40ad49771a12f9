// The whole test run: checks, rules and services, faults, browser. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './check.mjs'
import { findOrInstallChromium } from './chromium.mjs'

const node = process.execPath
const only = new Set(process.argv.slice(2))
const wanted = (part) => only.size === 0 || only.has(part)
const scratch = mkdtempSync(join(tmpdir(), 'casecircle-tests-'))
// Left to itself vitest leaves one core idle.
const everyCore = `--maxWorkers=${availableParallelism()}`
let partBegan = Date.now()
let passed = 0
let failed = 0
let skipped = 0

function count(part, { ok, notOk, left = 0 }) {
  passed += ok
  failed += notOk
  skipped += left
  const seconds = Math.round((Date.now() - partBegan) / 1000)
  partBegan = Date.now()
  process.stdout.write(`${part}: ${ok} passed, ${notOk} failed (${seconds} s)\n`)
}

if (wanted('check')) {
  const result = await runChecks()
  count('check', { ok: result.passed, notOk: result.failed.length })
}

for (const [part, folders] of [
  // Pure rules share a module graph: nothing in them can leak from one file into the next.
  ['rules', ['tests/rules', '--no-isolate', '--pool=threads', everyCore]],
  // Each has a database and services of its own; reading the modules anew took a quarter of the time.
  ['services', ['tests/services', 'tests/contract', '--no-isolate', '--exclude=**/*.mocked.test.ts', everyCore]],
  // A module that stands in for another would stand in for it in every later file.
  ['mocked', ['.mocked.test.ts']],
  ['faults', ['tests/faults']],
]) {
  if (wanted(part)) vitest(part, folders)
}
if (wanted('browser')) browser()

function vitest(part, folders) {
  const report = join(scratch, `${part}.json`)
  const done = spawnSync(
    node,
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`, '--passWithNoTests', ...folders],
    { stdio: 'inherit' },
  )
  const result = read(report)
  if (!result) return count(part, { ok: 0, notOk: 1 })
  // A file that cannot be loaded fails without any test of its own.
  const broken = result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  const notOk = result.numFailedTests + broken
  count(part, {
    ok: result.numPassedTests,
    notOk: notOk === 0 && done.status !== 0 ? 1 : notOk,
    left: result.numPendingTests,
  })
}

function browser() {
  let executable
  try {
    executable = findOrInstallChromium()
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    return count('browser', { ok: 0, notOk: 1 })
  }
  const report = join(scratch, 'browser.json')
  const done = spawnSync(node, ['node_modules/playwright/cli.js', 'test', '--config', '.ci/playwright.config.ts'], {
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM: executable, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const result = read(report)
  if (!result) return count('browser', { ok: 0, notOk: 1 })
  const { expected, unexpected, flaky, skipped: left } = result.stats
  const notOk = unexpected + flaky + result.errors.length
  return count('browser', { ok: expected, notOk: notOk === 0 && done.status !== 0 ? 1 : notOk, left })
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

rmSync(scratch, { recursive: true, force: true })
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = failed > 0 ? 1 : 0
