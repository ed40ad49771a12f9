import type { Chance } from '../chaos/chance.ts'
import { controlsOf, filled, insist } from './plain-page.ts'

const toolkit = 'participation'

export type Sections = readonly string[]

/** The sections of the module, from its overview. */
export async function sectionsOf(origin: string, cookie: string): Promise<Sections> {
  const { text } = await insist(origin, `/toolkits/${toolkit}`, { cookie })
  const links = text.matchAll(new RegExp(`/toolkits/${toolkit}/sections/([a-z0-9-]+)`, 'g'))
  return [...new Set([...links].map(([, section]) => section ?? ''))]
}

/** Somebody who works through the module by forms alone. */
export function createLearner(origin: string, cookie: string, name: string, chance: Chance) {
  /** What was acknowledged with 303, by page and field: the last one counts. */
  const kept = new Map<string, string>()
  const strange: string[] = []
  let saves = 0

  async function page(section: string) {
    const path = `/toolkits/${toolkit}/sections/${section}`
    return controlsOf((await insist(origin, path, { cookie })).text)
  }

  return {
    kept,
    strange,
    saves: () => saves,
    /** Writes a reflection and answers a check of one section; pressed once or twice. */
    async work(sections: Sections): Promise<void> {
      const section = chance.pick(sections) ?? ''
      const path = `/toolkits/${toolkit}/sections/${section}`
      const controls = await page(section)
      const reflection = chance.pick(controls.filter(({ name }) => name.startsWith('reflection.')))
      const choice = chance.pick(
        controls.filter(
          ({ name, kind }) =>
            name.startsWith('choice.') && kind === 'choice' && !asksHowSure(controls, name),
        ),
      )
      const changes: Record<string, string> = {}
      saves++
      if (reflection) changes[reflection.name] = `Reflection ${saves} of ${name}\n– “kept” & <safe>`
      if (choice) changes[choice.name] = choice.value
      const check = choice?.name.replace('choice.', '') ?? ''
      const button = controls.find(
        ({ kind, value }) =>
          kind === 'button' && /^(check|again):/.test(value) && value.endsWith(`:${check}`),
      )
      const press = button && chance.happens(0.7) ? button : { name: 'intent', value: 'save' }
      const body = filled(controls, changes, press)
      const presses = chance.between(1, 2)
      for (let press = 0; press < presses; press++) {
        const { status, text } = await insist(origin, path, { method: 'POST', cookie, body })
        if (status !== 303) {
          strange.push(`${path} ${body.toString()} was answered ${status}: ${errorIn(text)}`)
          return
        }
      }
      for (const [field, value] of Object.entries(changes)) kept.set(`${section} ${field}`, value)
      // Pressed with the answer that is there already, it opens the check again, with nothing chosen.
      if (choice && press.value.startsWith('again:')) kept.delete(`${section} ${choice.name}`)
    },
    /** What was acknowledged and is not in the pages. */
    async lost(): Promise<string[]> {
      const lost: string[] = []
      for (const section of new Set([...kept.keys()].map((key) => key.split(' ')[0] ?? ''))) {
        const controls = await page(section)
        for (const [key, value] of kept) {
          const field = key.slice(section.length + 1)
          if (!key.startsWith(`${section} `)) continue
          const isThere = controls.some(
            (one) => one.name === field && one.on && one.value === value,
          )
          if (!isThere) lost.push(`${name}: ${key} = ${value}`)
        }
      }
      return lost
    },
  }
}

/** How sure one is goes into the answer of its check, and is asked afresh after the feedback. */
function asksHowSure(controls: ReturnType<typeof controlsOf>, field: string): boolean {
  return controls.some(({ name, value }) => name === field && value === 'fairly-sure')
}

/** The words of an error page, for a failing test to show. */
export function errorIn(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 400)
}
