import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describe, item, searchWords, type Item } from '#server/toolkits/rules/items/index.ts'
import { describeCheck } from '#server/toolkits/rules/items/check.ts'
import { findItem, summarise, type Release, type Section } from '#server/toolkits/rules/release.ts'

const id = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(?:-[a-z0-9]{1,6}){0,2}$/)
const words = fc
  .string({ minLength: 1, maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => text !== '')
/** What must never be told before an answer begins with a word that occurs nowhere else. */
const secret = words.map((text) => `SECRET ${text}`)

const anyCheck = fc.record({
  type: fc.constant('check' as const),
  id,
  kind: fc.constantFrom('single' as const, 'multiple' as const),
  question: words,
  choices: fc.uniqueArray(fc.record({ id, text: words, correct: fc.boolean(), feedback: secret }), {
    minLength: 2,
    maxLength: 8,
    selector: (choice) => choice.id,
  }),
})
const anyOrder = fc.record({
  type: fc.constant('check' as const),
  id,
  kind: fc.constant('order' as const),
  question: words,
  choices: fc.uniqueArray(fc.record({ id, text: words, feedback: secret }), {
    minLength: 3,
    maxLength: 8,
    selector: (choice) => choice.text,
  }),
})
const anyMatch = fc.record({
  type: fc.constant('check' as const),
  id,
  kind: fc.constant('match' as const),
  question: words,
  pairs: fc.uniqueArray(fc.record({ id, left: words, right: words, feedback: secret }), {
    minLength: 2,
    maxLength: 8,
    selector: (pair) => pair.left,
  }),
})
const anyConfidence = fc.record({ type: fc.constant('confidence' as const), id, check: id })
const anySurvey = fc.record({
  type: fc.constant('survey' as const),
  id,
  phase: fc.constantFrom('before' as const, 'after' as const),
  from: words,
  to: words,
  statements: fc.array(fc.record({ id, text: words }), { minLength: 1, maxLength: 10 }),
})
const anyReflection = fc.record(
  {
    type: fc.constant('reflection' as const),
    id,
    prompt: words,
    template: fc.constantFrom('what' as const, 'gibbs' as const, 'kolb' as const),
  },
  { requiredKeys: ['type', 'id', 'prompt'] },
)
const anyItem: fc.Arbitrary<Item> = fc.oneof(
  anyCheck,
  anyOrder,
  anyMatch,
  anyConfidence,
  anySurvey,
  anyReflection,
)

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
}

test('no descriptor holds what is right or any feedback', () => {
  fc.assert(
    fc.property(anyItem, (one) => {
      expect(item.safeParse(one).success).toBe(true)
      const shown = describe(one)
      expect(keysOf(shown)).not.toContain('correct')
      expect(keysOf(shown)).not.toContain('feedback')
      expect(JSON.stringify(shown)).not.toContain('SECRET')
      expect(searchWords(one)).not.toContain('SECRET')
    }),
  )
})

test('two checks that differ only in what is right look the same', () => {
  fc.assert(
    fc.property(anyCheck, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (one, right) => {
      const other = {
        ...one,
        choices: one.choices.map((choice, at) => ({
          ...choice,
          correct: right[at] ?? false,
          feedback: 'SECRET other',
        })),
      }
      expect(JSON.stringify(describe(other))).toBe(JSON.stringify(describe(one)))
    }),
  )
})

test('an order and a match look the same whatever is right: their right order is not in what is shown', () => {
  fc.assert(
    fc.property(anyOrder, words, fc.nat(7), (one, seed, by) => {
      const shown = describeCheck(one, seed)
      const cut = by % one.choices.length
      const turned = [...one.choices.slice(cut), ...one.choices.slice(0, cut)].map((step, at) => ({
        ...step,
        id: `other-${at}`,
      }))
      const other = describeCheck({ ...one, choices: turned }, seed)
      if (shown.kind !== 'order' || other.kind !== 'order') throw new Error('not an order')
      // Only where chance had put them right does it move one: else what is right changes nothing.
      const texts = (of: typeof shown) => of.choices.map((choice) => choice.text)
      expect(texts(shown).toSorted()).toEqual(texts(other).toSorted())
      expect(texts(shown)).not.toEqual(one.choices.map((step) => step.text))
      expect(describeCheck(one, seed)).toEqual(shown)
      for (const step of one.choices.filter(({ id: own }) => own.length > 4))
        expect(shown.choices.map((choice) => choice.id)).not.toContain(step.id)
    }),
  )
  fc.assert(
    fc.property(anyMatch, words, (one, seed) => {
      const turned = one.pairs.map((pair, at) => ({
        ...pair,
        id: `other-${at}`,
        right: one.pairs[(at + 1) % one.pairs.length]?.right ?? '',
      }))
      expect(describeCheck({ ...one, pairs: turned }, seed)).toEqual(describeCheck(one, seed))
      expect(searchWords({ ...one, pairs: turned })).toBe(searchWords(one))
    }),
  )
})

test('a summary of a section names its items and their types, nothing more', () => {
  const one: Item = { type: 'reflection', id: 'why', prompt: 'Why?' }
  const section: Section = { id: 'a', number: 1, title: 'A', minutes: 2, items: [one] }
  expect(summarise(section)).toEqual({
    id: 'a',
    number: 1,
    title: 'A',
    minutes: 2,
    items: [{ id: 'why', type: 'reflection' }],
  })
  const release: Pick<Release, 'sections'> = { sections: [section] }
  expect(findItem(release, 'why')).toEqual({ section, item: one })
  expect(findItem(release, 'toString')).toBeNull()
})
