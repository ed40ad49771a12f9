import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createThrottle } from '#server/accounts/throttle.server.ts'
import { emailOf, givePassword, northbridge } from '#tests/support/cast.ts'
import { hourMs, minuteMs } from '#tests/support/clock.ts'

const words = 'correct horse battery staple'
const wrong = 'incorrect horse battery'

async function office(options: { limitsOff?: boolean } = {}) {
  const council = await northbridge(undefined, options)
  for (const actor of [council.ben, council.chloe]) await givePassword(council, actor, words)
  const { accounts } = council
  async function codeOf(name: string, password: string, address = 'office') {
    const outcome = await accounts.signIn(emailOf(name), password, address)
    return outcome.ok ? 'ok' : outcome.error.code
  }
  return { ...council, codeOf }
}

/** What one try answers and costs. */
async function tried(council: Awaited<ReturnType<typeof office>>, email: string) {
  const hashes = council.accounts.passwords.counts().done
  const lines = council.db.read.all(sql`select 1 from audit_log`).length
  const outcome = await council.accounts.signIn(email, wrong, 'office')
  return {
    answer: JSON.stringify(outcome),
    hashes: council.accounts.passwords.counts().done - hashes,
    lines: council.db.read.all(sql`select 1 from audit_log`).length - lines,
  }
}

test('T8: unknown, known and not yet set up: the same bytes, the same work', async () => {
  const council = await office()
  const known = await tried(council, emailOf('ben'))
  const unknown = await tried(council, 'nobody@northbridge.example')
  const invited = await tried(council, emailOf('dev'))
  expect(unknown).toEqual(known)
  expect(invited).toEqual(known)
  expect(known.hashes).toBe(1)
})

test('T8 ★: a sign-in that answers unknown accounts at once would be told apart', async () => {
  const council = await office()
  const { accounts } = council
  const hasty = async (email: string) => {
    const before = accounts.passwords.counts().done
    const person = await accounts.personWith(council.db.read, email)
    if (person) await accounts.passwords.verify(null, wrong)
    return accounts.passwords.counts().done - before
  }
  expect(await hasty('nobody@northbridge.example')).not.toBe(await hasty(emailOf('ben')))
})

test('T8: an invited person without a password cannot sign in by any', async () => {
  const { codeOf } = await office()
  for (const guess of ['', ' ', 'null', 'nobody has this password']) {
    expect(await codeOf('dev', guess)).toBe('invalid')
  }
})

test('T9: after ten failures the account waits, and the same office goes on signing in', async () => {
  const { codeOf, accounts } = await office()
  for (let n = 0; n < 10; n += 1) expect(await codeOf('ben', wrong)).toBe('invalid')
  expect(await codeOf('ben', wrong)).toBe('too_many')
  const right = await accounts.signIn(emailOf('ben'), words, 'office')
  expect(right).toMatchObject({ ok: false, error: { code: 'too_many' } })
  if (right.ok) return
  expect(right.error.retryAfter).toBeGreaterThan(0)
  expect(right.error.retryAfter).toBeLessThanOrEqual(300)
  expect(right.error.message).toMatch(/^There were too many tries\. Wait \d minutes?, then/)
  expect(await codeOf('chloe', words)).toBe('ok')
})

test('T9: unknown accounts are slowed down just so', async () => {
  const { codeOf } = await office()
  for (let n = 0; n < 10; n += 1) expect(await codeOf('nobody', wrong)).toBe('invalid')
  expect(await codeOf('nobody', wrong)).toBe('too_many')
})

test('T9: guesses sent at once gain nothing', async () => {
  const { codeOf } = await office()
  const codes = await Promise.all(Array.from({ length: 30 }, () => codeOf('ben', wrong)))
  expect(codes.filter((code) => code === 'invalid')).toHaveLength(10)
  expect(codes.filter((code) => code === 'too_many')).toHaveLength(20)
})

test('T9: success clears the account’s failures', async () => {
  const { codeOf } = await office()
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 9; n += 1) expect(await codeOf('ben', wrong)).toBe('invalid')
    expect(await codeOf('ben', words)).toBe('ok')
  }
})

const tryOf = (account: string, address: string) => ({ account, address, knownDevice: null })

test('T9: a hundred failures slow an address down, other addresses are untouched', async () => {
  const throttle = createThrottle({ off: false })
  for (let n = 0; n < 100; n += 1) {
    const guess = tryOf(`guess-${n}@northbridge.example`, 'cellar')
    expect(await throttle.take(guess)).toBeNull()
    await throttle.blame(guess)
  }
  expect(await throttle.take(tryOf(emailOf('ben'), 'cellar'))).toBeGreaterThan(0)
  expect(await throttle.take(tryOf(emailOf('ben'), 'office'))).toBeNull()
})

test('T9: an address that must wait costs the accounts it tried nothing', async () => {
  const throttle = createThrottle({ off: false })
  const ben = tryOf(emailOf('ben'), 'cellar')
  for (let n = 0; n < 100; n += 1) await throttle.blame(ben)
  for (let n = 0; n < 20; n += 1) await throttle.take(ben)
  expect(await throttle.take(tryOf(emailOf('ben'), 'office'))).toBeNull()
})

test('T9: while strangers guess at an account, its owner signs in from a browser used before', async () => {
  const council = await office()
  const { accounts, codeOf } = council
  const from = (knownDevice: string | null, password = words) =>
    accounts.signIn(emailOf('ben'), password, 'office', { knownDevice })
  for (let n = 0; n < 10; n += 1) expect(await codeOf('ben', wrong)).toBe('invalid')
  expect(await from(null)).toMatchObject({ ok: false, error: { code: 'too_many' } })
  expect(await from('laptop')).toMatchObject({ ok: true })
  // What the owner does there gives the strangers no new tries.
  expect(await codeOf('ben', words)).toBe('too_many')
})

test('T9: a hundred failures behind the same address do not keep a known browser out either', async () => {
  const throttle = createThrottle({ off: false })
  const known = { account: emailOf('ben'), address: 'office', knownDevice: 'laptop' }
  for (let n = 0; n < 100; n += 1) await throttle.blame(known)
  expect(await throttle.take(tryOf(emailOf('ben'), 'office'))).toBeGreaterThan(0)
  expect(await throttle.take(known)).toBeNull()
})

test('T9: a known browser has ten tries of its own, no more', async () => {
  const { accounts } = await office()
  const guess = (knownDevice: string) =>
    accounts.signIn(emailOf('ben'), wrong, 'office', { knownDevice })
  for (let n = 0; n < 10; n += 1) {
    expect(await guess('laptop')).toMatchObject({ error: { code: 'invalid' } })
  }
  expect(await guess('laptop')).toMatchObject({ error: { code: 'too_many' } })
  expect(await guess('telephone')).toMatchObject({ error: { code: 'invalid' } })
})

test('T9: 200 people of one office who come at nine and are asked to come back are not slowed down', async () => {
  const { codeOf, accounts } = await office()
  const tries = Array.from({ length: 200 }, (_, n) =>
    accounts.signIn(`p${n}@northbridge.example`, words, 'office'),
  )
  const codes = (await Promise.all(tries)).map((one) => (one.ok ? 'ok' : one.error.code))
  expect(codes.filter((code) => code === 'unavailable')).toHaveLength(146)
  expect(codes).not.toContain('too_many')
  expect(await codeOf('ben', words)).toBe('ok')
})

test('where the limits are off, nothing is counted', async () => {
  const { codeOf } = await office({ limitsOff: true })
  for (let n = 0; n < 12; n += 1) expect(await codeOf('ben', wrong)).toBe('invalid')
  expect(await codeOf('ben', words)).toBe('ok')
})

test('trying as somebody works for the demonstration’s people and nobody else', async () => {
  const { accounts, ben, southbridge } = await office()
  expect((await accounts.tryAs(ben.person)).ok).toBe(true)
  expect(await accounts.tryAs(southbridge.ben.person)).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  })
})

test('T12: an invitation works once, for 14 days, and only as an invitation', async () => {
  const { accounts, db, dev, clock, codeOf } = await office()
  const invite = () => db.tx((tx) => accounts.linkIn(tx, dev.person, 'invitation'))
  const token = await invite()
  expect(await accounts.isOpen(token, 'reset')).toBe(false)
  expect((await accounts.setPassword(token, 'reset', words)).ok).toBe(false)
  clock.turn(14 * 24 * hourMs - minuteMs)
  expect(await accounts.isOpen(token, 'invitation')).toBe(true)
  const set = await accounts.setPassword(token, 'invitation', words)
  expect(set).toMatchObject({ ok: true, value: { person: dev.person } })
  expect(await codeOf('dev', words)).toBe('ok')
  expect(await accounts.setPassword(token, 'invitation', 'taken over by now')).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  })
  const late = await invite()
  clock.turn(14 * 24 * hourMs + minuteMs)
  expect(await accounts.isOpen(late, 'invitation')).toBe(false)
})

test('T12: of two who follow one link at once, one wins', async () => {
  const { accounts, codeOf } = await office()
  const link = await accounts.linkFor(emailOf('ben'))
  if (!link.ok) throw new Error('no link')
  const both = await Promise.all([
    accounts.setPassword(link.value, 'reset', 'the first pass phrase'),
    accounts.setPassword(link.value, 'reset', 'the second pass phrase'),
  ])
  expect(both.filter((one) => one.ok)).toHaveLength(1)
  const codes = [
    await codeOf('ben', 'the first pass phrase'),
    await codeOf('ben', 'the second pass phrase'),
  ]
  expect(codes.sort()).toEqual(['invalid', 'ok'])
})

test('T12: a new password uses up every older link, and ends every session', async () => {
  const { accounts, ben } = await office()
  const older = await accounts.linkFor(emailOf('ben'))
  const newer = await accounts.linkFor(emailOf('ben'))
  const before = await accounts.signIn(emailOf('ben'), words, 'office')
  if (!older.ok || !newer.ok || !before.ok) throw new Error('not set up')
  expect((await accounts.setPassword(newer.value, 'reset', 'a fresh pass phrase')).ok).toBe(true)
  expect(await accounts.isOpen(older.value, 'reset')).toBe(false)
  expect(await accounts.sessionOf(before.value.cookie)).toBeNull()
  expect(await accounts.emailOf(ben.person)).toBe(emailOf('ben'))
})

test('T12: a reset link works 59 minutes and not 61', async () => {
  const { accounts, clock } = await office()
  const link = await accounts.linkFor(emailOf('ben'))
  if (!link.ok) throw new Error('no link')
  clock.turn(59 * minuteMs)
  expect(await accounts.isOpen(link.value, 'reset')).toBe(true)
  clock.turn(2 * minuteMs)
  expect(await accounts.isOpen(link.value, 'reset')).toBe(false)
})
