import { parseArgs } from 'node:util'
import { reportLine, runChaos, type ChaosReport } from './chaos.ts'

/**
 * `npm run chaos [-- --seed N --rooms N --kills N]`: sixty people in six rooms, the server killed at
 * least 20 times; then the same with a naive server, which must fail. Exit code 1 otherwise.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rooms: { type: 'string', default: '6' },
    kills: { type: 'string', default: '20' },
    quiet: { type: 'boolean', default: false },
  },
})
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
process.exitCode = isSound && controlFails ? 0 : 1

function explain({ lost, twice, diverged, leaked, strange }: ChaosReport): void {
  for (const [name, list] of Object.entries({ lost, twice, diverged, leaked, strange })) {
    for (const line of list.slice(0, 10)) say(`${name}: ${line}`)
  }
}
