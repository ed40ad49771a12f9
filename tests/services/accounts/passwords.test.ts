import { hash } from '@node-rs/argon2'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { cost, createPasswords, isWeak } from '#server/accounts/passwords.server.ts'
import { emailOf, givePassword, northbridge } from '#tests/support/cast.ts'

const words = 'correct horse battery staple'

test('T6: a stored password is argon2id with 19 MiB, two passes, one lane at least', async () => {
  const stored = await createPasswords().hash(words)
  const [, variant, version, parameters, salt, digest] = stored.split('$')
  expect([variant, version]).toEqual(['argon2id', 'v=19'])
  const least: [string, number][] = [
    ['m', 19 * 1024],
    ['t', 2],
    ['p', 1],
  ]
  for (const [name, amount] of least) {
    const written = new RegExp(`(?:^|,)${name}=(\\d+)`).exec(parameters ?? '')?.[1]
    expect(Number(written), name).toBeGreaterThanOrEqual(amount)
  }
  expect(Buffer.from(salt ?? '', 'base64').length).toBeGreaterThanOrEqual(16)
  expect(Buffer.from(digest ?? '', 'base64').length).toBeGreaterThanOrEqual(32)
  expect(isWeak(stored)).toBe(false)
})

test('T6: two people with one password share no stored byte', async () => {
  const passwords = createPasswords()
  expect(await passwords.hash(words)).not.toBe(await passwords.hash(words))
})

test('T6: what is below today’s cost counts as weak', async () => {
  expect(isWeak(await hash(words, { ...cost, memoryCost: 9 * 1024 }))).toBe(true)
  expect(isWeak(await hash(words, { ...cost, timeCost: 1 }))).toBe(true)
  expect(isWeak('$2b$12$abcdefghijklmnopqrstuv')).toBe(true)
  expect(isWeak('')).toBe(true)
  expect(isWeak('$argon2id$v=19$m=65536,t=3,p=4$salt$digest')).toBe(false)
})

test('T6: a weak stored password still signs in, and is then raised', async () => {
  const council = await northbridge()
  const { db, accounts, ben } = council
  const weak = await hash(words, { ...cost, timeCost: 1, memoryCost: 8 * 1024 })
  await db.tx((tx) => accounts.setPasswordHashIn(tx, ben.person, weak))
  const stored = () =>
    db.read.all<{ hash: string }>(
      sql`select password_hash as hash from people where id = ${ben.person}`,
    )[0]?.hash ?? ''
  expect((await accounts.signIn(emailOf('ben'), 'a wrong password', 'office')).ok).toBe(false)
  expect(stored()).toBe(weak)
  expect((await accounts.signIn(emailOf('ben'), words, 'office')).ok).toBe(true)
  expect(isWeak(stored())).toBe(false)
  const raised = stored()
  expect((await accounts.signIn(emailOf('ben'), words, 'office')).ok).toBe(true)
  expect(stored()).toBe(raised)
})

test('T6: a password that changes while the old one is being checked is not put back', async () => {
  const council = await northbridge()
  const { db, accounts, ben } = council
  const weak = await hash(words, { ...cost, timeCost: 1, memoryCost: 8 * 1024 })
  await db.tx((tx) => accounts.setPasswordHashIn(tx, ben.person, weak))
  const newer = await accounts.passwords.hash('another pass phrase')
  const signingIn = accounts.signIn(emailOf('ben'), words, 'office')
  await db.tx((tx) => accounts.setPasswordHashIn(tx, ben.person, newer))
  expect((await signingIn).ok).toBe(false)
  expect((await accounts.signIn(emailOf('ben'), 'another pass phrase', 'office')).ok).toBe(true)
})

test('T6: of 60 who sign in at once, four run, fifty wait, and six are asked to come back', async () => {
  const council = await northbridge()
  const { accounts, ben } = council
  await givePassword(council, ben, words)
  // Sixty accounts of one office: each is somebody else's address, one of them is Ben's.
  const tries = Array.from({ length: 60 }, (_, n) =>
    accounts.signIn(n === 0 ? emailOf('ben') : `p${n}@elsewhere.example`, words, 'office'),
  )
  const outcomes = await Promise.all(tries)
  const codes = outcomes.map((one) => (one.ok ? 'ok' : one.error.code))
  expect(codes.filter((code) => code === 'ok')).toHaveLength(1)
  expect(codes.filter((code) => code === 'invalid')).toHaveLength(53)
  const later = outcomes
    .flatMap((one) => (one.ok ? [] : [one.error]))
    .filter((error) => error.code === 'unavailable')
  expect(later).toHaveLength(6)
  for (const error of later) expect(error.retryAfter).toBeGreaterThan(0)
  expect(accounts.passwords.counts().mostAtOnce).toBe(4)
})

test('any Unicode is a password, and however it is composed it is the same', async () => {
  const passwords = createPasswords()
  for (const phrase of ['Llanfair­pwll ŵŷ ☂ 🗝 密码', 'x'.repeat(128), '     spaces     ']) {
    const stored = await passwords.hash(phrase)
    expect(await passwords.verify(stored, phrase.normalize('NFD'))).toBe(true)
    expect(await passwords.verify(stored, `${phrase}.`)).toBe(false)
  }
})
