import { expect, test } from 'vitest'
import { createRecall } from '#server/recall/recall.server.ts'
import type { Work } from '#server/learning/rules/work.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import type { Item } from '#server/toolkits/rules/release.ts'
import {
  chair,
  classroom,
  participation,
  release,
  sections,
} from '#tests/services/learning/classroom.ts'

const oneDay = 86_400_000
const sureOfChair: Item = { type: 'confidence', id: 'chair-sure', check: 'chair' }

/** A classroom in which the first check also asks how sure one is. */
async function practice() {
  const room = await classroom()
  const { db, clock, learning, books } = room
  books.publish(
    release(
      'b',
      sections.map((one) =>
        one.id === 'power' ? { ...one, items: [chair, sureOfChair, ...one.items.slice(1)] } : one,
      ),
    ),
  )
  const recall = createRecall({ db, clock, toolkits: books.library, learning })
  /** Answers the chair in the module, saying how sure one is. */
  const answer = async (chosen: string, sure?: string) => {
    const choices = { chair: [chosen], ...(sure ? { 'chair-sure': [sure] } : {}) }
    const shown = { 'chair-sure': '' }
    const work: Work = {
      ...{ intent: { act: 'check', item: 'chair' }, release: release('b').hash },
      ...{ activeMs: 0, reflections: {}, choices, shown },
    }
    return value(await learning.work(room.ben, participation, 'power', work))
  }
  return { ...room, recall, answer }
}

const chosen = (id: string) => ({
  intent: { act: 'check' as const, item: 'chair' },
  choices: { chair: [id] },
})
const question = { toolkit: participation, item: 'chair' }

test('a check answered wrong by somebody who was sure comes back after days, without its answer', async () => {
  const { recall, answer, clock, ben } = await practice()
  await answer('leave', 'sure')
  expect(await recall.page(ben)).toMatchObject({
    question: null,
    due: 0,
    later: [{ item: 'chair' }],
  })
  clock.at += 2 * oneDay
  const page = await recall.page(ben)
  expect(page).toMatchObject({ due: 1, question: { item: 'chair', nth: 1 } })
  expect(JSON.stringify(page)).not.toMatch(/FEEDBACK|"correct"/)

  const first = value(await recall.answer(ben, { ...question, nth: 1 }, chosen('move')))
  expect(first).toMatchObject({ kind: 'marked', feedback: { correct: true } })
  // The same post again is the same answer.
  const again = value(await recall.answer(ben, { ...question, nth: 1 }, chosen('move')))
  expect(again).toEqual(first)
  expect((await recall.own(ben)).answers).toHaveLength(1)
  expect(await recall.page(ben)).toMatchObject({ due: 0, later: [{ dueOn: '2026-11-30' }] })
})

test('without being sure nothing comes back by itself; it does when asked, and rests when asked', async () => {
  const { recall, answer, clock, ben } = await practice()
  await answer('leave')
  expect(await recall.page(ben)).toMatchObject({ later: [], offered: [{ item: 'chair' }] })
  value(await recall.bringBack(ben, participation, 'chair'))
  expect(await recall.page(ben)).toMatchObject({ later: [{ item: 'chair' }], offered: [] })
  clock.at += 3 * oneDay
  expect(await recall.dueCount(ben)).toBe(1)
  expect(await recall.days(ben)).toEqual(['2026-11-28'])
  value(await recall.letRest(ben, participation, 'chair'))
  expect(await recall.dueCount(ben)).toBe(0)
})

test('nobody is told outside the page until they want to be', async () => {
  const { recall, answer, clock, ben } = await practice()
  await answer('leave', 'sure')
  clock.at += 3 * oneDay
  expect(await recall.told(ben)).toBe(0)
  await recall.setTold(ben, true)
  expect(await recall.told(ben)).toBe(1)
  await recall.setTold(ben, false)
  expect(await recall.told(ben)).toBe(0)
})

test('recall is its owner alone: nobody else is asked, and no answer of theirs counts', async () => {
  const { recall, answer, clock, ben, others } = await practice()
  await answer('leave', 'sure')
  clock.at += 3 * oneDay
  for (const other of Object.values(others)) {
    expect(await recall.page(other)).toMatchObject({ due: 0, later: [], offered: [] })
    const tried = await recall.answer(other, { ...question, nth: 1 }, chosen('move'))
    expect(tried).toMatchObject({ error: { code: 'not_found' } })
  }
  expect(await recall.dueCount(ben)).toBe(1)
})

test('a question that a new release no longer asks does not come back', async () => {
  const { recall, answer, clock, books, ben } = await practice()
  await answer('leave', 'sure')
  books.publish(
    release(
      'c',
      sections.filter((one) => one.id !== 'power'),
    ),
  )
  clock.at += 3 * oneDay
  expect(await recall.page(ben)).toMatchObject({ question: null, due: 0, later: [], offered: [] })
})

test('openings tell what is not done, with its minutes', async () => {
  const { learning, ben, answer } = await practice()
  expect((await learning.openings(ben)).map((one) => one.minutes)).toEqual([7, 6, 5])
  await answer('move')
  value(await learning.saveAndContinue(ben, participation, 'power'))
  expect(await learning.openings(ben)).toMatchObject([
    { kind: 'section', number: 2, begun: true, place: { section: 'rights', item: 'needs' } },
    { number: 3 },
  ])
})

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.error.message}`)
  return outcome.value
}
