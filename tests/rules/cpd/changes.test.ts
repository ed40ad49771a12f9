import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween, type Change } from '#server/cpd/rules/entry/changes.ts'

const without = (kind: Change['kind'], changes: readonly Change[]) =>
  changes
    .filter((change) => change.kind !== kind)
    .map((change) => change.text)
    .join('')

test('one word put in another place is told, and the rest stays', () => {
  expect(changesBetween('I rang the school first.', 'I rang his mother first.')).toEqual([
    { kind: 'same', text: 'I rang ' },
    { kind: 'taken', text: 'the' },
    { kind: 'added', text: 'his' },
    { kind: 'same', text: ' ' },
    { kind: 'taken', text: 'school' },
    { kind: 'added', text: 'mother' },
    { kind: 'same', text: ' first.' },
  ])
  expect(changesBetween('same', 'same')).toEqual([{ kind: 'same', text: 'same' }])
  expect(changesBetween('', 'new')).toEqual([{ kind: 'added', text: 'new' }])
  expect(changesBetween('old', '')).toEqual([{ kind: 'taken', text: 'old' }])
})

test('whatever was written, both texts come back from what is told', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'ŵ', '😀', ' ', '\n', '  ')
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = changesBetween(before, after)
      expect(without('added', changes)).toBe(before)
      expect(without('taken', changes)).toBe(after)
    }),
  )
})

test('two long texts that have nothing in common are told as a whole, at once', () => {
  const long = (letter: string) =>
    Array.from({ length: 2_000 }, (_, n) => `${letter}${n}`).join(' ')
  const changes = changesBetween(long('a'), long('b'))
  expect(changes.map((change) => change.kind)).toEqual(['taken', 'added'])
})
