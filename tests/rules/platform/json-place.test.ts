import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonFault, jsonOffset, placeAt } from '#server/platform/rules/json-place.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('what JSON.parse takes is taken, what it refuses is refused', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', '\\', '1', ' '),
      (text, at, sign) => {
        const place = at % (text.length + 1)
        const hurt = text.slice(0, place) + sign + text.slice(sign === '' ? place + 1 : place)
        expect(jsonFault(text)).toBeNull()
        expect(jsonFault(hurt) === null, hurt).toBe(isJson(hurt))
      },
    ),
    { numRuns: 500 },
  )
  for (const text of [
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '01',
    '1.',
    '"\n"',
    '"\\x"',
    'nul',
  ]) {
    expect(isJson(text)).toBe(false)
    expect(jsonFault(text), text).not.toBeNull()
  }
})

test('the place of a fault and of a value are told by line and column', () => {
  const text = '{\n  "entries": [\n    {"learnt": "a"},\n    {"learnt": 7}\n  ]\n}'
  expect(placeAt(text, jsonOffset(text, ['entries', 1, 'learnt']))).toEqual({ line: 4, column: 16 })
  // What is not there is told by what should have held it.
  expect(placeAt(text, jsonOffset(text, ['entries', 1, 'impact'])).line).toBe(4)
  const cut = text.slice(0, 36)
  expect(placeAt(cut, jsonFault(cut) ?? 0).line).toBe(3)
})

test('nesting without end is refused, not followed', () => {
  expect(jsonFault('['.repeat(1_000_000))).toBeLessThan(300)
})
