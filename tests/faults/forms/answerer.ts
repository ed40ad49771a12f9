import { textToken } from '#server/toolkits/rules/items/token.ts'
import type { Chance } from '../chaos/chance.ts'
import { errorIn } from './learner.ts'
import { controlsOf, insist } from './plain-page.ts'

const path = '/toolkits/small/sections/start'

const order = {
  id: 'from-referral',
  parts: [
    ['hear', 'Hear what the child says'],
    ['record', 'Write it down in their words'],
    ['weigh', 'Weigh it with what else is known'],
  ],
} as const
const match = {
  id: 'fact-or-view',
  pairs: [
    ['late', 'He came at ten past nine', 'Something seen'],
    ['careless', 'He does not care', 'A conclusion'],
  ],
} as const
const survey = { id: 'where-i-stand', statements: ['silence', 'power'] } as const

/** What was chosen: the fields of the form, and the ids that must be kept of it. */
type Choice = { item: string; fields: [string, string][]; chosen: string[]; press: string }

/** Somebody who answers an order, a match and a survey by forms alone, again and again. */
export function createAnswerer(origin: string, cookie: string, name: string, chance: Chance) {
  /** What was acknowledged with 303, by item, in its order; the same twice in a row is once. */
  const kept = new Map<string, string[]>()
  const strange: string[] = []
  let saves = 0

  async function post(body: URLSearchParams): Promise<boolean> {
    const { status, text } = await insist(origin, path, { method: 'POST', cookie, body })
    if (status === 303) return true
    strange.push(`${name}: ${body.toString()} was answered ${status}: ${errorIn(text)}`)
    return false
  }

  function choose(): Choice {
    return chance.pick([anOrder, aMatch, aSurvey])?.(chance) ?? anOrder(chance)
  }

  return {
    strange,
    saves: () => saves,
    /** Answers one item, opening it again first where it is answered; pressed once or twice. */
    async work(): Promise<void> {
      const page = controlsOf((await insist(origin, path, { cookie })).text)
      const release = page.find((one) => one.name === 'release')?.value ?? ''
      const { item, fields, chosen, press } = choose()
      saves++
      const again = `again:${item}`
      if (page.some((one) => one.kind === 'button' && one.value === again)) {
        if (!(await post(new URLSearchParams({ release, intent: again })))) return
      }
      const body = new URLSearchParams([['release', release], ...fields, ['intent', press]])
      const presses = chance.between(1, 2)
      for (let n = 0; n < presses; n++) if (!(await post(body))) return
      const before = kept.get(item) ?? []
      const answer = chosen.join(' ')
      if (before.at(-1) !== answer) kept.set(item, [...before, answer])
    },
    /** What was acknowledged beside what the facts say, item by item. */
    lost(facts: readonly { item: string; nth: number; chosen: readonly string[] }[]): string[] {
      return [...kept].flatMap(([item, answers]) => {
        const stored = facts
          .filter((one) => one.item === item)
          .toSorted((a, b) => a.nth - b.nth)
          .map((one) => (item === match.id ? one.chosen.toSorted() : one.chosen).join(' '))
        const same = JSON.stringify(stored) === JSON.stringify(answers)
        return same ? [] : [`${name}, ${item}: ${answers.join(', ')} but ${stored.join(', ')}`]
      })
    },
  }
}

function anOrder(chance: Chance): Choice {
  const turned = chance.between(0, 2)
  const parts = [...order.parts.slice(turned), ...order.parts.slice(0, turned)]
  return {
    item: order.id,
    fields: parts.map(([, text], at) => [
      `choice.${order.id}`,
      `${at + 1}:${textToken(order.id, text)}`,
    ]),
    chosen: parts.map(([id]) => id),
    press: `check:${order.id}`,
  }
}

function aMatch(chance: Chance): Choice {
  const made = match.pairs.map(([id, left]) => {
    const [right, , text] = chance.pick(match.pairs) ?? match.pairs[0]
    return { id, right, field: [textToken(match.id, left), textToken(match.id, text)] as const }
  })
  return {
    item: match.id,
    fields: made.map(({ field: [left, right] }) => [`choice.${match.id}.${left}`, right]),
    chosen: made.map(({ id, right }) => `${id}:${right}`).toSorted(),
    press: `check:${match.id}`,
  }
}

function aSurvey(chance: Chance): Choice {
  const ticked = survey.statements.map((id) => [id, String(chance.between(1, 5))] as const)
  return {
    item: survey.id,
    fields: ticked.map(([id, level]) => [`choice.${survey.id}.${id}`, level]),
    chosen: ticked.map(([id, level]) => `${id}:${level}`),
    press: `respond:${survey.id}`,
  }
}
