import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choiceFingerprint } from '#server/learning/rules/work-fields.ts'
import { readWork } from '#server/learning/rules/work.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'

const release = 'a'.repeat(64)

test('a post holds everything typed on the page and what the learner wants', () => {
  const form: [string, string][] = [
    ['release', release],
    ['intent', 'check:chair'],
    ['openedAt', '1000'],
    ['activeMs', ''],
    ['choice.chair', 'move'],
    ['choice.ladder', 'a'],
    ['choice.ladder', 'b'],
    ['reflection.visit', 'By the window.'],
    ['shown.visit', 'x1'],
  ]
  expect(readWork(form)).toEqual({
    intent: { act: 'check', item: 'chair' },
    release,
    activeMs: 0,
    openedAt: 1000,
    choices: { chair: ['move'], ladder: ['a', 'b'] },
    reflections: { visit: 'By the window.' },
    shown: { visit: 'x1' },
  })
})

test('an unknown name, a missing intent or a hostile id is not a post of this page', () => {
  const good: [string, unknown][] = [
    ['release', release],
    ['intent', 'save'],
  ]
  expect(readWork(good)).not.toBeNull()
  expect(readWork([...good, ['other', 'x']])).toBeNull()
  expect(readWork([...good, ['choice.__proto__', 'x']])).toBeNull()
  expect(readWork([['release', release]])).toBeNull()
  expect(readWork([...good, ['reflection.visit', new Blob(['x'])]])).toBeNull()
  expect(
    readWork([
      ['release', 'x'],
      ['intent', 'save'],
    ]),
  ).toBeNull()
})

test('any form is read or refused, never thrown at', () => {
  const entries = fc.array(fc.tuple(fc.string(), fc.oneof(fc.string(), fc.constant(null))))
  fc.assert(fc.property(entries, (form) => void readWork(form)))
})

test('fingerprints tell texts apart and forgive line ends and spaces around', () => {
  expect(fingerprint('One\r\ntwo ')).toBe(fingerprint('One\ntwo'))
  expect(choiceFingerprint(['b', 'a'])).toBe(choiceFingerprint(['a', 'b']))
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      if (a.trim().normalize('NFC') !== b.trim().normalize('NFC') && !/[\r]/.test(a + b)) {
        expect(fingerprint(a)).not.toBe(fingerprint(b))
      }
    }),
  )
})
