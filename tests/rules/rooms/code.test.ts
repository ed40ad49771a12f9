import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  codeAlphabet,
  codeFrom,
  codeLength,
  readCode,
  spelledCode,
} from '#server/rooms/rules/code.ts'

const bytes = fc.uint8Array({ minLength: 0, maxLength: 32 })
const code = fc.string({
  unit: fc.constantFrom(...Array.from(codeAlphabet)),
  minLength: codeLength,
  maxLength: codeLength,
})

test('a code has six signs, none that is mistaken for another, and spells no word', () => {
  expect(codeAlphabet).not.toMatch(/[0O1ILAEU]/)
  expect(new Set(codeAlphabet).size).toBe(codeAlphabet.length)
  fc.assert(
    fc.property(bytes, (random) => {
      const made = codeFrom(random)
      expect(made ?? 'BBBBBB').toMatch(new RegExp(`^[${codeAlphabet}]{6}$`))
    }),
  )
})

test('each sign is as likely as any other', () => {
  const signs = Array.from({ length: 256 }, (_, byte) => codeFrom(new Uint8Array(6).fill(byte)))
  const counts = new Map<string, number>()
  for (const sign of signs) if (sign) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  expect(counts.size).toBe(codeAlphabet.length)
  expect(new Set(counts.values()).size).toBe(1)
})

test('too few bytes make no code', () => {
  expect(codeFrom(new Uint8Array(5))).toBeNull()
  expect(codeFrom(new Uint8Array(16).fill(255))).toBeNull()
})

test('a code is read as it was meant: small letters, pairs, hyphens', () => {
  fc.assert(
    fc.property(code, (made) => {
      expect(readCode(made)).toBe(made)
      expect(readCode(` ${spelledCode(made).toLowerCase()} `)).toBe(made)
      expect(readCode(spelledCode(made).replaceAll(' ', '-'))).toBe(made)
    }),
  )
})

test('what is no code is read as none, whatever it is', () => {
  for (const typed of ['', 'K7M4Q', 'K7M4QXX', 'K7M4Q!', 'Ä7M4QX', '../../', '\u0000\u0000']) {
    expect(readCode(typed)).toBeNull()
  }
  fc.assert(
    fc.property(fc.string(), (typed) => {
      expect(readCode(typed) ?? 'BBBBBB').toMatch(/^[0-9A-Z]{6}$/)
    }),
  )
})
