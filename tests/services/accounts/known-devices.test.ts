import { expect, test } from 'vitest'
import { createKnownDevices } from '#server/accounts/known-devices.server.ts'
import { demonstrationPassword } from '#db/seed/people.ts'
import { emailOf } from '#tests/support/cast.ts'
import { fixedRandom, handClock, hourMs } from '#tests/support/clock.ts'
import { startProduct } from '#tests/support/product.ts'

const dayMs = 24 * hourMs
const [ben, chloe] = [emailOf('ben'), emailOf('chloe')]

function installation({ secure = false, key = 7 } = {}) {
  const clock = handClock()
  const devices = createKnownDevices(Buffer.alloc(32, key), {
    ...{ clock, random: fixedRandom(), secure },
  })
  /** A browser that keeps the cookie it is given, beside others. */
  function browser() {
    let jar = 'session=abc'
    return {
      signedIn(email: string) {
        const header = devices.of(jar).rememberFor(email)
        jar = `session=abc; ${header.split(';')[0] ?? ''}; other=1`
        return header
      },
      usedBy: (email: string) => devices.of(jar).usedBy(email),
      jar: () => jar,
    }
  }
  return { clock, devices, browser }
}

test('T9: a browser is known to whoever has signed in from it, and to nobody else', () => {
  const { browser } = installation()
  const laptop = browser()
  expect(laptop.usedBy(ben)).toBeNull()
  laptop.signedIn(ben)
  expect(laptop.usedBy(ben)).toMatch(/^[\w-]{22}$/)
  expect(laptop.usedBy(chloe)).toBeNull()
  expect(browser().usedBy(ben)).toBeNull()
})

test('the cookie is locked to the sign-in page, and says nothing about whose it is', () => {
  expect(installation().browser().signedIn(ben)).toMatch(
    /^device=[\w.-]+; Max-Age=15552000; Path=\/sign-in; HttpOnly; SameSite=Lax$/,
  )
  const secure = installation({ secure: true }).browser().signedIn(ben)
  expect(secure).toMatch(/^__Secure-device=.+; SameSite=Lax; Secure$/)
  expect(Buffer.from(secure, 'base64url').toString()).not.toContain('ben')
})

test('four people may share a browser; signing in again takes no second place', () => {
  const { browser } = installation()
  const shared = browser()
  const people = ['a', 'b', 'c', 'd', 'e'].map((name) => emailOf(name))
  shared.signedIn(people[0] ?? '')
  for (const email of people) shared.signedIn(email)
  expect(people.map((email) => shared.usedBy(email) !== null)).toEqual([
    ...[false, true, true, true, true],
  ])
})

test('a seal that was changed, of another installation, too old or of tomorrow is none', () => {
  const { browser, devices, clock } = installation()
  const laptop = browser()
  laptop.signedIn(ben)
  const jar = laptop.jar()
  expect(installation({ key: 8 }).devices.of(jar).usedBy(ben)).toBeNull()
  for (const spoilt of [
    'device=',
    'device=a.b.c',
    'device=~~~',
    jar.replace('device=', 'device=x'),
  ])
    expect(devices.of(spoilt).usedBy(ben)).toBeNull()
  clock.turn(180 * dayMs - 1)
  expect(laptop.usedBy(ben)).not.toBeNull()
  clock.turn(1)
  expect(laptop.usedBy(ben)).toBeNull()
  clock.turn(-181 * dayMs)
  expect(laptop.usedBy(ben)).toBeNull()
})

test('signing in makes the browser known, on a shared computer it does not', async () => {
  const product = await startProduct()
  const cookies = async (fields: Record<string, string>) => {
    const answer = await product.post(
      '/sign-in',
      { email: ben, password: demonstrationPassword, ...fields },
      null,
    )
    expect(answer.status).toBe(303)
    return answer.headers.getSetCookie().map((one) => one.split('=')[0])
  }
  expect(await cookies({})).toEqual(['session', 'device'])
  expect(await cookies({ sharedDevice: 'yes' })).toEqual(['session'])
  // The privacy page names each cookie that there is.
  const privacy = await (await product.get('/privacy', null)).text()
  expect(privacy).toMatch(/Cookies<\/h2><p[^>]*>Two, and both are needed\..*for 180 days/s)
})
