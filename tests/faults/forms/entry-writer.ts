import type { Chance } from '../chaos/chance.ts'
import { errorIn } from './learner.ts'
import { controlsOf, filled, insist } from './plain-page.ts'

/** Somebody who writes CPD entries by forms alone, a new one now and then. */
export function createEntryWriter(origin: string, cookie: string, name: string, chance: Chance) {
  const kept = new Map<string, string>()
  const strange: string[] = []
  const entries: string[] = []
  let saves = 0

  return {
    kept,
    strange,
    entries,
    saves: () => saves,
    async work(): Promise<void> {
      const known = chance.happens(0.7) ? chance.pick(entries) : undefined
      const path = known === undefined ? '/cpd/new' : `/cpd/entries/${known}`
      const controls = controlsOf((await insist(origin, path, { cookie })).text)
      const entry = controls.find((one) => one.name === 'entry')?.value ?? ''
      saves++
      const changes = {
        learnt: `Learnt ${saves} of ${name}\nŵ ŷ “quoted”`,
        impact: `Impact ${saves} of ${name}`,
      }
      const body = filled(controls, changes, { name: 'intent', value: 'save' })
      const presses = chance.between(1, 2)
      for (let press = 0; press < presses; press++) {
        const { status, text } = await insist(origin, path, { method: 'POST', cookie, body })
        if (status !== 303) {
          strange.push(`${path} was answered ${status}: ${errorIn(text)}`)
          return
        }
      }
      if (!entries.includes(entry)) entries.push(entry)
      for (const [field, value] of Object.entries(changes)) kept.set(`${entry} ${field}`, value)
    },
    async lost(): Promise<string[]> {
      const lost: string[] = []
      for (const entry of entries) {
        const { text } = await insist(origin, `/cpd/entries/${entry}`, { cookie })
        const controls = controlsOf(text)
        for (const field of ['learnt', 'impact']) {
          const value = kept.get(`${entry} ${field}`)
          const there = controls.filter((one) => one.name === field).map((one) => one.value)
          if (there[0] !== value) {
            lost.push(`${name}: ${field} of ${entry} is ${there.join()}, not ${String(value)}`)
          }
        }
      }
      return lost
    },
  }
}
