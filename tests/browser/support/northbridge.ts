import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Browser, type Page } from 'playwright/test'
import { freePort, startServer, type RunningServer } from '#tests/support/running-server.ts'

export { expect } from 'playwright/test'

/** One person with a browser of their own. */
export type Person = { name: string; page: Page; javaScript: boolean }

type Cast = {
  server: RunningServer & {
    /** `kill -9`, and a new process with the same data at the same address. */
    restart(): Promise<void>
    /** Where its database lies. */
    dataDir: string
  }
  /** Opens a browser for somebody of the demonstration and signs them in by one button. */
  enter(
    name: string,
    options?: {
      javaScript?: boolean
      width?: number
      /** The test takes the network or the server away, which the browser reports as an error. */
      isCutOff?: boolean
    },
  ): Promise<Person>
}

/**
 * A test with a server and a database of its own. It fails when any page logs an error, throws, or
 * is refused something by the content security policy.
 */
export const test = base.extend<Cast>({
  server: async ({ browser }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'casecircle-browser-'))
    const settings = { dataDir, port: await freePort(), env: { CLOSING_MS: '1000' } }
    let server = await startServer(settings)
    await use({
      ...server,
      dataDir,
      async restart() {
        await server.kill()
        server = await startServer(settings)
      },
    })
    // A page that is left open goes on looking for its server through all later tests.
    await Promise.all(browser.contexts().map((context) => context.close()))
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
    expect(server.output()).not.toContain('content refused by policy')
    expect(server.output()).not.toContain('"level":50')
  },
  enter: async ({ browser, server }, use) => {
    const faults: string[] = []
    await use(async (name, { javaScript = true, width = 1280, isCutOff = false } = {}) => {
      const made = { javaScript, width, faults, name, isCutOff }
      const page = await open(browser, server.origin, made)
      await page.goto('/sign-in')
      await page.getByRole('button', { name: new RegExp(`^Try as ${name},`) }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('What to do next')
      return { name, page, javaScript }
    })
    expect(faults).toEqual([])
  },
})

async function open(
  browser: Browser,
  origin: string,
  made: {
    javaScript: boolean
    width: number
    faults: string[]
    name: string
    isCutOff: boolean
  },
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    javaScriptEnabled: made.javaScript,
    viewport: { width: made.width, height: 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => made.faults.push(`${made.name}: ${error.message}`))
  page.on('console', (message) => {
    // A refused form answers 4xx on purpose; the browser reports that as a failed resource.
    const expected =
      /status of (401|403|404|409|422|429)/.test(message.text()) ||
      (made.isCutOff && /net::ERR_|WebSocket connection/.test(message.text()))
    if (message.type() === 'error' && !expected) made.faults.push(`${made.name}: ${message.text()}`)
  })
  return page
}

/**
 * Waits until the page's script has taken over: before that a button posts its form, and what only a
 * script does is not done. The script sets where a page scrolls to as the last thing of waking up.
 */
export async function awake({ page, javaScript }: Person): Promise<void> {
  if (!javaScript) return
  await page.waitForFunction(() => history.scrollRestoration === 'manual')
}

/** A button, or a link that looks like one, by how its text begins. */
export function button({ page }: Person, text: string) {
  return page.getByRole('button', { name: new RegExp(`^\\s*${text}`) }).first()
}

/** Presses a button; without JavaScript that loads a page. What wakes up may move under the mouse. */
export async function press(person: Person, text: string): Promise<void> {
  await awake(person)
  await button(person, text).click()
}

/** Waits until `text` can be seen, looking again where news does not come by itself. */
export async function sees(person: Person, text: string | RegExp): Promise<void> {
  const found = person.page.getByText(text).first()
  if (person.javaScript) {
    await expect(found).toBeVisible({ timeout: 30_000 })
    return
  }
  await expect(async () => {
    if (!(await found.isVisible())) await person.page.reload()
    await expect(found).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 30_000 })
}
