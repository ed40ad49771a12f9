import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { openConnection, openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { storedToken } from '#server/accounts/session-adapter.server.ts'
import { emailOf, givePassword, northbridge, type Northbridge } from '#tests/support/cast.ts'
import { hourMs, minuteMs } from '#tests/support/clock.ts'
import { testFolder } from '#tests/support/database.ts'

const words = 'correct horse battery staple'

function cookieHeader(cookie: string): string {
  return cookie.split(';')[0] ?? ''
}

/** Ben with a password, and how to sign him in. */
async function benAtWork(options: { secure?: boolean } = {}) {
  const file = join(testFolder(), 'casecircle.sqlite')
  migrate(file)
  const db = openDatabase(file)
  onTestFinished(() => db.close())
  const council = await northbridge(db, options)
  await givePassword(council, council.ben, words)
  async function signIn(password = words) {
    const outcome = await council.accounts.signIn(emailOf('ben'), password, 'office')
    if (!outcome.ok) throw new Error(outcome.error.message)
    return { ...outcome.value, header: cookieHeader(outcome.value.cookie) }
  }
  const whose = async (header: string) => (await council.accounts.sessionOf(header))?.person ?? null
  return { ...council, file, signIn, whose }
}

function sessionsIn({ db }: Pick<Northbridge, 'db'>): string[] {
  return db.read.all<{ id: string }>(sql`select id from sessions`).map((row) => row.id)
}

test('T7: a copy of the database holds no usable token', async () => {
  const ben = await benAtWork()
  const { token } = await ben.signIn()
  const link = await ben.accounts.linkFor(emailOf('ben'))
  if (!link.ok) throw new Error('no link')
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(sessionsIn(ben)).toEqual([storedToken(token)])
  openConnection(ben.file).pragma('wal_checkpoint(TRUNCATE)')
  const bytes = readFileSync(ben.file).toString('latin1')
  expect(bytes).toContain(storedToken(token))
  for (const secret of [token, link.value, words]) {
    expect(bytes).not.toContain(secret)
    expect(bytes).not.toContain(Buffer.from(secret).toString('hex'))
  }
  // What is stored does not open anything either.
  expect(await ben.whose(`session=${storedToken(token)}`)).toBeNull()
})

test('T7: the cookie is HttpOnly and Lax, ends with the browser, and is bound to the host on https', async () => {
  const plain = await (await benAtWork()).signIn()
  expect(plain.cookie).toMatch(/^session=[\w-]{43};/)
  const secure = await (await benAtWork({ secure: true })).signIn()
  expect(secure.cookie).toMatch(/^__Host-session=[\w-]{43};/)
  expect(secure.cookie).toMatch(/; Secure/)
  for (const { cookie } of [plain, secure]) {
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Lax/)
    expect(cookie).toMatch(/; Path=\//)
    expect(cookie).not.toMatch(/Max-Age|Expires|Domain/i)
  }
})

test('T7: a cookie that somebody set beforehand is never adopted', async () => {
  const ben = await benAtWork()
  const preset = 'A'.repeat(43)
  expect(await ben.whose(`session=${preset}`)).toBeNull()
  const { token } = await ben.signIn()
  expect(token).not.toBe(preset)
  expect(await ben.whose(`session=${preset}`)).toBeNull()
  for (const odd of ['', 'session=', 'session=;session=', 'session=%00', `other=${token}`, ';;=']) {
    expect(await ben.whose(odd), odd).toBeNull()
  }
})

test('T7: a session lasts 59 idle minutes and not 61', async () => {
  const ben = await benAtWork()
  const { header } = await ben.signIn()
  ben.clock.turn(59 * minuteMs)
  expect(await ben.whose(header)).toBe(ben.ben.person)
  ben.clock.turn(59 * minuteMs)
  expect(await ben.whose(header)).toBe(ben.ben.person)
  ben.clock.turn(61 * minuteMs)
  expect(await ben.whose(header)).toBeNull()
})

test('T7: used in the first half hour it is extended too', async () => {
  const ben = await benAtWork()
  const { header } = await ben.signIn()
  ben.clock.turn(10 * minuteMs)
  await ben.whose(header)
  ben.clock.turn(55 * minuteMs)
  expect(await ben.whose(header)).toBe(ben.ben.person)
})

test('T7: used again within a minute it is not written again', async () => {
  const ben = await benAtWork()
  const { header } = await ben.signIn()
  const before = ben.db.foreignChanges()
  ben.clock.turn(59_000)
  for (let n = 0; n < 5; n += 1) await ben.whose(header)
  expect(ben.db.foreignChanges()).toBe(before)
  ben.clock.turn(2_000)
  await ben.whose(header)
  expect(ben.db.foreignChanges()).not.toBe(before)
})

test('T7: however much it is used, it lasts 11:59 hours and not 12:01', async () => {
  const ben = await benAtWork()
  const { header } = await ben.signIn()
  for (let n = 0; n < 23; n += 1) {
    ben.clock.turn(30 * minuteMs)
    expect(await ben.whose(header)).toBe(ben.ben.person)
  }
  ben.clock.turn(29 * minuteMs)
  expect(await ben.whose(header)).toBe(ben.ben.person)
  ben.clock.turn(2 * minuteMs)
  expect(await ben.whose(header)).toBeNull()
})

test('T7: each sign-in has a token of its own, signing out ends that one alone', async () => {
  const ben = await benAtWork()
  const one = await ben.signIn()
  const two = await ben.signIn()
  expect(one.token).not.toBe(two.token)
  const cleared = await ben.accounts.signOut(one.token)
  expect(cleared).toMatch(/^session=;.*Max-Age=0/)
  expect(await ben.whose(one.header)).toBeNull()
  expect(await ben.whose(two.header)).toBe(ben.ben.person)
})

test('T7: a changed password ends every session and gives a new token', async () => {
  const ben = await benAtWork()
  const one = await ben.signIn()
  const two = await ben.signIn()
  const changed = await ben.accounts.changePassword(ben.ben.person, words, 'another pass phrase')
  if (!changed.ok) throw new Error(changed.error.message)
  expect([one.token, two.token]).not.toContain(changed.value.token)
  expect(await ben.whose(one.header)).toBeNull()
  expect(await ben.whose(two.header)).toBeNull()
  expect(await ben.whose(cookieHeader(changed.value.cookie))).toBe(ben.ben.person)
  await expect(ben.signIn()).rejects.toThrow(/do not match/)
  await ben.signIn('another pass phrase')
})

test('T7: a wrong current password changes nothing, and cannot be guessed at for ever', async () => {
  const ben = await benAtWork()
  const { header } = await ben.signIn()
  for (let n = 0; n < 10; n += 1) {
    const refused = await ben.accounts.changePassword(ben.ben.person, 'wrong', 'another one, long')
    expect(refused).toMatchObject({ ok: false, error: { field: 'currentPassword' } })
  }
  const eleventh = await ben.accounts.changePassword(ben.ben.person, words, 'another one, long')
  expect(eleventh).toMatchObject({ ok: false, error: { code: 'too_many' } })
  expect(await ben.whose(header)).toBe(ben.ben.person)
  await ben.signIn()
})

test('T7: when somebody’s rights change by an import, they sign in anew', async () => {
  const ben = await benAtWork()
  const { header } = await ben.signIn()
  const rows = (role: string) =>
    `name,email,job_title,team,role\nBen Whitfield,${emailOf('ben')},Social worker,Family Support East,${role}\n`
  const same = await ben.imports.importPeople('Northbridge Council', rows('practitioner'), {
    write: true,
  })
  expect(same.ok).toBe(true)
  expect(await ben.whose(header)).toBe(ben.ben.person)
  await ben.imports.importPeople('Northbridge Council', rows('manager'), { write: true })
  expect(await ben.whose(header)).toBeNull()
})

test('T7: a session that ends while a request extends it stays ended', async () => {
  const ben = await benAtWork()
  const { header } = await ben.signIn()
  ben.clock.turn(10 * minuteMs)
  const [ended] = await Promise.all([
    ben.db.tx((tx) => ben.accounts.endSessionsIn(tx, ben.ben.person)),
    ben.whose(header),
    ben.whose(header),
  ])
  expect(ended).toBeUndefined()
  expect(await ben.whose(header)).toBeNull()
})

test('T7: who was signed in until an hour ago is known, so that their post can be sealed to them', async () => {
  const ben = await benAtWork()
  const { header, token } = await ben.signIn()
  expect(await ben.accounts.endedSessionOf(header)).toBeNull()
  ben.clock.turn(61 * minuteMs)
  expect(await ben.accounts.endedSessionOf(header)).toBe(ben.ben.person)
  expect(await ben.accounts.endedSessionOf(`session=${storedToken(token)}`)).toBeNull()
  expect(await ben.accounts.endedSessionOf(undefined)).toBeNull()
  ben.clock.turn(12 * hourMs)
  expect(await ben.accounts.endedSessionOf(header)).toBeNull()
})

test('ended sessions and used links are removed', async () => {
  const ben = await benAtWork()
  await ben.signIn()
  await ben.accounts.linkFor(emailOf('ben'))
  ben.clock.turn(2 * hourMs)
  await ben.signIn()
  await ben.accounts.forgetEnded()
  // The ended one stays known for twelve hours, for what is posted late.
  expect(sessionsIn(ben)).toHaveLength(2)
  ben.clock.turn(12 * hourMs)
  await ben.accounts.forgetEnded()
  expect(sessionsIn(ben)).toHaveLength(1)
  expect(ben.db.read.all(sql`select id from one_time_links`)).toEqual([])
})
