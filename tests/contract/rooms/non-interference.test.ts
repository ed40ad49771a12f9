import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandId, threeStages } from '#tests/services/rooms/open-room.ts'
import { differences, run, type Leak, type Name, type Stage } from './two-runs.ts'

const first = 'I did not say what I thought.'
const second = 'Nobody asked the boy, and I did not either.'
/** What each of two people writes without a name, four times; the others write once. */
const texts = [first, second, 'Late I know.', 'And later still.'] as const

/** Everything that can happen to a text without a name: many writers, two writers, a late text. */
async function writeWithoutNames(stage: Stage): Promise<void> {
  await stage.goTo('welcome')
  await stage.act('ben', 'learning.save', { learnt: 'of Ben' })
  await stage.act('chloe', 'learning.save', { learnt: 'of Chloe' })
  await stage.goTo('write')
  for (const [name, text] of [
    ['ben', first],
    ['chloe', second],
  ] as const) {
    await stage.unnamed(name, 'draft.save', { phase: 'write', field: 'card', text })
    await stage.unnamed(name, 'card.post', { text })
  }
  // One writes oftener than the other: what is kept must not count that either.
  for (const text of ['Nobody', 'Nobody asked', 'Nobody asked me.']) {
    await stage.unnamed('ben', 'draft.save', { phase: 'write', field: 'card', text })
  }
  await stage.unnamed('ben', 'card.post', { text: 'Nobody asked me.' })
  await stage.act('dev', 'card.post', { text: 'Something else.' })
  await stage.act('amara', 'card.post', { text: 'What the manager thinks.' })
  await stage.goTo('theme')
  await stage.unnamed('ben', 'card.post', { text: texts[2], phase: 'write', late: true })
  await stage.act('farid', 'theme.make', { title: 'What we did not say' })
  await stage.goTo('write-4')
  await stage.unnamed('chloe', 'card.post', { text: 'one of two' })
  await stage.unnamed('ben', 'card.post', { text: 'two of two' })
  await stage.goTo('discuss')
  for (const name of ['ben', 'chloe'] as const) {
    await stage.act(name, 'reveal.answer', { phase: 'write-4', share: true })
  }
  await stage.unnamed('chloe', 'card.post', { text: texts[3], phase: 'write-4', late: true })
  await stage.next()
  await stage.next()
  await stage.lead('room.close')
}

const exchanged = (name: Name): Name => {
  if (name === 'ben') return 'chloe'
  return name === 'chloe' ? 'ben' : name
}

test('G5: who wrote which text without a name makes no difference of one byte, to anybody, ever', async () => {
  const one = await run(writeWithoutNames, {})
  const other = await run(writeWithoutNames, { who: exchanged })
  for (const text of [...texts, 'one of two', 'two of two']) {
    expect(one['asked for by dev']).toContain(text)
  }
  // While they write each has what is their own before them: that is all that differs.
  expect(differences(one, other)).toEqual(['own of ben', 'own of chloe'])
})

const leaks: Record<string, Leak> = {
  'a line in the log': ({ actor, type }, { logged }) =>
    Promise.resolve(type === 'card.post' && logged.push(`${actor.person} wrote something`)),

  'a row': async ({ actor, type }, world, room) => {
    if (type !== 'card.post') return
    world.wait(1)
    await world.rooms.touch(actor, room, 'socket')
  },

  'an event that everybody hears': async ({ actor, body }, { rooms }, room) => {
    if (!('text' in body) || body.text !== first) return
    await rooms.command(actor, { id: commandId(), room, type: 'hand.raise' })
  },
}

test.each(Object.entries(leaks))('G5 ★: the author in %s is found', async (_where, leak) => {
  const one = await run(writeWithoutNames, { leak })
  const other = await run(writeWithoutNames, { leak, who: exchanged })
  expect(differences(one, other).length).toBeGreaterThan(2)
})

/** The first part is shown and read; the others never are. */
async function showOnePart(stage: Stage): Promise<void> {
  await stage.goTo('disclose')
  await stage.lead('stage.release', { stage: 'stage-1' })
  await stage.act('ben', 'stage.open', { stage: 'stage-1' })
  await stage.act('dev', 'draft.save', { phase: 'disclose', field: 'note', text: 'a note' })
  await stage.goTo('discuss')
  await stage.next()
  await stage.next()
  await stage.lead('room.close')
}

const isOfStaff = (where: string) =>
  /amara|ewa|rows of (rooms|room_events|room_streams)/.test(where)

test('G5: the text of parts that are not shown makes no difference of one byte to who takes part', async () => {
  const other = threeStages.map((stage, index) =>
    index === 0
      ? stage
      : { title: 'Other '.repeat(30), html: '<p>x</p>'.repeat(900), notesHtml: '<p>y</p>' },
  )
  const found = differences(await run(showOnePart, {}), await run(showOnePart, { stages: other }))
  // Those who lead read ahead: their own list of parts is what differs.
  expect(found).toContain('asked for by amara')
  expect(found.filter((where) => !isOfStaff(where))).toEqual([])
})

test('G5 ★: the title of the next part, shown to one of them, is found', async () => {
  const other = threeStages.map((stage, index) =>
    index === 1 ? { ...stage, title: 'Another title' } : stage,
  )
  const ahead = async (stage: Stage) => {
    await stage.goTo('disclose')
    await stage.lead('stage.release', { stage: 'stage-2' })
  }
  const found = differences(await run(ahead, {}), await run(ahead, { stages: other }))
  expect(found).toContain('sent to ben')
})

/** One of them writes much, in every way there is; another says nothing; the room stays open. */
async function oneIsQuiet(stage: Stage): Promise<void> {
  await stage.goTo('disclose')
  await stage.lead('stage.release', { stage: 'stage-1' })
  await stage.unnamed('ben', 'stage.open', { stage: 'stage-1' })
  await stage.unnamed('ben', 'draft.save', { phase: 'disclose', field: 'note', text: 'Mine.' })
  await stage.goTo('theme')
  await stage.act('dev', 'theme.make', { title: 'What we did not say' })
  await stage.goTo('scale')
  for (const value of [2, 5, 4]) await stage.unnamed('ben', 'scale.put', { value })
  await stage.act('dev', 'scale.put', { value: 3 })
  await stage.goTo('write')
  for (const learnt of ['I', 'I ask', 'I ask too late.']) {
    await stage.unnamed('ben', 'learning.save', { learnt })
  }
  for (const text of [first, second, texts[2], texts[3]]) {
    await stage.unnamed('ben', 'draft.save', { phase: 'write', field: 'card', text })
    await stage.unnamed('ben', 'card.post', { text })
  }
  await stage.act('dev', 'card.post', { text: 'Something else.' })
  await stage.unnamed('ben', 'draft.save', { phase: 'write', field: 'card', text: 'And one' })
}

const withNames = {
  kinds: ['welcome', 'disclose', 'theme', 'scale', 'write', 'discuss'],
  withoutNames: false,
} as const
const isOfLeaders = (where: string) => /^(sent to|own of|asked for by) (amara|ewa)$/.test(where)

test('who is quiet is not shown: whoever writes how much, those who lead are sent the same bytes', async () => {
  const one = await run(oneIsQuiet, withNames)
  expect(one['sent to amara']).toContain('"writing":')
  expect(one['asked for by amara']).toContain('"scales":{"scale":{"3":1,"4":1}}')
  for (const talker of ['chloe', 'ewa'] as const) {
    const who = (name: Name): Name => (name === 'ben' ? talker : name === talker ? 'ben' : name)
    const found = differences(one, await run(oneIsQuiet, { ...withNames, who }))
    // What each has written is there, before them alone.
    expect(found, talker).toContain('own of ben')
    expect(found.filter(isOfLeaders), talker).toEqual(talker === 'ewa' ? ownOf('ewa') : [])
  }
})

/** Where somebody finds what is their own. */
const ownOf = (name: Name) => [`own of ${name}`, `asked for by ${name}`]

/** Two signs of who is quiet: whoever has written raises a hand, and is told to be gone. */
const signs: Leak = async ({ actor, body }, { rooms }, room) => {
  if (!('text' in body) || body.text !== 'And one') return
  await rooms.command(actor, { id: commandId(), room, type: 'hand.raise' })
  rooms.presence.left(room, actor.person)
}

test('★ a sign of who is quiet is found, in the log and in who is here', async () => {
  const leaky = { ...withNames, leak: signs }
  const [one, other] = [
    await run(oneIsQuiet, leaky),
    await run(oneIsQuiet, { ...leaky, who: exchanged }),
  ]
  const sentTo = (seen: typeof one) =>
    z.looseObject({}).parse(JSON.parse(seen['sent to amara'] ?? ''))
  for (const part of ['events', 'present']) {
    expect(sentTo(one)[part], part).not.toEqual(sentTo(other)[part])
  }
})
