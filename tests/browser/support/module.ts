import { button, expect, type Person } from './northbridge.ts'

/** Goes from the home page through what is left of the module, as its learner would. */
export async function completeModule(
  person: Person,
  { onSection }: { onSection?: (number: number) => Promise<void> } = {},
): Promise<void> {
  const { page } = person
  await page.goto('/')
  const go = page.getByRole('button', { name: /^(Start|Continue)/ }).first()
  // A room that is near comes first on the home page; the module is then a link.
  if ((await go.count()) === 0) {
    await page
      .getByRole('link', { name: /^(Start|Continue)/ })
      .first()
      .click()
  }
  await go.click()
  await page.waitForURL(/\/sections\//)
  for (let section = 1; /\/sections\//.test(page.url()); section += 1) {
    expect(section).toBeLessThan(12)
    await answerChecks(person)
    await writeReflections(person)
    await onSection?.(section)
    const before = page.url()
    await button(person, 'Save and continue').click()
    await page.waitForURL((url) => url.href.split('#')[0] !== before.split('#')[0])
  }
}

/** Answers each open check with its first choice, or as it stands in order, right or wrong. */
export async function answerChecks({ page }: Person): Promise<void> {
  const open = page.getByRole('button', { name: /^Check answer/ })
  const answered = page.getByRole('button', { name: /^Answer again/ })
  while ((await open.count()) > 0) {
    const [left, before] = [await open.count(), await answered.count()]
    const item = page.locator('.cc-item').filter({ has: open.first() }).first()
    const lists = await item.locator('select').all()
    for (const list of lists) await list.selectOption({ index: 1 })
    const choices = item.locator('input[type=radio], input[type=checkbox]')
    if (lists.length === 0 && (await item.locator('.cc-order').count()) === 0) {
      await choices.first().check()
    }
    await item.getByRole('button', { name: /^Check answer/ }).click()
    await page.waitForLoadState()
    // Both: of a page that is still being read the first half is no answer.
    await expect(open).toHaveCount(left - 1)
    await expect(answered).toHaveCount(before + 1)
    await expect(page.getByText(/^(Yes|Not quite)/).first()).toBeVisible()
  }
}

async function writeReflections({ page, name }: Person): Promise<void> {
  for (const area of await page.locator('textarea:visible').all()) {
    await area.fill(`${name} thinks of a visit in spring, and of who spoke last.`)
  }
}
