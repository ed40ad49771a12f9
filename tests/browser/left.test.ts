import type { Locator } from 'playwright/test'
import { awake, expect, press, sees, test, type Person } from './support/northbridge.ts'

/** Holds every save of this browser until it is let go, as a slow network does. */
async function slowNetwork({ page }: Person) {
  let letGo = () => {}
  const gate = new Promise<void>((open) => (letGo = open))
  let held = 0
  await page.context().route(/\/(save|work)(\?|$)/, async (route) => {
    if (route.request().method() === 'POST') {
      held += 1
      await gate
    }
    await route.continue()
  })
  return { held: () => held, letGo: () => letGo() }
}

/** Types and loads the page again at once: it is older than the words, until they arrive. */
async function leavesAndReturns(person: Person, field: Locator, before: string, words: string) {
  const network = await slowNetwork(person)
  await field.fill(words)
  await person.page.reload()
  await awake(person)
  await expect(field).toHaveValue(before)
  expect(network.held()).toBeGreaterThan(0)
  network.letGo()
  await expect(field).toHaveValue(words)
}

test('an entry that is loaded again before its last words have arrived shows them when they do', async ({
  enter,
}) => {
  const ben = await enter('Ben')
  const learnt = ben.page.getByLabel(/What have you learnt/)
  await ben.page.goto('/cpd/new')
  await awake(ben)
  await learnt.fill('I asked him twice.')
  await sees(ben, /^Saved \d/)
  await leavesAndReturns(ben, learnt, 'I asked him twice.', 'I asked him twice. Then I waited.')
})

test('a new entry that is loaded again before it was ever kept is found again', async ({
  enter,
}) => {
  const ben = await enter('Ben')
  await ben.page.goto('/cpd/new')
  await awake(ben)
  await leavesAndReturns(ben, ben.page.getByLabel(/What have you learnt/), '', 'I asked him twice.')
  await expect(ben.page).toHaveURL(/\/cpd\/entries\//)
})

test('a section that is loaded again before its last words have arrived shows them when they do', async ({
  enter,
}) => {
  const ben = await enter('Ben')
  await press(ben, 'Start')
  await awake(ben)
  await leavesAndReturns(ben, ben.page.locator('textarea').first(), '', 'A visit in spring.')
  await sees(ben, /^Saved \d/)
})
