import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { openDatabase } from '#db/connection.ts'
import { shares } from '#db/schema/sharing.ts'
import { expect, press, sees, test, type Person } from './support/northbridge.ts'
import { lookAt, picture } from './support/screenshots.ts'

const words = 'I asked him twice, and then I waited.'
const question = 'What did he do while you waited?'

test('one entry goes from its owner to a reader: read, answered, ended by its owner and by its time', async ({
  enter,
  server,
}) => {
  const ben = await enter('Ben')
  const { page } = ben
  await page.goto('/cpd/new')
  await page.getByLabel('What type of activity was it?').selectOption({ label: 'Supervision' })
  await page.getByLabel(/What have you learnt/).fill(words)
  // It saves itself, and a page that is loaded again is still that entry's.
  await sees(ben, /^Saved/)
  await page.reload()
  await expect(page.getByLabel(/What have you learnt/)).toHaveValue(words)
  await page.goto('/cpd/new')
  await page.getByLabel(/What have you learnt/).fill('Another one.')
  await press(ben, 'Save entry')
  await expect(page.getByRole('link', { name: 'Share it with one person' })).toBeVisible()
  await page.goto('/cpd')
  await page.getByRole('link', { name: 'Supervision' }).first().click()
  await page.getByRole('link', { name: 'Share it with one person' }).click()
  await page.waitForURL(/\/share$/)
  const sharing = page.url()
  await page.getByLabel('Somebody in your team').selectOption({ label: 'Amara Osei, Team manager' })
  await page.getByLabel('Read it and write comments to you').check()
  await press(ben, 'Share')
  await sees(ben, 'Amara Osei has not read this yet.')

  // The reader, without JavaScript.
  const amara = await enter('Amara', { javaScript: false })
  const hers = await openShared(amara)
  await sees(amara, words)
  await picture(amara.page, 'share-read-plain')
  await amara.page.getByLabel(/^Write to Ben/).fill(question)
  await press(amara, 'Add comment')
  await sees(amara, question)

  await page.goto(sharing)
  await sees(ben, /Amara Osei read this at \d{1,2}:\d{2}(am|pm) on \d+ \w+ \d{4}/)
  await page.getByLabel('Write to Amara Osei').fill('He looked at his hands.')
  await press(ben, 'Add comment')
  await lookAt(page, 'share-own-read')
  await amara.page.goto(hers)
  await sees(amara, 'He looked at his hands.')

  // The owner without JavaScript, on a small screen; a reader with it, who may only read.
  const plain = await enter('Ben', { javaScript: false, width: 320 })
  await plain.page.goto(sharing)
  await plain.page.getByLabel('Somebody in your team').selectOption({ index: 2 })
  const reader = await plain.page.getByLabel('Somebody in your team').inputValue()
  const chosen = await plain.page.locator(`option[value="${reader}"]`).textContent()
  await press(plain, 'Share')
  await expect(plain.page.getByText(/has not read this yet/)).toBeVisible()
  const other = await enter(/^\S+/.exec(chosen ?? '')?.[0] ?? '')
  const theirs = await openShared(other)
  await sees(other, words)
  await expect(other.page.getByRole('button', { name: 'Add comment' })).toHaveCount(0)
  await lookAt(other.page, 'share-read')

  await press(plain, 'Stop sharing with Amara')
  await sees(plain, /You ended this at/)
  expect((await amara.page.goto(hers))?.status()).toBe(404)
  await expireSharesWith(reader, server.dataDir)
  expect((await other.page.goto(theirs))?.status()).toBe(404)
  await plain.page.goto(sharing)
  await sees(plain, /It ended by itself after/)
  await picture(plain.page, 'share-own-ended-plain')

  // What was read stays told, to the owner alone.
  await page.goto('/account/reads')
  await sees(ben, /Amara Osei read/)
})

/** Opens what is newly shared with somebody; answers its address. */
async function openShared({ page }: Person): Promise<string> {
  await page.goto('/shared')
  await page.locator('section[aria-labelledby=with-me] a').first().click()
  await expect(page).toHaveURL(/\/shared\/[\w-]+$/)
  return page.url()
}

/** The days of a share are over: its last moment is put before now, beside the running server. */
async function expireSharesWith(reader: string, dataDir: string): Promise<void> {
  const db = openDatabase(join(dataDir, 'casecircle.sqlite'))
  await db.tx(async (tx) => {
    const all = await tx.select().from(shares)
    for (const one of all.filter((share) => share.reader === reader)) {
      const expiresAt = one.createdAt + 1
      await tx.update(shares).set({ expiresAt }).where(eq(shares.id, one.id))
    }
  })
  db.close()
}
