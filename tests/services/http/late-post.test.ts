import { writeFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Transaction } from '#db/connection.ts'
import { createSealedPosts, installationKey } from '#server/http/sealed-post.server.ts'
import { personId } from '#server/platform/rules/ids.ts'
import { emailOf } from '#tests/support/cast.ts'
import { hourMs, minuteMs } from '#tests/support/clock.ts'
import { testFolder } from '#tests/support/database.ts'
import { openFrontDoor, ownForm } from './front-door.ts'

const text = 'What Lily said, in her own words. ŵ ŷ “quoted” 100% & more\nsecond line'

/** Ben has typed for an hour and a minute, and posts. */
async function minute61() {
  const door = await openFrontDoor()
  const cookie = await door.cookieOf('ben')
  door.clock.turn(61 * minuteMs)
  return { ...door, cookie }
}

test('T7: what is posted in minute 61 comes to the sign-in page, sealed to the person', async () => {
  const door = await minute61()
  const answer = await door.post('/cpd/entry?step=2', { learnt: text, minutes: '90' }, door.cookie)
  expect(answer.status).toBe(401)
  const [page] = door.reached
  expect(page).toMatchObject({ method: 'GET', path: '/sign-in', actor: null, fields: [] })
  const sealed = page?.sealedPost ?? ''
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('Lily')
  expect(page?.open(sealed, door.ben.person)).toMatchObject({
    person: door.ben.person,
    path: '/cpd/entry?step=2',
    fields: [
      ['learnt', text],
      ['minutes', '90'],
    ],
  })
})

test('T7: nobody else opens it, nobody changes it, and in an hour it is gone', async () => {
  const door = await minute61()
  await door.post('/cpd', { learnt: text }, door.cookie)
  const [page] = door.reached
  const sealed = page?.sealedPost ?? ''
  const opens = (what: string, person = door.ben.person) => page?.open(what, person) ?? null
  expect(opens(sealed)).not.toBeNull()
  expect(opens(sealed, door.chloe.person)).toBeNull()
  expect(opens(sealed, door.southbridge.ben.person)).toBeNull()
  const bytes = Buffer.from(sealed, 'base64url')
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(opens(changed.toString('base64url'))).toBeNull()
  }
  for (const odd of ['', 'A', sealed.slice(0, 30), `${sealed}AAAA`, '%%%', 'ŵ'.repeat(50)]) {
    expect(opens(odd), odd).toBeNull()
  }
  const otherKey = createSealedPosts(Buffer.alloc(32, 8), () => door.clock.now())
  expect(otherKey.open(sealed, door.ben.person)).toBeNull()
  door.clock.turn(hourMs)
  expect(opens(sealed)).toBeNull()
})

test('T7: a password in a late form is not kept', async () => {
  const door = await minute61()
  await door.post(
    '/account',
    { currentPassword: 'secret one', newPassword: 'secret two', a: 'b' },
    door.cookie,
  )
  const [page] = door.reached
  expect(page?.open(page.sealedPost ?? '', door.ben.person)?.fields).toEqual([['a', 'b']])
})

test('T7: a whole entry of four long boxes can be sealed and sent on by the sign-in form', async () => {
  const door = await minute61()
  const box = 'Wŷn’s words, “so”. '.repeat(526)
  const fields = { description: box, learnt: box, impact: box, peerLearning: box }
  expect((await door.post('/cpd/entry', fields, door.cookie)).status).toBe(401)
  const sealed = door.reached[0]?.sealedPost ?? ''
  const again = await door.post('/sign-in', { email: 'ben', password: 'x', sealed })
  expect(again.status).toBe(200)
  const carried = Object.fromEntries(door.reached[1]?.fields ?? [])['sealed'] ?? ''
  expect(door.reached[1]?.open(carried, door.ben.person)?.fields).toEqual(Object.entries(fields))
})

test('T7: a stranger’s post, and one of a session that was signed out, is nobody’s and is not sealed', async () => {
  const door = await openFrontDoor()
  const cookie = await door.cookieOf('ben')
  await door.services.accounts.signOut(cookie.split('=')[1] ?? '')
  for (const sent of [cookie, 'session=preset', undefined])
    await door.post('/cpd', { a: 'b' }, sent)
  expect(door.reached.map(({ path, sealedPost }) => [path, sealedPost])).toEqual([
    ['/cpd', null],
    ['/cpd', null],
    ['/cpd', null],
  ])
})

test.each([
  ['a change of rights', (door: Door) => door.db.tx((tx) => endedIn(tx, door))],
  ['a new password by a link', newPasswordByLink],
  ['a new password in another browser', newPasswordElsewhere],
])(
  'T7: what is posted after %s comes to the sign-in page, sealed to its writer',
  async (_, end) => {
    const door = await openFrontDoor()
    const cookie = await door.cookieOf('ben')
    await end(door)
    const answer = await door.post('/cpd/entry', { learnt: text }, cookie)
    expect(answer.status).toBe(401)
    const [page] = door.reached
    expect(page).toMatchObject({ path: '/sign-in', actor: null })
    const sealed = page?.sealedPost ?? ''
    expect(page?.open(sealed, door.ben.person)?.fields).toEqual([['learnt', text]])
    expect(page?.open(sealed, door.chloe.person) ?? null).toBeNull()
    // The old cookie opens nothing, not even when the clock is set back by hours.
    for (const turn of [0, -3 * hourMs]) {
      door.clock.turn(turn)
      await door.send({ path: '/', headers: { cookie } })
    }
    expect(door.reached.slice(1).map(({ actor }) => actor)).toEqual([null, null])
  },
)

type Door = Awaited<ReturnType<typeof openFrontDoor>>

function endedIn(tx: Transaction, { services, ben }: Door): Promise<void> {
  return services.accounts.endSessionsIn(tx, ben.person)
}

async function newPasswordByLink({ services, ben }: Door): Promise<void> {
  const link = await services.accounts.linkFor(emailOf('ben'))
  if (!link.ok) throw new Error('no link')
  const set = await services.accounts.setPassword(link.value, 'reset', 'a password made elsewhere')
  expect(set).toMatchObject({ ok: true, value: { person: ben.person } })
}

async function newPasswordElsewhere({ services, ben }: Door): Promise<void> {
  const words = 'correct horse battery staple'
  const changed = await services.accounts.changePassword(ben.person, words, 'another one, long')
  expect(changed.ok).toBe(true)
}

test('T7: signing in itself, and what the browser’s program fetches, are not sealed', async () => {
  const door = await minute61()
  await door.post('/sign-in', { email: 'ben' }, door.cookie)
  await door.post('/cpd.data', { a: 'b' }, door.cookie)
  await door.send({ path: '/cpd', headers: { cookie: door.cookie } })
  expect(door.reached.map((one) => one.sealedPost)).toEqual([null, null, null])
})

test('T7: an ended session is nobody, a living one is its person, and each minute extends it', async () => {
  const door = await openFrontDoor()
  const cookie = await door.cookieOf('ben')
  for (const minutes of [0, 59, 59, 61]) {
    door.clock.turn(minutes * minuteMs)
    await door.send({ path: '/', headers: { cookie } })
  }
  expect(door.reached.map((one) => one.actor)).toEqual([
    'Ben Whitfield',
    'Ben Whitfield',
    'Ben Whitfield',
    null,
  ])
})

test('T4: who has left the organisation is nobody at the next request', async () => {
  const door = await openFrontDoor()
  const cookie = await door.cookieOf('ben')
  await door.db.tx((tx) => door.organisations.leaveTeamIn(tx, door.east, door.ben.person))
  await door.send({ path: '/', headers: { cookie } })
  const actor = await door.services.organisations.actorFor(door.ben.person)
  expect(actor?.memberships).toEqual([])
  expect(door.reached[0]?.actor).toBe('Ben Whitfield')
})

test('T19: a path that would name another site is not sealed', async () => {
  const door = await minute61()
  for (const path of ['//evil.example/x', '/\\evil.example/x']) {
    await door.send({
      ...{ method: 'POST', path, body: 'a=b' },
      headers: { ...ownForm(door.origin), cookie: door.cookie },
    })
  }
  for (const { sealedPost, open } of door.reached) {
    const opened = sealedPost ? open(sealedPost, door.ben.person) : null
    expect(opened?.path ?? '/').toMatch(/^\/(?![/\\])/)
  }
})

test('T9: the throttle counts the address a request came from, not what it says of itself', async () => {
  const door = await openFrontDoor()
  await door.send({ headers: { 'x-forwarded-for': '198.51.100.7', forwarded: 'for=198.51.100.7' } })
  expect(door.reached[0]?.address).toBe('127.0.0.1')
})

test('the installation’s key is made once, for its owner alone, and half a key is made anew', () => {
  const folder = testFolder()
  const key = installationKey(folder)
  expect(key).toHaveLength(32)
  expect(installationKey(folder)).toEqual(key)
  const file = join(folder, 'secret.key')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  writeFileSync(file, key.subarray(0, 7))
  const anew = installationKey(folder)
  expect(anew).toHaveLength(32)
  expect(readFileSync(file)).toEqual(anew)
})

test('what was sealed to somebody is bound to the person, not to the key alone', () => {
  let now = 0
  const posts = createSealedPosts(Buffer.alloc(32, 1), () => now)
  const ben = personId.parse('0d4fbe5e-9e43-4a0d-8a5c-0f6c2c4f7b11')
  const one = posts.seal(ben, '/cpd', [['a', 'b']])
  const two = posts.seal(ben, '/cpd', [['a', 'b']])
  expect(one).not.toBe(two)
  now = 60 * minuteMs - 1
  expect(posts.open(one ?? '', ben)).not.toBeNull()
  now = 60 * minuteMs
  expect(posts.open(one ?? '', ben)).toBeNull()
})
