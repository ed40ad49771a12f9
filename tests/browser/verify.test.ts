import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openDatabase } from '#db/connection.ts'
import { installationKey } from '#server/http/sealed-post.server.ts'
import { systemClock } from '#server/platform/clock.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { createServices } from '#server/services.ts'
import { roomFact } from '#tests/support/signed-evidence.ts'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, press, sees, test } from './support/northbridge.ts'
import { lookAt, picture } from './support/screenshots.ts'

/** A room that somebody has attended, attested beside the running server as a command would do it. */
async function attestTo(name: string, dataDir: string): Promise<void> {
  const db = openDatabase(join(dataDir, 'casecircle.sqlite'))
  const services = createServices({
    ...{ db, clock: systemClock, random: systemRandom, log: createLog('silent') },
    contentFolder: resolve(import.meta.dirname, '..', '..', 'content'),
    installationKey: installationKey(dataDir),
    ...{ secure: false, demonstration: true, limitsOff: true, closingMs: 0 },
  })
  const cast = await services.organisations.demonstrationCast(true)
  const found = cast.find((one) => one.name === name)
  const actor = found ? await services.organisations.actorFor(found.person) : null
  if (!actor) throw new Error(`${name} is not in the demonstration`)
  const { person, organisation } = actor
  await db.tx((tx) =>
    services.evidence.attestIn(tx, { person, organisation, key: 'room', fact: roomFact }),
  )
  await services.rooms.stop()
  db.close()
}

test('evidence is shown to others by a link and a bundle; one byte changed is refused, online and offline', async ({
  enter,
  server,
  browser,
}, info) => {
  await attestTo('Ben Whitfield', server.dataDir)
  const ben = await enter('Ben')
  await ben.page.goto('/cpd/evidence')
  await press(ben, 'Make a verify link')
  const link = (await ben.page.locator('code').textContent()) ?? ''
  await lookAt(ben.page, 'evidence-own')

  // Somebody who is not signed in, without JavaScript.
  const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled: false })
  const stranger = { name: 'somebody', page: await context.newPage(), javaScript: false }
  await stranger.page.goto(link)
  await sees(stranger, 'Valid. The signature is right')
  await sees(stranger, '3 × Social worker')
  await expect(stranger.page.getByText('Ben')).toHaveCount(0)
  await picture(stranger.page, 'evidence-verify-link')

  const bundle = info.outputPath('evidence.zip')
  await ben.page.getByLabel('Put my name into what I download').check()
  const download = ben.page.waitForEvent('download')
  await press(ben, 'Download bundle')
  await (await download).saveAs(bundle)
  const changed = info.outputPath('changed.zip')
  const files = unzipSync(readFileSync(bundle))
  const evidence = strFromU8(files['evidence.json'] ?? strToU8(''))
  const other = evidence.replace('"minutesPresent":71', '"minutesPresent":72')
  expect(other).not.toBe(evidence)
  writeFileSync(changed, zipSync({ ...files, 'evidence.json': strToU8(other) }))

  for (const [file, verdict] of [
    [bundle, 'Valid'],
    [changed, 'Not valid'],
  ] as const) {
    await stranger.page.goto('/verify')
    await stranger.page.getByLabel('Choose the file').setInputFiles(file)
    await press(stranger, 'Check it')
    await expect(stranger.page.getByRole('heading', { level: 2 }).first()).toHaveText(verdict)
    await picture(stranger.page, `evidence-check-${verdict === 'Valid' ? 'valid' : 'changed'}`)
  }

  // The page out of the bundle, from a file: it asks for nothing, and says the same.
  const page = info.outputPath('verify.html')
  writeFileSync(page, files['verify.html'] ?? strToU8(''))
  const offline = await browser.newContext({ offline: true })
  const checking = await offline.newPage()
  const asked: string[] = []
  checking.on('request', (request) => asked.push(request.url()))
  const faults: string[] = []
  checking.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await checking.goto(pathToFileURL(page).href)
  for (const [file, verdict] of [
    [bundle, 'Valid: 1 of 1'],
    [changed, 'Not valid: 1 of 1'],
  ] as const) {
    await checking.locator('#file').setInputFiles(file)
    await expect(checking.locator('h2').first()).toHaveText(verdict)
  }
  await checking.locator('#file').setInputFiles(bundle)
  await expect(checking.getByText('Ben Whitfield')).toBeVisible()
  await lookAt(checking, 'evidence-offline')
  expect(asked).toHaveLength(1)
  expect(faults).toEqual([])

  await ben.page.goto('/cpd/evidence')
  await sees(ben, /Opened once/)
  await press(ben, 'Stop this link')
  await stranger.page.goto(link)
  await sees(stranger, 'There is no such verify link, or it was stopped.')
})
