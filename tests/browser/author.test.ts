import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openDatabase } from '#db/connection.ts'
import { systemClock } from '#server/platform/clock.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { diffToolkit } from '#server/toolkits/authors/diff.server.ts'
import { newToolkit } from '#server/toolkits/authors/new.server.ts'
import { startPreview } from '#server/toolkits/authors/preview.server.ts'
import { createToolkits } from '#server/toolkits/toolkits.server.ts'
import { expect, test } from './support/northbridge.ts'
import { lookAt } from './support/screenshots.ts'

const content = resolve(import.meta.dirname, '..', '..', 'content')
const id = 'an-hour-well-spent'

/** An author's own content folder, and the command line beside the running server. */
function author(dataDir: string) {
  const folder = mkdtempSync(join(tmpdir(), 'casecircle-author-'))
  for (const part of ['formats', 'frameworks'])
    cpSync(join(content, part), join(folder, part), { recursive: true })
  const toolkit = join(folder, 'toolkits', id)
  const db = openDatabase(join(dataDir, 'casecircle.sqlite'))
  const made = { db, clock: systemClock, contentFolder: folder, log: createLog('silent') }
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  return {
    toolkit,
    said,
    begin: () => newToolkit(id, folder, say, systemClock),
    publish: () => createToolkits(made).publishAll(),
    diff: () => diffToolkit(toolkit, { db, clock: systemClock }, say),
    edit(file: string, change: (text: string) => string) {
      const path = join(toolkit, file)
      writeFileSync(path, change(readFileSync(path, 'utf8')))
    },
    leave() {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

test('an author: new, broken, mended, published; a learner sees the change and keeps the progress', async ({
  browser,
  server,
  enter,
}) => {
  const her = author(server.dataDir)
  const section = 'module/01-begin-here.mdx'
  const check = `<Check id="template-ids"`
  expect(await her.begin()).toBe(0)
  const preview = await startPreview(her.toolkit, systemClock, { port: 0 })
  if (!preview) throw new Error('no preview')
  const context = await browser.newContext()
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(preview.address)
  await expect(page.getByRole('heading', { name: 'Nothing to mend' })).toBeVisible()
  await expect(page.locator('#figures')).toContainText(/Begin here: \d minutes?, reading age \d+/)
  await lookAt(page, 'author-preview')

  her.edit(section, (text) => text.replace(check, `{1}\n\n${check}`))
  await expect(page.getByRole('heading', { name: '1 to mend' })).toBeVisible()
  await expect(page.locator('#findings')).toContainText(/01-begin-here\.mdx:\d+:1/)
  await expect(page.getByText('Below is the text as it was before it broke.')).toBeVisible()
  expect((await her.publish()).published).toEqual([])
  await lookAt(page, 'author-preview-broken')
  her.edit(section, (text) => text.replace('{1}\n\n', 'Mended by its author.\n\n'))
  await expect(page.getByRole('heading', { name: 'Nothing to mend' })).toBeVisible()
  await expect(page.getByText('Mended by its author.')).toBeVisible()
  expect((await her.publish()).published).toEqual([`${id} 1.0.0`])

  const ben = await enter('Ben')
  await ben.page.goto(`/toolkits/${id}/sections/begin-here`)
  await expect(ben.page.getByText('Mended by its author.')).toBeVisible()
  await ben.page.getByLabel('It stays as it is').check()
  await ben.page.getByRole('button', { name: /^Check answer/ }).click()
  await expect(ben.page.getByRole('button', { name: /^Answer again/ })).toBeVisible()

  her.edit('toolkit.yaml', (text) => text.replace('"1.0.0"', '"1.1.0"'))
  her.edit(section, (text) =>
    text
      .replace('You correct the wording', 'You mend the wording')
      .replace(
        check,
        '<Reflection id="a-new-one" prompt="What would you mend first?" />\n\n' + check,
      ),
  )
  await expect(page.getByText('You mend the wording')).toBeVisible()
  expect(await her.diff()).toBe(0)
  expect(her.said).toContain('  The check template-ids is reworded.')
  expect(her.said).toContain('  The reflection a-new-one is new, in section begin-here.')
  expect((await her.publish()).published).toEqual([`${id} 1.1.0`])

  await ben.page.goto(`/toolkits/${id}/sections/begin-here`)
  await expect(ben.page.getByRole('heading', { name: 'Check: You mend the wording' })).toBeVisible()
  await expect(ben.page.getByLabel('What would you mend first?')).toBeVisible()
  await expect(ben.page.getByRole('button', { name: /^Answer again/ })).toBeVisible()
  await expect(ben.page.getByLabel('It stays as it is')).toBeChecked()
  expect(faults).toEqual([])
  await context.close()
  await preview.stop()
  her.leave()
})
