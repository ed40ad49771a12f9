import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { fixedRandom } from '#tests/support/clock.ts'
import { keptCases } from '#tests/support/kept-cases.ts'
import { createWorld } from './open-room.ts'
import { faultsOf, members, play, type Broken, type Member, type Play } from './service-model.ts'

/** `npm run chaos` asks for more; a failing seed can be repeated. */
const runs = Number(process.env['SERVICE_RUNS'] ?? 5_000)
const seed = process.env['MODEL_SEED'] ? { seed: Number(process.env['MODEL_SEED']) } : {}

const types = [
  ...['card.post', 'card.post', 'card.post', 'card.late', 'card.revise', 'card.withdraw'],
  ...['draft.save', 'learning.save', 'hand.raise', 'hand.lower', 'theme.make', 'card.move'],
  ...['statement.propose', 'statement.revise', 'statement.sign'],
]
const meant = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      who: fc.constantFrom(...members),
      type: fc.constantFrom(...types),
      pick: fc.nat(20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      who: fc.constant('amara' as const),
      type: fc.constantFrom('phase.next', 'phase.next', 'phase.open', 'seat.give'),
      pick: fc.nat(20),
    }),
  },
)
const server = fc.constantFrom(0 as const, 1 as const)
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      n: fc.nat(11),
      server,
      answer: fc.constantFrom('heard' as const, 'heard' as const, 'lost' as const),
      atOnce: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(900, 12_500) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), server }) },
)
const fate = fc.constantFrom(
  ...(['arrives', 'arrives', 'arrives', 'lost', 'twice', 'late'] as const),
)
const plays: fc.Arbitrary<Play> = fc.record({
  meant: fc.array(meant, { minLength: 2, maxLength: 6 }),
  steps: fc.array(step, { minLength: 4, maxLength: 12 }),
  fates: fc.array(fate, { minLength: 1, maxLength: 5 }),
  wakes: fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
})

/** A real database where there is memory for one: the promise of the disk has a test of its own. */
async function rooms() {
  const fast = '/dev/shm'
  const folder = mkdtempSync(join(existsSync(fast) ? fast : tmpdir(), 'casecircle-model-'))
  const file = join(folder, 'model.sqlite')
  migrate(file)
  const db = openDatabase(file)
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const world = await createWorld({
    ...{ db, random: fixedRandom() },
    kinds: ['discuss', 'write', 'theme', 'agree'],
  })
  const actors = new Map<Member, Actor>()
  for (const name of members) actors.set(name, await world.actor(name))
  return async (given: Play, broken?: Broken): Promise<string[]> =>
    faultsOf(world, actors, await play(world, actors, given, broken))
}

test.each(keptCases<Play>('service'))('G1, G2, G3: once broken: $why', async ({ failed }) => {
  const faults = await rooms()
  expect(await faults(failed)).toEqual([])
})

test('G1, G2, G3: whatever is repeated, lost, late or restarted: nothing lost, nothing twice, one order', async () => {
  const faults = await rooms()
  await fc.assert(
    fc.asyncProperty(plays, async (given) => {
      expect(await faults(given)).toEqual([])
    }),
    { numRuns: runs, ...seed },
  )
}, 3_600_000)

/** Whether some play ends in a fault when `broken` is built in. */
async function isNoticed(broken: Broken): Promise<boolean> {
  const faults = await rooms()
  for (const given of fc.sample(plays, { numRuns: 60, seed: 7 })) {
    if ((await faults(given, broken)).length > 0) return true
  }
  return false
}

test('★ a client that never pulls, or a repeat with an id of its own, is noticed', async () => {
  expect(await isNoticed({ pulls: false })).toBe(true)
  expect(await isNoticed({ repeats: 'as new' })).toBe(true)
})
