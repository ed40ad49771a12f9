import { expect, test } from 'vitest'
import {
  arranged,
  chosenFrom,
  knownIn,
  postedFrom,
  sameChosen,
} from '#server/learning/rules/chosen.ts'
import { moved } from '#server/learning/rules/order-move.ts'
import { mark } from '#server/learning/rules/mark.ts'
import { describeCheck, type CheckItem } from '#server/toolkits/rules/items/check.ts'
import type { OrderCheck } from '#server/toolkits/rules/items/order.ts'
import { fact, match, order, survey } from './parts.ts'

const wrong = ['weigh', 'hear', 'record']

test('a form names the parts of an order and of a match by their words, never by their ids', () => {
  for (const [item, chosen] of [
    [order, wrong],
    [match, ['late:late', 'careless:late', 'angry:careless']],
  ] as const) {
    const posted = postedFrom(item, chosen)
    expect(posted.join(' ')).not.toMatch(/hear|record|weigh|late|careless|angry/)
    expect(chosenFrom(item, posted)).toEqual(chosen)
  }
})

test('an order is read by its places, whatever comes first in the form', () => {
  expect(chosenFrom(order, postedFrom(order, wrong).toReversed())).toEqual(wrong)
  expect(sameChosen(order, ['hear', 'record'], ['record', 'hear'])).toBe(false)
  expect(sameChosen(match, ['a:b', 'c:d'], ['c:d', 'a:b'])).toBe(true)
})

test('people see an order always the same way, each their own, and nobody in the right one', () => {
  const seen = new Set<string>()
  for (let n = 0; n < 40; n += 1) {
    const start = arranged(order, [], `person-${n}`)
    expect(arranged(order, [], `person-${n}`)).toEqual(start)
    expect(start.toSorted()).toEqual(['hear', 'record', 'weigh'])
    expect(start).not.toEqual(['hear', 'record', 'weigh'])
    seen.add(start.join(' '))
  }
  expect(seen.size).toBeGreaterThan(2)
  expect(arranged(order, ['weigh'], 'ben')[0]).toBe('weigh')
})

test('a button moves one part by one place, and at an end nowhere', () => {
  expect(moved(wrong, 'hear', 'up')).toEqual(['hear', 'weigh', 'record'])
  expect(moved(wrong, 'hear', 'down')).toEqual(['weigh', 'record', 'hear'])
  expect(moved(wrong, 'weigh', 'up')).toEqual(wrong)
  expect(moved(wrong, 'nothing', 'down')).toEqual(wrong)
})

test('an order tells which parts are in their place, and gives reasons for those alone', () => {
  const one = value(order, ['hear', 'weigh', 'record'])
  expect(one).toMatchObject({ correct: false, heading: 'Not quite: 1 of 3 is right', missing: 0 })
  expect(one.chosen.map((line) => [line.text, line.correct])).toEqual([
    ['Hear', true],
    ['Weigh it', false],
    ['Write it down', false],
  ])
  expect(JSON.stringify(one)).not.toContain('FEEDBACK')
  const right = value(order, ['hear', 'record', 'weigh'])
  expect(right).toMatchObject({ correct: true, heading: 'Yes' })
  expect(JSON.stringify(right)).toContain('FEEDBACK-RECORD')
})

test('a match tells which pairs are right; a shared right side is right for each of its pairs', () => {
  const one = value(match, ['late:late', 'careless:late', 'angry:careless'])
  expect(one.chosen.map((line) => line.correct)).toEqual([true, false, true])
  expect(JSON.stringify(one)).not.toContain('FEEDBACK-CARELESS')
  expect(value(match, ['late:late', 'careless:angry', 'angry:careless']).correct).toBe(true)
  const rights = describeCheck(match, 'ben')
  expect(rights.kind === 'match' && rights.rights.length).toBe(2)
})

test('what does not fit is refused with what to do', () => {
  for (const [item, chosen, code] of [
    [order, ['hear', 'record'], 'stale'],
    [order, ['hear', 'record', 'record'], 'stale'],
    [order, ['hear', 'record', 'gone'], 'stale'],
    [match, ['late:late'], 'invalid'],
    [match, ['late:gone', 'careless:late', 'angry:late'], 'stale'],
  ] as const) {
    const marked = mark(item, { chosen: [...chosen] })
    expect(marked.ok ? null : marked.error.code).toBe(code)
  }
})

test('of a draft stays what the item still has', () => {
  const shorter: OrderCheck = { ...order, choices: order.choices.slice(0, 2) }
  expect(knownIn(shorter, wrong)).toEqual(['hear', 'record'])
  expect(knownIn(match, ['late:late', 'late:careless', 'gone:late'])).toEqual(['late:careless'])
  expect(knownIn(survey, ['silence:3', 'silence:6', 'power:1', 'gone:2'])).toEqual([
    'silence:3',
    'power:1',
  ])
})

test('answers with the length of two ids fit into a fact', () => {
  const id = `a${'b'.repeat(59)}`
  expect(fact(`${id}:${id}`).success).toBe(true)
})

function value(item: CheckItem, chosen: readonly string[]) {
  const marked = mark(item, { chosen: [...chosen] })
  if (!marked.ok) throw new Error(marked.error.message)
  return marked.value
}
