import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personId, releaseHash, toolkitId } from '#server/platform/rules/ids.ts'
import { httpStatus } from '#server/platform/rules/outcome.ts'

test('T16: an id is one spelling of one thing', () => {
  const good = '0d4fbe5e-9e43-4a0d-8a5c-0f6c2c4f7b11'
  expect(personId.safeParse(good).success).toBe(true)
  for (const bad of [
    good.toUpperCase(),
    `${good}\n`,
    ` ${good}`,
    good.replaceAll('-', ''),
    `${good}/..`,
    '',
    '__proto__',
  ]) {
    expect(personId.safeParse(bad).success, bad).toBe(false)
  }
})

test('T16: what a slug or hash accepts is safe in a path', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (toolkitId.safeParse(text).success) expect(encodeURIComponent(text)).toBe(text)
      expect(releaseHash.safeParse(text).success).toBe(/^[0-9a-f]{64}$/.test(text))
    }),
  )
  expect(toolkitId.safeParse('participation').success).toBe(true)
  for (const bad of ['-a', 'a-', 'a--b', 'A', 'a/b', '../a', 'a b', 'a'.repeat(81)]) {
    expect(toolkitId.safeParse(bad).success, bad).toBe(false)
  }
})

test('no refusal is answered as a success or as a fault of ours but for unavailable', () => {
  for (const [code, status] of Object.entries(httpStatus)) {
    expect(status, code).toBeGreaterThanOrEqual(400)
    if (code !== 'unavailable') expect(status, code).toBeLessThan(500)
  }
})
