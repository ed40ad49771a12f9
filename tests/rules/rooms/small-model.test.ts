import { expect, test } from 'vitest'
import { explore, sound, type Scenario } from './small-model/explore.ts'
import { brokenPromisesOf, promisesOf, type PromiseName } from './small-model/promises.ts'
import { openCards, scenarios, twoTabsAndATaker } from './small-model/scenarios.ts'

/** One misfortune of any kind in each history; `npm run chaos` asks for two. */
const inAll = Number(process.env['SMALL_MODEL_MISFORTUNES'] ?? 1)
const misfortunes = { crashes: inAll, drops: inAll, duplicates: inAll, inAll }

test.each(scenarios.map((make) => ({ name: make().name, make })))(
  'G1, G2, G3, G6: $name: in every interleaving with a crash, a loss or a copy',
  ({ name, make }) => {
    const scenario = make()
    const { worlds, ends, interleavings } = explore(
      scenario,
      misfortunes,
      sound,
      promisesOf(scenario),
    )
    process.stdout.write(
      `${name}: ${interleavings} interleavings over ${worlds} worlds, ${ends} ends\n`,
    )
    expect(interleavings).toBeGreaterThan(10_000_000n)
  },
  600_000,
)

type Kind = 'crashes' | 'drops' | 'duplicates'

/** Every promise that some history breaks, with one of the server's own promises taken away. */
function brokenWithout(
  taken: keyof typeof sound,
  { make = openCards, after }: { make?: () => Scenario; after?: Kind },
): Set<string> {
  const broken = new Set<string>()
  const scenario = make()
  const none = { crashes: 0, drops: 0, duplicates: 0, inAll: 0 }
  const some = after ? { ...none, [after]: 1, inAll: 1 } : none
  explore(scenario, some, { ...sound, [taken]: false }, brokenPromisesOf(scenario, broken))
  return broken
}

const lost = 'G1: what was acknowledged is there' satisfies PromiseName
const twice = 'G2: nothing is done twice' satisfies PromiseName
const presses = 'two presses of Next move one phase' satisfies PromiseName

test('★ without a memory of ids something is done twice', () => {
  expect(brokenWithout('remembers', { after: 'duplicates' })).toContain(twice)
})

test('★ without compare-and-set a number holds something else, and two presses move two phases', () => {
  const broken = brokenWithout('comparesAndSets', { make: twoTabsAndATaker })
  expect(broken).toContain(lost)
  expect(broken).toContain(presses)
})

test('★ acknowledged before it is committed, something is lost', () => {
  expect(brokenWithout('commitsFirst', { after: 'crashes' })).toContain(lost)
})
