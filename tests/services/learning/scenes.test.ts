import type { AppLoadContext } from '@remix-run/node'
import { describe, expect, test } from 'vitest'
import { action, loader } from '#app/routes/toolkits.$toolkit.sections.$section.tsx'
import { action as scriptAction } from '#app/routes/toolkits.$toolkit.sections.$section_.work.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Fact } from '#server/learning/rules/fact.ts'
import { factsOf } from '#server/learning/store.server.ts'
import { scaleOptions } from '#server/toolkits/rules/items/spread.ts'
import type { Item, Section } from '#server/toolkits/rules/release.ts'
import { classroom, participation, release } from './classroom.ts'

const scene = (id: string, to: string[]) => ({
  id: `scene-${id}`,
  text: `SCENE-${id}`,
  choices: to.map((one) => ({ to: `scene-${one}`, text: `Go and ${one}` })),
})
const door: Item = {
  type: 'vignette',
  id: 'door',
  title: 'At the door',
  scenes: [
    scene('ring', ['wait', 'leave']),
    scene('wait', ['talk', 'ring']),
    scene('leave', []),
    scene('talk', []),
  ],
}
const worry: Item = {
  type: 'spread',
  id: 'worry',
  prompt: 'How worried are you?',
  panel: 'PANEL-WHO',
  scale: { lowest: 'Not at all', highest: 'Very' },
  options: scaleOptions('Not at all', 'Very'),
  judgements: [
    { for: '2', by: 'PANEL-NURSE', why: 'PANEL-EATEN' },
    { for: '4', by: 'PANEL-WORKER', why: 'PANEL-STORY' },
  ],
}
const sections: Section[] = [
  { id: 'power', number: 1, title: 'At the door', minutes: 7, items: [door, worry] },
]

type Room = Awaited<ReturnType<typeof room>>
async function room() {
  const made = await classroom()
  made.books.publish(release('b', sections))
  return made
}

const address = 'http://localhost:3000/toolkits/participation/sections/power'
const params = { toolkit: participation, section: 'power' }

/** What Remix hands to a route, with what a section's page asks. */
function given(
  { learning, notes, ben }: Room,
  fields?: Record<string, string>,
  actor: Actor = ben,
) {
  const context: unknown = { services: { learning, notes }, actor }
  isContext(context)
  const body = fields && new URLSearchParams({ release: release('b').hash, ...fields })
  const request = new Request(address, body ? { method: 'POST', body } : {})
  return { context, params, request }
}

async function page(made: Room, actor?: Actor): Promise<string> {
  return JSON.stringify(await loader(given(made, undefined, actor)))
}

/** Ben's facts, the first one first. */
async function ownFacts({ db, ben }: Room): Promise<Fact[]> {
  const facts = await factsOf(db.read, ben.person)
  const nth = ({ payload }: Fact) => ('nth' in payload ? payload.nth : 0)
  return facts.sort((a, b) => nth(a) - nth(b))
}

describe('a vignette', () => {
  test('★ shows the scenes that were reached, and no other is in the page’s data', async () => {
    const made = await room()
    expect(await page(made)).toContain('SCENE-ring')
    // Neither the words of another scene nor its name, which may tell as much.
    expect(await page(made)).not.toMatch(/SCENE-(?!ring)|scene-/)
    await action(given(made, { intent: 'go:door:1' }))
    expect(await page(made)).toMatch(/SCENE-ring.*SCENE-wait/)
    expect(await page(made)).not.toMatch(/SCENE-(?!ring|wait)|scene-/)
    await action(given(made, { intent: 'go:door:1' }))
    // Negative control: the scene that was kept back is there once it was reached.
    expect(await page(made)).toContain('SCENE-talk')
    await action(given(made, { intent: 'back:door' }))
    expect(await page(made)).not.toMatch(/SCENE-(?!ring|wait)|scene-/)
  })

  test('keeps the same facts from a form and from the page’s script', async () => {
    const steps = ['go:door:1', 'go:door:2', 'back:door', 'go:door:1', 'restart:door']
    const kept = []
    for (const post of [action, scriptAction]) {
      const made = await room()
      for (const intent of steps) await post(given(made, { intent }))
      kept.push(
        (await ownFacts(made)).map(({ verb, payload, release: from }) => ({ verb, payload, from })),
      )
    }
    expect(kept[0]).toEqual(kept[1])
    expect(kept[0]?.slice(1)).toMatchObject([
      { verb: 'walked', payload: { path: ['scene-ring', 'scene-wait'], ended: false, nth: 1 } },
      { payload: { path: ['scene-ring', 'scene-wait', 'scene-ring'], nth: 2 } },
      { payload: { path: ['scene-ring', 'scene-wait'], nth: 3 } },
      { payload: { path: ['scene-ring', 'scene-wait', 'scene-talk'], ended: true, nth: 4 } },
      { payload: { path: ['scene-ring'], ended: false, nth: 5 } },
    ])
  })

  test('without JavaScript a step leads back to the scene that it led to', async () => {
    const made = await room()
    const answer = await action(given(made, { intent: 'go:door:2' }))
    expect(answer instanceof Response && answer.headers.get('Location')).toBe(
      '/toolkits/participation/sections/power#here-door',
    )
  })

  test('a step that is posted twice is taken once; an old page is told, and nothing happens', async () => {
    const made = await room()
    const shown = /"shown":"([^"]+)"/.exec(await page(made))?.[1] ?? ''
    const step = { intent: 'go:door:1', 'shown.door': shown }
    await Promise.all([action(given(made, step)), action(given(made, step))])
    await action(given(made, step))
    expect((await ownFacts(made)).filter((one) => one.verb === 'walked')).toHaveLength(1)
    const other = await action(given(made, { ...step, intent: 'go:door:2' }))
    expect(other).toMatchObject({ init: { status: 422 }, data: { problems: [{ item: 'door' }] } })
    expect(await page(made)).not.toContain('SCENE-leave')
  })

  test('a choice that is not there is refused with a sentence', async () => {
    const made = await room()
    for (const intent of ['go:door:6', 'back:door', 'restart:door'])
      expect(await action(given(made, { intent }))).toMatchObject({ init: { status: 422 } })
    expect(await ownFacts(made)).toHaveLength(1)
  })

  test('is done once an end was reached, stays so, and nothing waits for it', async () => {
    const made = await room()
    const { learning, ben } = made
    const progress = async () => {
      const found = await learning.sectionPage(ben, participation, 'power')
      return found.ok ? found.value.progress.sections[0] : null
    }
    expect(await progress()).toMatchObject({ partsDone: 0, parts: 2, state: 'not-started' })
    await action(given(made, { intent: 'go:door:2' }))
    expect(await progress()).toMatchObject({ partsDone: 1, state: 'in-progress' })
    await action(given(made, { intent: 'back:door' }))
    expect(await progress()).toMatchObject({ partsDone: 1 })
    await learning.saveAndContinue(ben, participation, 'power')
    expect(await progress()).toMatchObject({ state: 'done' })
  })
})

describe('a spread', () => {
  const judge = { intent: 'respond:worry', 'choice.worry': '4' }

  test('★ nothing of the panel and of other practitioners is there before its reader has judged', async () => {
    const made = await room()
    for (const other of Object.values(made.others)) await action(given(made, judge, other))
    const before = await page(made)
    expect(before).toContain('How worried are you?')
    expect(before).not.toMatch(/PANEL-|practitioners/)
    // Choosing is not yet judging.
    await action(given(made, { intent: 'save', 'choice.worry': '4' }))
    expect(await page(made)).not.toMatch(/PANEL-|practitioners/)
    await action(given(made, judge))
    // Negative control: then it is there.
    expect(await page(made)).toMatch(/PANEL-WHO.*PANEL-EATEN.*PANEL-STORY/)
    expect(await page(made)).toContain('"practitioners":6')
  })

  test('counts practitioners of all organisations from five on, and names nobody', async () => {
    const made = await room()
    const { amara, chloe, grace, jo, zoe } = made.others
    for (const other of [amara, chloe, zoe]) await action(given(made, judge, other))
    await action(given(made, { ...judge, 'choice.worry': '2' }))
    expect(await page(made)).toContain('"total":null')
    expect(await page(made)).not.toMatch(/"practitioners":\d/)
    // The counts are kept up to date, for those who come and for those who were there.
    await action(given(made, { ...judge, 'choice.worry': '1' }, grace))
    const seen = await page(made)
    expect(await page(made, grace)).toContain('"total":5')
    expect(seen).toContain('"total":5')
    const counts = [...seen.matchAll(/"practitioners":(\d)/g)].map((one) => Number(one[1]))
    expect(counts).toEqual([1, 1, 0, 3, 0])
    for (const one of [amara, chloe, grace, jo, zoe]) expect(seen).not.toContain(one.person)
  })

  test('is judged once: what counts was judged before seeing the others', async () => {
    const made = await room()
    for (const post of [action, scriptAction, action]) await post(given(made, judge))
    await action(given(made, { ...judge, 'choice.worry': '1' }))
    expect((await ownFacts(made)).slice(1)).toMatchObject([
      { verb: 'responded', item: 'worry', payload: { answer: { chosen: ['4'] }, nth: 1 } },
    ])
  })

  test('keeps the same fact from a form and from the page’s script', async () => {
    const kept = []
    for (const post of [action, scriptAction]) {
      const made = await room()
      await post(given(made, judge))
      kept.push((await ownFacts(made)).map(({ verb, payload }) => ({ verb, payload })))
    }
    expect(kept[0]).toEqual(kept[1])
    expect(kept[0]).toHaveLength(2)
  })

  test('nothing chosen, and what it does not have, are refused with a sentence', async () => {
    const made = await room()
    for (const fields of [{ intent: 'respond:worry' }, { ...judge, 'choice.worry': '9' }])
      expect(await action(given(made, fields))).toMatchObject({
        init: { status: 422 },
        data: { problems: [{ item: 'worry' }] },
      })
    expect(await ownFacts(made)).toHaveLength(1)
  })
})

/** A route of learning asks a context for nothing but these two. */
function isContext(made: unknown): asserts made is AppLoadContext {
  if (typeof made !== 'object' || made === null) throw new Error('no context')
}
