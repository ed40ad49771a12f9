import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandFromForm } from '#server/rooms/rules/form.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import {
  fewestToSpread,
  groupsByAnswers,
  groupsByChance,
  groupsFor,
  type GroupPlan,
} from '#server/rooms/rules/group-plans.ts'
import { id, person } from './room-in-memory.ts'

const someone = fc.uniqueArray(fc.integer({ min: 1, max: 500 }).map(person), {
  minLength: 1,
  maxLength: 60,
})
const number = fc.integer({ min: 1, max: 12 })
const seed = fc.integer({ min: 0, max: 0xffff_ffff })

test('everybody is in one group, and no group is more than one larger than another', () => {
  fc.assert(
    fc.property(someone, number, seed, (people, count, chance) => {
      const groups = groupsByChance(people, count, chance)
      const placed = groups.flatMap((one) => one.people)
      expect([...placed].sort()).toEqual([...people].sort())
      const sizes = groups.map((one) => one.people.length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      expect(groupsByChance(people, count, chance)).toEqual(groups)
    }),
  )
})

test('those who are here are spread as evenly as all', () => {
  fc.assert(
    fc.property(someone, number, seed, fc.integer({ min: 0, max: 60 }), (...given) => {
      const [people, count, chance, come] = given
      const here = new Set(people.slice(0, come))
      const groups = groupsByChance(people, count, chance, here)
      expect(groups.flatMap((one) => one.people).sort()).toEqual([...people].sort())
      const present = groups.map((one) => one.people.filter((each) => here.has(each)).length)
      expect(Math.max(...present) - Math.min(...present)).toBeLessThanOrEqual(1)
    }),
  )
})

const answering = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 500 }).map(person), {
      minLength: fewestToSpread,
      maxLength: 60,
    }),
    fc.array(fc.integer({ min: 1, max: 3 })),
  )
  .map(([people, chosen]) => ({
    people,
    answers: new Map(people.map((one, index) => [one, String(chosen[index] ?? 1)])),
  }))

test('who answered alike sits apart, in groups of three at least, the same each time', () => {
  fc.assert(
    fc.property(answering, seed, ({ people, answers }, chance) => {
      const groups = groupsByAnswers(people, answers, chance)
      expect(groupsByAnswers(people, new Map([...answers].reverse()), chance)).toEqual(groups)
      expect([...groups.flatMap((one) => one.people)].sort()).toEqual([...people].sort())
      const sizes = groups.map((one) => one.people.length)
      expect(groups.length).toBeGreaterThanOrEqual(2)
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      for (const answer of new Set(answers.values())) {
        const alike = groups.map((one) => one.people.filter((each) => answers.get(each) === answer))
        const counts = alike.map((each) => each.length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2)
      }
    }),
  )
})

test('who comes, goes or has not answered moves nobody who answered', () => {
  fc.assert(
    fc.property(answering, seed, ({ people, answers }, chance) => {
      const [gone, ...stay] = people
      const late = [person(900), person(901)]
      const together = (plan: GroupPlan[]) =>
        plan.map((one) => one.people.filter((each) => stay.includes(each)))
      const before = groupsByAnswers(people, answers, chance)
      const after = groupsByAnswers([...late, ...stay], answers, chance)
      expect(together(after)).toEqual(together(before))
      const placed = after.flatMap((one) => one.people)
      expect([...placed].sort()).toEqual([...late, ...stay].sort())
      expect(placed).not.toContain(gone)
    }),
  )
})

test('the one who chose otherwise stands in no place, size or company that others do not', () => {
  const people = [1, 2, 3, 4, 5, 6, 7].map(person)
  const [, , alone] = people
  const answers = new Map(people.map((one) => [one, one === alone ? '5' : '1']))
  const plans = Array.from({ length: 3_000 }, (_, index) =>
    groupsByAnswers(people, answers, Math.imul(index + 1, 0x9e3779b1) >>> 0),
  )
  const often = (holds: (plan: GroupPlan[]) => boolean) => plans.filter(holds).length / 3_000
  const groupOf = (plan: GroupPlan[], one: PersonId) =>
    plan.findIndex((each) => each.people.includes(one))
  for (const one of people) {
    expect(often((plan) => groupOf(plan, one) === 0)).toBeCloseTo(1 / 2, 1)
    const inLarger = often((plan) => plan[groupOf(plan, one)]?.people.length === 4)
    expect(inLarger).toBeCloseTo(4 / 7, 1)
    for (const other of people.filter((each) => each !== one)) {
      expect(often((plan) => groupOf(plan, one) === groupOf(plan, other))).toBeCloseTo(3 / 7, 1)
    }
  }
  for (const { people: placed } of plans.flat()) expect(placed).toEqual([...placed].sort())
})

test('three or four people fit in a group', () => {
  expect([2, 5, 7, 12, 60].map(groupsFor)).toEqual([1, 2, 2, 3, 12])
})

test('a form places each person, and says nothing of who is in no group', () => {
  const read = commandFromForm([
    ['id', id(1)],
    ['type', 'groups.form'],
    [`in.${id(10)}`, 'group-2'],
    [`in.${id(11)}`, ''],
    [`in.${id(12)}`, 'group-1'],
    [`in.${id(13)}`, 'group-2'],
    ['expect.seat', '1'],
  ])
  expect(read).toMatchObject({
    value: {
      body: {
        groups: [
          { group: 'group-1', title: 'Group 1', people: [id(12)] },
          { group: 'group-2', title: 'Group 2', people: [id(10), id(13)] },
        ],
      },
    },
  })
})
