import type { AppLoadContext } from '@remix-run/node'
import { describe, expect, test } from 'vitest'
import { action, loader } from '#app/routes/toolkits.$toolkit.sections.$section.tsx'
import { action as scriptAction } from '#app/routes/toolkits.$toolkit.sections.$section_.work.ts'
import type { Fact } from '#server/learning/rules/fact.ts'
import { factsOf } from '#server/learning/store.server.ts'
import type { SectionBlock } from '#server/learning/study.server.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import type { Item, Section } from '#server/toolkits/rules/release.ts'
import { match, order, sure, survey, surveyAfter } from '#tests/rules/learning/parts.ts'
import { classroom, participation, release } from './classroom.ts'

const boxed: Item = { type: 'reflection', id: 'call', prompt: 'A call', template: 'what' }
const sections: Section[] = [
  {
    id: 'parts',
    number: 1,
    title: 'Parts',
    minutes: 7,
    items: [survey, order, match, sure, boxed],
  },
  { id: 'end', number: 2, title: 'End', minutes: 3, items: [surveyAfter] },
]

type Room = Awaited<ReturnType<typeof school>>
type Field = readonly [string, string]

async function school() {
  const room = await classroom()
  room.books.publish(release('b', sections))
  return room
}

/** What Remix hands to a route, with what a section's page asks. */
function given({ learning, notes, ben }: Room, section = 'parts', fields?: readonly Field[]) {
  const context: unknown = { services: { learning, notes }, actor: ben }
  isContext(context)
  const body = fields && new URLSearchParams([['release', release('b').hash], ...fields.map(pair)])
  const address = `http://localhost:3000/toolkits/participation/sections/${section}`
  const request = new Request(address, body ? { method: 'POST', body } : {})
  return { context, params: { toolkit: participation, section }, request }
}

/** The two ways of a post: a form without JavaScript, and the page's script. */
const ways = {
  form: (room: Room, fields: readonly Field[], section?: string) =>
    action(given(room, section, fields)),
  script: (room: Room, fields: readonly Field[], section?: string) =>
    scriptAction(given(room, section, fields)),
}

async function blocks(room: Room, section = 'parts'): Promise<SectionBlock[]> {
  return value(await room.learning.sectionPage(room.ben, participation, section)).blocks
}

async function check(room: Room, id: string) {
  const block = (await blocks(room)).find((one) => one.kind === 'check' && one.check.id === id)
  if (block?.kind !== 'check') throw new Error('no such check')
  return block.check
}

async function surveyOf(room: Room, section: string) {
  const block = (await blocks(room, section)).find((one) => one.kind === 'survey')
  if (block?.kind !== 'survey') throw new Error('no survey')
  return block.survey
}

/** The fields of an order that stands like this. */
function orderFields(texts: readonly string[], choices: readonly { id: string; text: string }[]) {
  return texts.map((text, at): Field => {
    const id = choices.find((one) => one.text === text)?.id ?? ''
    return ['choice.from-referral', `${at + 1}:${id}`]
  })
}

async function matchFields(room: Room, pairs: Record<string, string>): Promise<Field[]> {
  const shown = await check(room, 'fact-or-view')
  if (shown.kind !== 'match') throw new Error('no match')
  return shown.lefts.map((left): Field => {
    const right = shown.rights.find((one) => one.text === pairs[left.text])?.id ?? ''
    return [`choice.fact-or-view.${left.id}`, right]
  })
}

const rightPairs = {
  'He came at ten past nine': 'Something seen',
  'He does not care': 'A conclusion',
  'She is angry': 'A conclusion',
}

describe.each(['form', 'script'] as const)('by %s', (way) => {
  test('every kind is kept as the same facts', async () => {
    const room = await school()
    const send = (fields: readonly Field[], section?: string) => ways[way](room, fields, section)
    await send([
      ['choice.where-i-stand.silence', '2'],
      ['choice.where-i-stand.power', '4'],
      ['intent', 'respond:where-i-stand'],
    ])
    const { choices } = openOrder(await check(room, 'from-referral'))
    await send([
      ...orderFields(['Hear', 'Weigh it', 'Write it down'], choices),
      ['intent', 'check:from-referral'],
    ])
    await send([
      ...(await matchFields(room, { ...rightPairs, 'She is angry': 'Something seen' })),
      ['choice.match-sure', 'sure'],
      ['intent', 'check:fact-or-view'],
    ])
    await send([
      ['choice.match-sure', 'guessing'],
      ['intent', 'respond:match-sure'],
    ])
    await send([
      ['reflection.call.what', 'She left.'],
      ['reflection.call.so-what', ''],
      ['reflection.call.now-what', 'I will ring.'],
      ['intent', 'reflection:call'],
    ])
    await send([['intent', 'continue']])
    await send(
      [
        ['choice.where-i-stand-now.silence', '4'],
        ['choice.where-i-stand-now.power', '5'],
        ['intent', 'continue'],
      ],
      'end',
    )
    expect(shapes(await factsOf(room.db.read, room.ben.person))).toEqual(sorted(whatIsKept))
    const own = await room.learning.reflections(room.ben, participation)
    expect(own).toMatchObject([{ text: 'What?\nShe left.\n\nNow what?\nI will ring.' }])
  })

  test('a repeated post adds nothing', async () => {
    const room = await school()
    const { choices } = openOrder(await check(room, 'from-referral'))
    const posts: Field[][] = [
      [
        ...orderFields(['Weigh it', 'Hear', 'Write it down'], choices),
        ['intent', 'check:from-referral'],
      ],
      [
        ...(await matchFields(room, rightPairs)),
        ['choice.match-sure', 'fairly-sure'],
        ['intent', 'check:fact-or-view'],
      ],
      [
        ['choice.match-sure', 'sure'],
        ['intent', 'respond:match-sure'],
      ],
      [
        ['choice.where-i-stand.silence', '1'],
        ['intent', 'respond:where-i-stand'],
      ],
    ]
    for (const post of posts) {
      await ways[way](room, post)
      await ways[way](room, post)
    }
    const facts = await factsOf(room.db.read, room.ben.person)
    expect(facts.map((one) => one.verb).sort()).toEqual([
      'answered',
      'answered',
      'responded',
      'responded',
      'started',
    ])
    for (const one of facts) if ('item' in one) expect(one.payload.nth).toBe(1)
  })
})

test('★ before answering, neither the page nor its data hold what is right or why', async () => {
  const room = await school()
  const secret = /FEEDBACK|"correct"|"hear"|"record"|"weigh"|"late"|"careless"|"angry"/
  const page = JSON.stringify(await loader(given(room)))
  expect(page).not.toMatch(secret)
  // What is shown follows from the words alone: the same page when other sides belong together.
  const other = await school()
  const turned = {
    ...match,
    pairs: match.pairs.map((pair, at) => ({
      ...pair,
      right: match.pairs[(at + 1) % match.pairs.length]?.right ?? '',
    })),
  }
  other.books.publish(
    release('b', [
      { ...section(0), items: section(0).items.map((one) => (one === match ? turned : one)) },
      section(1),
    ]),
  )
  const both = [room, { ...other, ben: room.ben }]
  const [one, two] = await Promise.all(both.map((each) => check(each, 'fact-or-view')))
  expect(two).toEqual(one)
  // ★ The same search finds what it looks for once there is something to tell.
  await ways.form(room, [
    ...(await matchFields(room, rightPairs)),
    ['intent', 'check:fact-or-view'],
  ])
  expect(JSON.stringify(await loader(given(room)))).toMatch(secret)
})

test('a reload finds an order as it was, another person sees their own', async () => {
  const room = await school()
  const first = openOrder(await check(room, 'from-referral')).choices
  expect(openOrder(await check(room, 'from-referral')).choices).toEqual(first)
  const last = first.at(-1)
  const press: Field[] = [
    ...orderFields(
      first.map((one) => one.text),
      first,
    ),
    ['intent', `up:from-referral:${last?.id ?? ''}`],
  ]
  await ways.form(room, press)
  // The same press arriving twice moves nothing twice.
  await ways.form(room, press)
  const after = openOrder(await check(room, 'from-referral')).choices.map((one) => one.id)
  expect(after).toEqual([first[0]?.id, first[2]?.id, first[1]?.id])
})

test('answering again begins with the order that was given, and keeps the first answer', async () => {
  const room = await school()
  const { choices } = openOrder(await check(room, 'from-referral'))
  const given = orderFields(['Weigh it', 'Hear', 'Write it down'], choices)
  await ways.form(room, [...given, ['intent', 'check:from-referral']])
  expect((await check(room, 'from-referral')).feedback).toMatchObject({ correct: false })
  await ways.form(room, [['intent', 'again:from-referral']])
  const open = openOrder(await check(room, 'from-referral'))
  expect(open.feedback).toBeNull()
  expect(open.choices.map((one) => one.text)).toEqual(['Weigh it', 'Hear', 'Write it down'])
  const right = orderFields(['Hear', 'Write it down', 'Weigh it'], choices)
  await ways.form(room, [...right, ['intent', 'check:from-referral']])
  expect((await check(room, 'from-referral')).feedback).toMatchObject({ correct: true })
  const facts = await factsOf(room.db.read, room.ben.person)
  expect(facts.flatMap((one) => (one.verb === 'answered' ? [one.payload.correct] : []))).toEqual([
    false,
    true,
  ])
})

test('how sure one is: asked before the feedback, again after it, and shown to its owner alone', async () => {
  const room = await school()
  expect((await check(room, 'fact-or-view')).confidence).toMatchObject({
    phase: 'before',
    chosen: null,
  })
  await ways.form(room, [
    ...(await matchFields(room, { ...rightPairs, 'She is angry': 'Something seen' })),
    ['choice.match-sure', 'sure'],
    ['intent', 'check:fact-or-view'],
  ])
  expect((await check(room, 'fact-or-view')).confidence).toMatchObject({
    ...{ phase: 'after', said: 'sure', chosen: null, kept: false },
  })
  await ways.form(room, [
    ['choice.match-sure', 'fairly-sure'],
    ['intent', 'respond:match-sure'],
  ])
  expect((await check(room, 'fact-or-view')).confidence).toMatchObject({
    ...{ phase: 'after', said: 'sure', chosen: 'fairly-sure', kept: true },
  })
  expect((await room.learning.ownMeasure(room.ben)).calibration.levels).toEqual([
    { level: 'sure', answered: 1, right: 0 },
  ])
  expect((await room.learning.ownMeasure(room.amara)).calibration.levels).toEqual([])
})

test('a survey is voluntary, closes with its answers, opens again, and is paired for its owner', async () => {
  const room = await school()
  await room.learning.saveAndContinue(room.ben, participation, 'end')
  expect((await surveyOf(room, 'parts')).isOpen).toBe(true)
  const refused = await ways.form(room, [['intent', 'respond:where-i-stand']])
  expect(refused).toMatchObject({
    data: { problems: [{ item: 'where-i-stand', message: 'Choose an answer first.' }] },
  })
  await ways.form(room, [
    ['choice.where-i-stand.silence', '2'],
    ['intent', 'respond:where-i-stand'],
  ])
  expect(await surveyOf(room, 'parts')).toMatchObject({ isOpen: false, chosen: ['silence:2'] })
  await ways.form(room, [['intent', 'again:where-i-stand']])
  expect(await surveyOf(room, 'parts')).toMatchObject({ isOpen: true, chosen: ['silence:2'] })
  await ways.form(room, [
    ['choice.where-i-stand.silence', '1'],
    ['intent', 'respond:where-i-stand'],
  ])
  // What was said before is not held up to whoever has not answered again.
  expect((await surveyOf(room, 'end')).earlier).toEqual([])
  await ways.form(
    room,
    [
      ['choice.where-i-stand-now.silence', '4'],
      ['intent', 'respond:where-i-stand-now'],
    ],
    'end',
  )
  expect(await surveyOf(room, 'end')).toMatchObject({
    ...{ isOpen: false, chosen: ['silence:4'], earlier: ['silence:1'] },
  })
  const { surveys } = await room.learning.ownMeasure(room.ben)
  expect(surveys).toMatchObject([{ survey: { chosen: ['silence:4'], earlier: ['silence:1'] } }])
  expect((await room.learning.ownMeasure(room.amara)).surveys).toEqual([])
})

test('boxes that are not filled in hold nobody up, and a text in them is seen by nobody else', async () => {
  const room = await school()
  await ways.script(room, [
    ['reflection.call.what', 'She left.'],
    ['intent', 'save'],
  ])
  const [block] = (await blocks(room)).filter((one) => one.kind === 'reflection')
  expect(block).toMatchObject({
    reflection: { template: 'what', boxes: { what: 'She left.', 'so-what': '', 'now-what': '' } },
  })
  const others = await room.learning.sectionPage(room.amara, participation, 'parts')
  expect(JSON.stringify(others)).not.toContain('She left.')
})

test('nothing chosen is said at its check, and what was chosen of it is kept', async () => {
  const room = await school()
  const [first, ...rest] = await matchFields(room, rightPairs)
  const fields: Field[] = [...(first ? [first] : []), ...rest.map(([name]): Field => [name, ''])]
  const answer = await ways.form(room, [...fields, ['intent', 'check:fact-or-view']])
  expect(answer).toMatchObject({
    init: { status: 422 },
    data: { problems: [{ item: 'fact-or-view', message: 'Choose a match for each.' }] },
  })
  const kept = await check(room, 'fact-or-view')
  expect(kept.chosen).toEqual([`${first?.[0].split('.')[2] ?? ''}:${first?.[1] ?? ''}`])
})

const whatIsKept = [
  ['started', null, null],
  ['responded', 'where-i-stand', { answer: { chosen: ['silence:2', 'power:4'] }, nth: 1 }],
  [
    'answered',
    'from-referral',
    { answer: { chosen: ['hear', 'weigh', 'record'] }, correct: false, nth: 1 },
  ],
  [
    'answered',
    'fact-or-view',
    {
      answer: { chosen: ['angry:late', 'careless:careless', 'late:late'] },
      ...{ correct: false, nth: 1, confidence: 'sure' },
    },
  ],
  ['responded', 'match-sure', { answer: { chosen: ['guessing'] }, nth: 1 }],
  ['left-section', null, null],
  ['responded', 'where-i-stand-now', { answer: { chosen: ['silence:4', 'power:5'] }, nth: 1 }],
  ['left-section', null, null],
  ['completed-module', null, null],
]

/** What the facts say, without who and when; the pairs of a match come in anybody's order. */
function shapes(facts: readonly Fact[]) {
  const all = facts.map((one) => {
    if (one.verb !== 'answered' && one.verb !== 'responded') return [one.verb, null, null]
    const { chosen } = one.payload.answer
    const same = one.item === 'fact-or-view' ? chosen.toSorted() : chosen
    return [one.verb, one.item, { ...one.payload, answer: { chosen: same } }]
  })
  return sorted(all)
}

function sorted(rows: readonly unknown[]): string[] {
  const inOrder = (row: unknown) =>
    JSON.stringify(row, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    )
  return rows.map(inOrder).sort()
}

function openOrder(shown: Awaited<ReturnType<typeof check>>) {
  if (shown.kind !== 'order') throw new Error('no order')
  return shown
}

function section(at: number): Section {
  const found = sections[at]
  if (!found) throw new Error('no such section')
  return found
}

function pair([name, text]: Field): [string, string] {
  return [name, text]
}

/** A route of learning asks a context for nothing but these two. */
function isContext(made: unknown): asserts made is AppLoadContext {
  if (typeof made !== 'object' || made === null) throw new Error('no context')
}

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.message}`)
  return outcome.value
}
