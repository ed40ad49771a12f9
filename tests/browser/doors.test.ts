import type { Browser, Page } from 'playwright/test'
import { expect, press, sees, test, type Person } from './support/northbridge.ts'
import { nextPhase, scheduleRoom } from './support/room.ts'
import { lookAt } from './support/screenshots.ts'

/** A computer on which nobody is signed in. */
async function stranger(browser: Browser, origin: string, javaScript = true): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    javaScriptEnabled: javaScript,
    viewport: { width: 1280, height: 720 },
    reducedMotion: 'reduce',
  })
  return context.newPage()
}

async function codeOf({ page }: Person): Promise<string> {
  return (await page.locator('.cc-join__code').textContent()) ?? ''
}

async function makeDisplay(person: Person, room: string): Promise<string> {
  await person.page.goto(room)
  await press(person, 'Make a display address')
  return (await person.page.locator('code').textContent()) ?? ''
}

/** Signs in on the page that one was sent to, as one of the demonstration. */
async function tryAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Try as ${name},`) }).click()
}

for (const javaScript of [true, false]) {
  const how = javaScript ? '' : ', without JavaScript'
  test(`a colleague of another team reads the code off the wall, signs in and comes in${how}`, async ({
    browser,
    server,
    enter,
  }) => {
    const amara = await enter('Amara')
    const room = await scheduleRoom(amara, 'Ewa')
    await press(amara, 'Open the room')
    await sees(amara, 'The room is open')
    if (javaScript) await lookAt(amara.page, 'doors-lobby-facilitator')
    const code = await codeOf(amara)

    const page = await stranger(browser, server.origin, javaScript)
    await page.goto('/join')
    await page.getByLabel('Room code').fill(code.toLowerCase())
    await page.getByRole('button', { name: /^Join/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
    await tryAs(page, 'Grace')
    await expect(page.getByLabel('Room code')).toHaveValue(code)
    if (javaScript) await lookAt(page, 'doors-join')

    // A wrong code: a sentence that helps, and what was typed is still there.
    await page.getByLabel('Room code').fill('K7 M4 QX')
    await page.getByRole('button', { name: /^Join/ }).click()
    await expect(page.getByText('No open room has this code').first()).toBeVisible()
    await expect(page.getByLabel('Room code')).toHaveValue('K7 M4 QX')
    if (javaScript) await lookAt(page, 'doors-wrong-code')

    await page.getByLabel('Room code').fill(code)
    await page.getByRole('button', { name: /^Join/ }).click()
    await page.waitForURL(room)
    await sees({ name: 'Grace', page, javaScript }, 'The room is open')
    await expect(amara.page.locator('.cc-people').getByText(/^Grace/)).toBeVisible()
    await page.goto('/')
    await expect(page.getByText('Family Support East', { exact: false }).first()).toBeVisible()
  })
}

test('the wall shows the room from the lobby on, and nothing private, until its address is stopped', async ({
  browser,
  server,
  enter,
}) => {
  const [amara, ben] = [await enter('Amara'), await enter('Ben')]
  const room = await scheduleRoom(amara, 'Ewa')
  const wall = await stranger(browser, server.origin)
  const plain = await stranger(browser, server.origin, false)
  const address = await makeDisplay(amara, room)
  await lookAt(amara.page, 'doors-display-address')
  await wall.goto(address)
  await expect(wall.getByText('The room is not open yet.')).toBeVisible()
  await amara.page.goto(room)
  await press(amara, 'Open the room')

  // By itself, without a reload.
  await expect(wall.getByRole('img', { name: /^QR code/ })).toBeVisible()
  await expect(wall.getByText(await codeOf(amara))).toBeVisible()
  await lookAt(wall, 'screen-lobby')

  await ben.page.goto(room)
  await press(amara, 'Start the session')
  await plain.goto(address)
  await expect(wall.getByText('How we talk with each other')).toBeVisible()
  await readableFromFourMetres(wall)
  await nextPhase(amara, [amara, ben], 'Read part 1')
  await expect(wall.getByText(/^Read part 1/).first()).toBeVisible()
  // Without JavaScript the page loads itself again.
  await expect(plain.getByText(/^Read part 1/).first()).toBeVisible({ timeout: 30_000 })
  await nextPhase(amara, [amara, ben], 'Round')
  await expect(wall.getByText('speaking')).toBeVisible()
  await lookAt(wall, 'screen-round')
  await readableFromFourMetres(wall)

  await nextPhase(amara, [amara, ben], 'Write')
  await expect(wall.getByText(/^Write on your own device/)).toBeVisible()
  expect(await wall.locator('main').textContent()).not.toMatch(/Ben|Amara/)
  await lookAt(wall, 'screen-write')
  await expect(wall.getByRole('button')).toHaveCount(0)
  await expect(wall.getByRole('link')).toHaveCount(0)

  await amara.page.goto(`${room}/displays`)
  await press(amara, 'Stop this address')
  await expect(amara.page.getByText('No display address is in use.')).toBeVisible()
  await expect(wall.getByRole('heading', { name: 'This screen is off' })).toBeVisible({
    timeout: 5_000,
  })
  await expect(wall.getByText(/was stopped/)).toBeVisible()
  const answer = await plain.goto(address)
  expect(answer?.status()).toBe(410)
  await expect(plain.getByText(/was stopped/)).toBeVisible()
  expect(server.output()).not.toContain(new URL(address).searchParams.get('display'))
})

/** Text of 2.4 % of the width or more, at three widths of a wall. Initials stand beside a name. */
async function readableFromFourMetres(wall: Page): Promise<void> {
  for (const width of [1280, 1920, 3840]) {
    await wall.setViewportSize({ width, height: (width * 9) / 16 })
    const smallest = await wall.locator('main').evaluate((main) => {
      const texts = [...main.querySelectorAll('*')].filter(
        (one) =>
          !one.matches('.cc-seat, .cc-phases *, .govuk-visually-hidden') &&
          [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
      )
      return Math.min(...texts.map((one) => parseFloat(getComputedStyle(one).fontSize)))
    })
    expect(smallest, `at ${width} px`).toBeGreaterThanOrEqual(width * 0.024)
    const height = await wall.locator('html').evaluate((page) => page.scrollHeight)
    expect(height, `nobody scrolls a wall of ${width} px`).toBeLessThanOrEqual((width * 9) / 16)
  }
  await wall.setViewportSize({ width: 1280, height: 720 })
}
