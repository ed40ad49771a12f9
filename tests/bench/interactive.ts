import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Browser } from 'playwright'
import { median, type Row } from './figures.ts'
import { sectionOnBothSides } from './section-page.ts'

const known = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome']

/**
 * From the click to a section that answers: its scripts have come and React has taken hold of the
 * form, in Chromium with nothing kept from an earlier visit. Against the same build from the bare
 * Remix handler. Says so and measures nothing where there is no Chromium.
 */
export async function benchInteractive(rounds: number, dataDir: string): Promise<Row[]> {
  const executablePath = [process.env['CHROMIUM'], chromium.executablePath(), ...known].find(
    (path) => path !== undefined && existsSync(path),
  )
  if (executablePath === undefined) {
    process.stdout.write('Section interactive: no Chromium here. Set CHROMIUM to its path.\n')
    return []
  }
  const { ours, bare, cookie, path } = await sectionOnBothSides(dataDir)
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
  const browser = await chromium.launch({ executablePath, args })
  try {
    const took = { ours: [] as number[], bare: [] as number[] }
    for (let round = 0; round <= rounds; round += 1) {
      const pair = {
        ours: await interactiveAfterMs(browser, ours.origin + path, cookie),
        bare: await interactiveAfterMs(browser, bare.origin + path, cookie),
      }
      // The first round warms all three up.
      if (round === 0) continue
      took.ours.push(pair.ours)
      took.bare.push(pair.bare)
    }
    const figures = { ours: median(took.ours), bare: median(took.bare) }
    return [{ what: 'Section interactive in Chromium', unit: 'ms', ...figures, target: '≤ 2 ×' }]
  } finally {
    await browser.close()
    await ours.kill()
    await bare.kill()
  }
}

/** React marks each element that it has taken hold of. Runs in the page. */
function markInteractive(): void {
  const look = () => {
    const button = document.querySelector('main form button')
    const isHeld = button && Object.keys(button).some((key) => key.startsWith('__reactFiber'))
    if (isHeld) performance.mark('interactive')
    else requestAnimationFrame(look)
  }
  look()
}

async function interactiveAfterMs(browser: Browser, url: string, cookie: string): Promise<number> {
  const context = await browser.newContext({ extraHTTPHeaders: { cookie } })
  try {
    const page = await context.newPage()
    await page.addInitScript(markInteractive)
    await page.goto(url)
    for (const until = Date.now() + 30_000; Date.now() < until; await wait(10)) {
      const marks = await page.evaluate(() =>
        performance.getEntriesByName('interactive').map((one) => one.startTime),
      )
      if (marks[0] !== undefined) return marks[0]
    }
    throw new Error(`${url} did not become interactive`)
  } finally {
    await context.close()
  }
}
