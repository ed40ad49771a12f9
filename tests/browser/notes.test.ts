import { button, expect, press, sees, test, type Person } from './support/northbridge.ts'
import { lookAt, picture } from './support/screenshots.ts'

test('words are highlighted where they stand, a note is written, and it becomes a CPD draft', async ({
  enter,
}) => {
  const ben = await enter('Ben')
  const { page } = ben
  await toFirstSection(ben)
  const words = 'A child can be seen, asked and quoted'
  await select(ben, words)
  await button(ben, 'Highlight').click()
  await expect(page.locator('form mark')).toContainText(words)
  await expect(page.locator('.cc-notes')).toContainText(words)

  await page.getByText('Write a note', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Your note' }).fill('I talk too soon.')
  await page
    .getByLabel('What is it about?')
    .selectOption({ label: 'Heading: A second way to look' })
  await press(ben, 'Save note')
  await sees(ben, 'I talk too soon.')
  await lookAt(page, 'section-notes')

  await page.getByRole('link', { name: 'your learning diary' }).click()
  await sees(ben, 'I talk too soon.')
  await lookAt(page, 'diary')
  await page.getByRole('link', { name: /^Change or use it ?: I talk too soon/ }).click()
  await lookAt(page, 'note')
  await changesBoth(ben)
  await press(ben, 'Make a CPD draft of it')
  await expect(page.getByLabel(/learnt/i).first()).toHaveValue(/I talk too soon\./)
})

test('a note, a diary entry and a question that comes back, without JavaScript at 320 px', async ({
  enter,
}) => {
  const chloe = await enter('Chloe', { javaScript: false, width: 320 })
  const { page } = chloe
  await toFirstSection(chloe)
  const address = page.url().split('#')[0] ?? ''
  await page.goto(`${address}/notes`)
  await page.getByRole('textbox', { name: 'Your note' }).fill('Ask about the letter.')
  await page.getByLabel('Words to highlight').fill('Nobody said this')
  await press(chloe, 'Save note')
  await expect(page.locator('.govuk-error-summary')).toContainText('do not stand in the section')
  await expect(page.getByRole('textbox', { name: 'Your note' })).toHaveValue(
    'Ask about the letter.',
  )
  await page.getByLabel('Words to highlight').fill('A child can be seen, asked and quoted')
  await press(chloe, 'Save note')
  await expect(page.locator('form mark')).toHaveText('A child can be seen, asked and quoted')
  await picture(page, 'section-notes-plain')

  await page.goto('/diary')
  await page.getByLabel('What did you learn').fill('Supervision went well.')
  await press(chloe, 'Save entry')
  await sees(chloe, 'Supervision went well.')
  await picture(page, 'diary-plain')

  await page.goto('/minutes')
  await sees(chloe, 'I have 10 minutes')
  await picture(page, 'minutes')
  await page.goto('/recall')
  await sees(chloe, 'Nothing is back today')
  await press(chloe, 'Tell me when a question is back')
  await sees(chloe, 'Download the days for your calendar')
  await picture(page, 'recall')
})

/** A note that another window has changed meanwhile shows both texts, and then keeps the one wanted. */
async function changesBoth({ page }: Person): Promise<void> {
  const address = page.url()
  const other = await page.context().newPage()
  await other.goto(address)
  await other.getByRole('textbox', { name: 'Your note' }).fill('I wait for three breaths.')
  await other.getByRole('button', { name: 'Save note' }).click()
  await expect(other.locator('.cc-notes')).toContainText('three breaths')
  await other.close()

  const text = page.getByRole('textbox', { name: 'Your note' })
  await text.fill('I talk too soon. I ask again.')
  await page.getByRole('button', { name: 'Save note' }).click()
  await expect(page.locator('.govuk-error-summary')).toContainText('in another window')
  await expect(page.locator('.govuk-inset-text')).toContainText('I wait for three breaths.')
  await expect(text).toHaveValue('I talk too soon. I ask again.')
  await lookAt(page, 'note-changed-elsewhere')
  await page.getByRole('button', { name: 'Save note' }).click()
  await expect(page.locator('.cc-notes')).toContainText('I ask again.')
  await page.goto(address)
}

async function toFirstSection({ page }: Person): Promise<void> {
  await page.goto('/toolkits/participation')
  await page.locator('nav[aria-labelledby=sections] a').first().click()
  await expect(page.locator('form .cc-prose').first()).toBeVisible()
}

/** Selects words of the section, as a mouse or the keyboard does. */
async function select({ page }: Person, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const from = node.textContent?.indexOf(wanted) ?? -1
      if (from === -1) continue
      const range = document.createRange()
      range.setStart(node, from)
      range.setEnd(node, from + wanted.length)
      const selection = document.getSelection()
      selection?.removeAllRanges()
      selection?.addRange(range)
      return
    }
  }, words)
}
