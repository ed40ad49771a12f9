import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { reportLine, runChaos, type ChaosReport } from './chaos.ts'

/**
 * `npm run chaos [-- --seed N --rooms N --kills N --sequences N --service-sequences N --no-models --quiet]`:
 * sixty people in six rooms, the server killed at least 20 times; the same with a naive server, which
 * must fail; then the models with many more sequences than in `npm test`. Exit code 1 otherwise.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rooms: { type: 'string', default: '6' },
    kills: { type: 'string', default: '20' },
    sequences: { type: 'string', default: '100000' },
    'service-sequences': { type: 'string', default: '100000' },
    'no-models': { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(
    'Use: npm run chaos -- [--seed N] [--rooms N] [--kills N] [--sequences N] [--service-sequences N] [--no-models] [--quiet]\n',
  )
  process.exit(0)
}
const seed = Number(values.seed)
const say = (line: string) => process.stdout.write(`${line}\n`)
const pace = { everyMs: [400, 1200], phaseMs: [2500, 5000] } as const

say(`chaos with seed ${seed}`)
const report = await runChaos({
  seed,
  rooms: Number(values.rooms),
  kills: Number(values.kills),
  killsToAStop: 8,
  killEveryMs: [1000, 3000],
  pace,
  ...(values.quiet ? {} : { say }),
})
explain(report)
say(`chaos: ${reportLine(report, seed)}`)

const control = await runChaos({
  seed,
  rooms: 1,
  kills: 4,
  killEveryMs: [1000, 2000],
  pace: { everyMs: [100, 300], phaseMs: [2500, 5000] },
  naive: true,
})
say(`naive control: ${reportLine(control, seed)}`)

const isSound = [report.lost, report.twice, report.diverged, report.leaked, report.strange].every(
  (list) => list.length === 0,
)
const controlFails = control.lost.length > 0 && control.diverged.length > 0
if (!controlFails) say('The naive control did not fail: the harness sees nothing.')
const modelsHold = values['no-models'] || runModels()
process.exitCode = isSound && controlFails && modelsHold ? 0 : 1

/** The model tests, the malformed bodies and the killed mails, in numbers that `npm test` has no time for. */
function runModels(): boolean {
  const files = [
    'tests/rules/rooms/model.test.ts',
    'tests/rules/rooms/small-model.test.ts',
    'tests/services/rooms/service-model.test.ts',
    'tests/services/http/hostile-bodies.test.ts',
    'tests/services/toolkits/mutations.test.ts',
    'tests/services/mail/queue.test.ts',
  ]
  say(
    `models: ${values.sequences} sequences of the reducer, ${values['service-sequences']} of the service`,
  )
  const done = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...files], {
    stdio: 'inherit',
    env: {
      ...process.env,
      MODEL_RUNS: values.sequences,
      SERVICE_RUNS: values['service-sequences'],
      SMALL_MODEL_MISFORTUNES: '2',
      HOSTILE_BODIES: '20000',
      MUTATIONS: '100000',
      MAILS: '1000',
    },
  })
  return done.status === 0
}

function explain({ lost, twice, diverged, leaked, strange }: ChaosReport): void {
  for (const [name, list] of Object.entries({ lost, twice, diverged, leaked, strange })) {
    for (const line of list.slice(0, 10)) say(`${name}: ${line}`)
  }
}
