import { expect, test } from 'vitest'
import { createDeviceKeys } from '#server/accounts/device-keys.server.ts'
import { ownPath, pageAskedFor } from '#server/platform/rules/own-path.ts'
import { openFrontDoor } from '../http/front-door.ts'

const keys = createDeviceKeys(Buffer.alloc(32, 7))

test('T7: on a shared computer the page gets no key, so nothing can be kept on it', async () => {
  const door = await openFrontDoor()
  const own = await door.cookieOf('ben')
  const shared = await door.cookieOf('ben', { sharedDevice: true })
  await door.send({ path: '/page', headers: { cookie: own } })
  await door.send({ path: '/page', headers: { cookie: shared } })
  await door.send({ path: '/page' })
  expect(door.reached).toMatchObject([
    { actor: 'Ben Whitfield', sharedDevice: false, deviceKey: keys.of(door.ben.person) },
    { actor: 'Ben Whitfield', sharedDevice: true, deviceKey: null },
    { actor: null, sharedDevice: false, deviceKey: null },
  ])
})

test('T7: a changed password leaves a shared computer shared', async () => {
  const door = await openFrontDoor()
  await door.cookieOf('ben', { sharedDevice: true })
  const changed = await door.services.accounts.changePassword(
    door.ben.person,
    'correct horse battery staple',
    'another pass phrase',
    { sharedDevice: true },
  )
  if (!changed.ok) throw new Error(changed.error.message)
  const session = await door.services.accounts.sessionOf(changed.value.cookie.split(';')[0])
  expect(session).toMatchObject({ person: door.ben.person, sharedDevice: true })
})

test('the key is the person’s own, the same each time, and stands in no log', async () => {
  const door = await openFrontDoor()
  const cookie = await door.cookieOf('ben')
  await door.send({ path: '/page', headers: { cookie } })
  await door.send({ path: '/throw', headers: { cookie } })
  const { key, owner } = keys.of(door.ben.person)
  expect(Buffer.from(key, 'base64url')).toHaveLength(32)
  expect(keys.of(door.ben.person)).toEqual({ key, owner })
  const others = [
    keys.of(door.chloe.person),
    createDeviceKeys(Buffer.alloc(32, 8)).of(door.ben.person),
  ]
  for (const other of others) {
    expect(other.key).not.toBe(key)
    expect(other.owner).not.toBe(owner)
  }
  // The name on the device says neither whose it is nor what opens it.
  expect(owner).not.toContain(door.ben.person)
  expect(door.logged.join('\n')).not.toContain(key)
})

test('T19: after signing in one goes on only to a path of our own', () => {
  for (const path of ['/', '/rooms/8e2b?saved=learning', '/cpd/entries/a_b-c~d']) {
    expect(ownPath.safeParse(path).success, path).toBe(true)
  }
  const foreign = ['//evil.test', '/\\evil.test', 'https://evil.test', '', 'rooms', '/a\nb', '/a b']
  for (const path of foreign) expect(ownPath.safeParse(path).success, path).toBe(false)
})

test('signing in leads back to the page that was asked for, and a post or bare data to none', () => {
  const asked = (path: string, method = 'GET') =>
    pageAskedFor({ method, url: `http://learning.council.test${path}` })
  expect(asked('/cpd/export?year=2026')).toBe('/cpd/export?year=2026')
  expect(asked('/')).toBeNull()
  expect(asked('/cpd.data')).toBeNull()
  expect(asked('/cpd', 'POST')).toBeNull()
  expect(asked('//evil.test')).toBeNull()
})

test('a page that was left open does not speak in the name of whoever has signed in since', async () => {
  const door = await openFrontDoor()
  const cookie = await door.cookieOf('chloe')
  const room = '/rooms/00000000-0000-4000-8000-000000000001'
  const asks = (person: string) =>
    door.send({ path: `${room}/events?since=0`, headers: { cookie, 'x-person': person } })
  expect((await asks(door.ben.person)).status).toBe(401)
  // ★ Her own page is answered: there is no such room.
  expect((await asks(door.chloe.person)).status).toBe(404)
})
