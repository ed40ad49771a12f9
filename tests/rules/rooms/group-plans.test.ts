import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandFromForm } from '#server/rooms/rules/form.ts'
import { groupsByAnswers, groupsByChance, groupsFor } from '#server/rooms/rules/group-plans.ts'
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

test('who answered alike sits apart as far as they can', () => {
  fc.assert(
    fc.property(someone, number, seed, fc.array(fc.integer({ min: 1, max: 3 })), (...given) => {
      const [people, count, chance, chosen] = given
      const answers = new Map(people.map((one, index) => [one, String(chosen[index] ?? 1)]))
      const groups = groupsByAnswers(people, answers, count, chance)
      expect(groups.flatMap((one) => one.people)).toHaveLength(people.length)
      for (const answer of new Set(answers.values())) {
        const alike = groups.map((one) => one.people.filter((each) => answers.get(each) === answer))
        const counts = alike.map((each) => each.length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }
    }),
  )
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
