import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describe, item, searchWords, type Item } from '#server/toolkits/rules/items/index.ts'
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
const anyReflection = fc.record(
  { type: fc.constant('reflection' as const), id, prompt: words, template: words },
  { requiredKeys: ['type', 'id', 'prompt'] },
)
const anyItem: fc.Arbitrary<Item> = fc.oneof(anyCheck, anyReflection)

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
