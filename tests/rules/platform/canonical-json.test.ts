import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'

/** RFC 8785, appendix B: IEEE 754 bits as hexadecimal and what they are written as. */
const numbers: [string, string][] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
]

test.each(numbers)('RFC 8785, appendix B: %s is %s', (bits, written) => {
  expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(written)
})

test('RFC 8785, 3.2.2: its example of values', () => {
  const value: unknown = JSON.parse(
    String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
  )
  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
})

test('RFC 8785, 3.2.3: keys in the order of their UTF-16 units', () => {
  const value: unknown = JSON.parse(
    String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
  )
  const inOrder = canonicalJson(value).match(/:"([^"]+)"/g)
  expect(inOrder).toEqual([
    ':"Carriage Return"',
    ':"One"',
    ':"Control"',
    ':"Latin Small Letter O With Diaeresis"',
    ':"Euro Sign"',
    ':"Emoji: Grinning Face"',
    ':"Hebrew Letter Dalet With Dagesh"',
  ])
})

test('control characters as RFC 8785, 3.2.2.2 writes them, all else as it is', () => {
  expect(canonicalJson('\b\t\n\f\r\u0000\u001f\u007f\u2028/é')).toBe(
    '"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028/é"',
  )
})

test('any JSON reads back as it was, and its canonical form is its own', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const written = canonicalJson(value)
      const back: unknown = JSON.parse(written)
      expect(canonicalJson(back)).toBe(written)
      // JSON knows no minus zero.
      expect(JSON.stringify(sorted(back))).toBe(JSON.stringify(sorted(value)))
    }),
  )
})

test('the order in which fields were set makes no difference, undefined fields are left out', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (fields) => {
      const turned = Object.fromEntries(Object.entries(fields).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(fields))
    }),
  )
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
})

test('what JSON cannot say is refused rather than written as something else', () => {
  const half = '\ud83d'
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
    1n,
    () => 1,
    Symbol('s'),
    new Date(0),
    new Map([['a', 1]]),
    half,
    { [half]: 1 },
    [1, undefined],
    Array.from<number>({ length: 2 }).fill(1, 0, 1),
    [1, , 2],
  ]) {
    expect(() => canonicalJson(value)).toThrow(TypeError)
    expect(() => canonicalJson({ deep: [[value]] })).toThrow(TypeError)
  }
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => [key, sorted(field)])
}
