import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'

const folder = resolve(import.meta.dirname, '..', '..', 'screenshots')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * Nothing scrolls sideways at 1280 and 320 px. With PICTURES=on both are also kept as pictures, in a
 * folder that git ignores: a whole run without them is minutes shorter.
 */
export async function picture(page: Page, name: string): Promise<void> {
  const kept = process.env['PICTURES'] === 'on'
  if (kept) mkdirSync(folder, { recursive: true })
  const before = page.viewportSize()
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    if (kept) {
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
    }
    const overflow = await widthOverflow(page)
    expect(overflow, `${name} scrolls sideways at ${width} px`).toBe(0)
  }
  if (before) await page.setViewportSize(before)
}

async function widthOverflow(page: Page): Promise<number> {
  const [inner, outer] = await Promise.all([
    page.locator('html').evaluate((element) => element.scrollWidth),
    page.locator('html').evaluate((element) => element.clientWidth),
  ]).catch(() => [0, 0])
  return Math.max(0, (inner ?? 0) - (outer ?? 0))
}

/** No violation of WCAG 2.2 A and AA that axe can find. Needs JavaScript. */
export async function isAccessible(page: Page, name: string): Promise<void> {
  // No page of ours has a frame of another origin: without a window of its own the check is twice as fast.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(rules)
    .analyze()
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
  )
  expect(told, name).toEqual([])
}

/** Both: the picture and the check. LOOK=off leaves them out while a walk is being written. */
export async function lookAt(page: Page, name: string): Promise<void> {
  if (process.env['LOOK'] === 'off') return
  await picture(page, name)
  await isAccessible(page, name)
}
