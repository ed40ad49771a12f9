import type { Page } from 'playwright/test'
import { demonstrationPassword } from '#db/seed/people.ts'
import { awake, expect, press, sees, test, type Person } from './support/northbridge.ts'
import { post } from './support/room.ts'
import { isAccessible } from './support/screenshots.ts'
import { field, onDevice, swiftRoom } from './support/swift-room.ts'

test('G7: offline, a closed tab and a moved room: the text is on the device, sealed, and comes back', async ({
  enter,
  server,
}) => {
  const room = await swiftRoom(server.origin, 'write')
  const ben = await enter('Ben', { isCutOff: true })
  await ben.page.goto(room.address)
  await sees(ben, /Phase \d+ of 10: ?Write/)
  await awake(ben)
  const online = () => ben.page.context().setOffline(false)

  // Offline: said in words that are true, and nothing of it can be read on the device.
  await ben.page.context().setOffline(true)
  await field(ben).fill('Who speaks for Zosia?')
  await expect(ben.page.getByText('Offline. Saved on this device').first()).toBeVisible()
  await press(ben, 'Post')
  await sees(ben, 'You are offline.')
  await expect.poll(async () => (await onDevice(ben)).rows).toBeGreaterThan(0)
  expect((await onDevice(ben)).text).not.toContain('Zosia')

  // Online again: sent by itself, and the device forgets it.
  await online()
  await sees(ben, 'Your cards so far: 1')
  await expect.poll(async () => (await onDevice(ben)).rows).toBe(0)

  // Typed offline, the tab closed; the room moves on meanwhile.
  await ben.page.context().setOffline(true)
  await field(ben).fill('Better not said.')
  await press(ben, 'Post')
  await sees(ben, 'You are offline.')
  await field(ben).fill('Half a sen')
  await expect(ben.page.getByText('Offline. Saved on this device').first()).toBeVisible()
  // The words may stand there from before: the device held nothing when this was typed.
  await expect.poll(async () => (await onDevice(ben)).rows).toBeGreaterThan(0)
  await ben.page.close()
  await online()
  await room.goTo('theme')
  const again = { ...ben, page: await ben.page.context().newPage() }
  await again.page.goto(room.address)
  await sees(again, '“Half a sen”')
  // Thrown away: gone from the page and, with the other text, from the device, for good.
  const unwanted = again.page.locator('.cc-panel', { hasText: '“Better not said.”' })
  await unwanted.getByRole('button', { name: /^Throw away/ }).click()
  await expect(unwanted).toHaveCount(0)
  await press(again, 'Send late')
  await expect.poll(async () => JSON.stringify(await room.log())).toContain('Half a sen')
  await expect.poll(async () => (await onDevice(again)).rows).toBe(0)
  await again.page.reload()
  await awake(again)
  await sees(again, /Phase \d+ of 10: ?Theme/)
  await expect(again.page.getByText('Better not said.')).toHaveCount(0)
  expect(JSON.stringify(await room.log())).not.toContain('Better not')
})

test('G7: a session that ends in the middle: locked for everybody else, there again for its writer', async ({
  enter,
  server,
}) => {
  const room = await swiftRoom(server.origin, 'discuss')
  const ben = await enter('Ben', { isCutOff: true })
  const { page } = ben
  await page.goto(room.address)
  await sees(ben, /Phase \d+ of 10: ?Discuss/)
  await awake(ben)
  await page.context().setOffline(true)
  await field(ben).fill('I would ask Zosia first.')
  await expect(page.getByText('Offline. Saved on this device').first()).toBeVisible()
  await page.context().clearCookies()
  await page.context().setOffline(false)
  await sees(ben, 'You are signed out.')
  await sees(ben, 'kept on this device, locked')
  await press(ben, 'Sign in again')

  // Somebody else at the same browser finds nothing, and what lies there tells them nothing.
  await press(ben, 'Try as Chloe')
  await page.waitForURL(`**${room.address}`)
  await expect(field(ben)).toHaveValue('')
  const sealed = await onDevice(ben)
  expect(sealed.rows).toBeGreaterThan(0)
  expect(sealed.text).not.toMatch(/Zosia|Ben/)
  await expect(page.getByText('Zosia first')).toHaveCount(0)

  await page.context().clearCookies()
  await page.goto(room.address)
  await press(ben, 'Try as Ben')
  await page.waitForURL(`**${room.address}`)
  await expect(field(ben)).toHaveValue('I would ask Zosia first.')
  await press(ben, 'Post')
  await expect.poll(async () => JSON.stringify(await room.log())).toContain('Zosia first')
  await expect.poll(async () => (await onDevice(ben)).rows).toBe(0)
})

test('T7: on a shared computer nothing is kept on the device, and the page says so', async ({
  enter,
  server,
}) => {
  const room = await swiftRoom(server.origin, 'write')
  const ben = await enter('Ben', { isCutOff: true })
  const { page } = ben
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('ben@northbridge.example')
  await page.getByLabel('Password').fill(demonstrationPassword)
  await page.getByLabel('This is a shared computer').check()
  await isAccessible(page, 'sign-in')
  await press(ben, 'Sign in')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What to do next')
  await page.goto(room.address)
  await sees(ben, 'This is a shared computer, so nothing is kept on it')
  await awake(ben)
  await page.context().setOffline(true)
  await field(ben).pressSequentially('Nobody may find this.')
  await press(ben, 'Post')
  await expect(page.getByText('Not saved yet. We keep trying.').first()).toBeVisible()
  await expect(page.getByText(/Saved on this device/)).toHaveCount(0)
  expect((await onDevice(ben)).rows).toBe(0)
  await isAccessible(page, 'offline on a shared computer')
  await page.context().setOffline(false)
  await sees(ben, 'Your cards so far: 1')
})

test('G7: a server that dies while one types, and a place in the room that ends while one types', async ({
  enter,
  server,
}) => {
  const room = await swiftRoom(server.origin, 'write')
  const ben = await enter('Ben', { isCutOff: true })
  const { page } = ben
  await page.goto(room.address)
  await sees(ben, /Phase \d+ of 10: ?Write/)
  await awake(ben)
  await field(ben).pressSequentially('Before, ')
  const restarted = server.restart()
  await field(ben).pressSequentially('in between, ')
  await restarted
  await field(ben).pressSequentially('after.')
  await expect(page.getByText(/^Saved \d/).first()).toBeVisible({ timeout: 30_000 })
  await press(ben, 'Post')
  await sees(ben, 'Your cards so far: 1')
  await sees(ben, 'Before, in between, after.')

  await field(ben).pressSequentially('A second tho')
  await expect(page.getByText(/^Saved \d/).first()).toBeVisible()
  await room.lead('person.remove', { person: await room.personNamed('Ben') })
  await sees(ben, 'You are no longer in this room.')
  await page.getByRole('link', { name: 'see your own words' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are no longer in this room')
  await sees(ben, 'A second tho')
  await sees(ben, 'Before, in between, after.')
  await expect(page.getByText('Amara')).toHaveCount(0)
  await isAccessible(page, 'removed')
  for (const part of ['events?since=0', 'snapshot', 'stages/stage-1']) {
    const read = await page.request.get(`${room.address}/${part}`, {
      headers: { accept: 'application/json' },
    })
    expect(read.status(), part).toBe(404)
  }
})

type Way = 'live' | 'no WebSocket' | 'no sockets' | 'no JavaScript'
const ways: readonly (readonly [Way, string])[] = [
  ['live', 'Ben'],
  ['no WebSocket', 'Chloe'],
  ['no sockets', 'Dev'],
  ['no JavaScript', 'Farid'],
]

test('G9: the same room with WebSocket blocked, with all sockets blocked, without JavaScript: the same log', async ({
  enter,
  server,
}) => {
  const logs = new Map<Way, string>()
  await Promise.all(
    ways.map(async ([way, name]) => {
      const person = await enter(name, { javaScript: way !== 'no JavaScript', isCutOff: true })
      logs.set(way, await playedThrough(way, person, server.origin))
    }),
  )
  expect(logs.get('live')).toContain('I hear the same.')
  for (const [way] of ways) expect(logs.get(way), way).toBe(logs.get('live'))
})

/** The first attempt may take its whole time before the second way is tried. */
const within = { timeout: 30_000 }

/** What a room's log holds, ids and times aside, when somebody takes part in this way. */
async function playedThrough(way: Way, person: Person, origin: string): Promise<string> {
  const { page } = person
  const room = await swiftRoom(origin, 'discuss')
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`))
  if (way === 'no WebSocket' || way === 'no sockets') await withoutWebSocket(page)
  if (way === 'no sockets') await page.route('**/socket.io/**', (route) => route.abort())
  await page.goto(room.address)
  await sees(person, /Phase \d+ of 10: ?Discuss/)
  await post(person, 'What I see is who is missing.')
  await room.lead('phase.extend', { minutes: 1 })
  await room.speak('I hear the same.')
  await sees(person, 'I hear the same.')
  if (way === 'no sockets') await sees(person, 'Your network blocks live updates.')
  if (way === 'no WebSocket') {
    // Plain requests carry the room until polling is tried: it connects, then comes into the room.
    await expect.poll(() => asked.filter(isPolled).length, within).toBeGreaterThan(1)
    asked.length = 0
  }
  await room.goTo('agree')
  await sees(person, /Phase \d+ of 10: ?Agree/)
  await post(person, 'We ask him in his own way.', 'Propose')
  if (way === 'no WebSocket') expect(asked.filter(isCommand)).toEqual([])
  const events = await room.log()
  if (way === 'no sockets') await meetsTheFuture(person, events.length)
  return events.map(({ type, body }) => `${type} ${withoutIds(JSON.stringify(body))}`).join('\n')
}

const isPolled = (asked: string): boolean => /^POST .*transport=polling/.test(asked)
/** A command that went by a plain request. */
const isCommand = (asked: string): boolean => /^POST .*\/commands$/.test(asked)

/** The server has been renewed and speaks of something that this page does not know. */
async function meetsTheFuture(person: Person, head: number): Promise<void> {
  const at = new Date().toISOString()
  const event = { stream: 'room', seq: head + 1, type: 'tea.poured', at, body: {} }
  await person.page.route('**/events?*', (route) =>
    route.fulfill({ json: { ok: true, events: [event], head: head + 1 } }),
  )
  await sees(person, 'Casecircle has been renewed.')
}

/** A network that lets a WebSocket begin, and then nothing more. */
async function withoutWebSocket(page: Page): Promise<void> {
  await page.addInitScript(() => {
    class Silent extends EventTarget {
      readyState = 0
      binaryType = 'blob'
      send(): void {}
      close(): void {
        this.readyState = 3
      }
    }
    Object.defineProperty(window, 'WebSocket', { value: Silent })
  })
}

function withoutIds(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
}
