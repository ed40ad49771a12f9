import type { Locator } from 'playwright/test'
import { publishSmall } from '#tests/support/small-toolkit.ts'
import { awake, expect, sees, test, type Person } from './support/northbridge.ts'
import { pressByKey, tabTo } from './support/keyboard.ts'
import { lookAt, picture } from './support/screenshots.ts'

const start = '/toolkits/small/sections/start'

/** Picks the `nth` radio of a question by the keys that a browser has for it. */
async function pick(person: Person, question: string | RegExp, nth: number): Promise<void> {
  const radios = person.page.getByRole('group', { name: question }).getByRole('radio')
  await tabTo(person, radios.first())
  await person.page.keyboard.press('Space')
  for (let step = 1; step < nth; step += 1) await person.page.keyboard.press('ArrowDown')
  await expect(radios.nth(nth - 1)).toBeChecked()
}

/** A button of one item, by its first words. */
function buttonIn(person: Person, item: string, text: string): Locator {
  const name = new RegExp(`^\\s*${text}`)
  return person.page.locator(`#item-${item}`).getByRole('button', { name }).first()
}

async function pressIn(person: Person, item: string, text: string): Promise<void> {
  const button = buttonIn(person, item, text)
  await tabTo(person, button)
  await button.press('Enter')
}

/** Moves the last part up until the order is right. */
async function putInOrder(person: Person): Promise<void> {
  const right = ['Hear what', 'Write it down', 'Weigh it']
  const parts = person.page.locator('.cc-order__text')
  await expect(parts).toHaveCount(3)
  for (const [place, words] of right.entries()) {
    const texts = await parts.allTextContents()
    for (let from = texts.findIndex((text) => text.startsWith(words)); from > place; from -= 1) {
      await pressIn(person, 'from-referral', `Up\\W+${words}`)
      await expect(parts.nth(from - 1)).toContainText(words)
      // The focus stays on what is being moved.
      const focused = person.page.locator(':focus')
      if (person.javaScript) await expect(focused).toContainText(words)
    }
  }
}

async function match(person: Person, left: string, right: string): Promise<void> {
  const list = person.page.getByLabel(left)
  await tabTo(person, list)
  await person.page.keyboard.type(right.slice(0, 1))
  await expect(list.locator('option:checked')).toHaveText(right)
}

async function everything({ page }: Person): Promise<string> {
  const answer = await page.request.get(start)
  return `${await answer.text()} ${await page.content()}`
}

for (const javaScript of [true, false]) {
  test(`an order, a match, a survey and boxes are answered by keyboard at 320 px, ${javaScript ? 'with' : 'without'} JavaScript`, async ({
    enter,
    server,
  }) => {
    test.setTimeout(300_000)
    publishSmall(server.dataDir)
    const ben = await enter('Ben', { javaScript, width: 320 })
    const { page } = ben
    const look = javaScript ? lookAt : picture
    await page.goto(start)
    await awake(ben)
    await look(page, 'items-open')
    expect(await everything(ben)).not.toMatch(/SECRET|"careless"|"late"|"hear"/)

    await pick(ben, /child's silence/, 2)
    await pick(ben, /who holds power/, 3)
    await pressByKey(ben, 'Save my answers')
    await sees(ben, /^Your answers, from 1/)

    await putInOrder(ben)
    await pressIn(ben, 'from-referral', 'Check answer')
    await sees(ben, 'SECRET-RECORD')

    await match(ben, 'He came at ten past nine', 'A conclusion')
    await pressIn(ben, 'fact-or-view', 'Check answer')
    await expect(page.locator('.govuk-error-summary')).toContainText('Choose a match for each.')
    await look(page, 'items-refused')
    await match(ben, 'He does not care', 'A conclusion')
    await pick(ben, 'How sure are you of your answer?', 3)
    await pressIn(ben, 'fact-or-view', 'Check answer')
    await sees(ben, 'Not quite: 1 of 2 is right')
    await sees(ben, 'SECRET-CARELESS')
    await pick(ben, 'And how sure are you now?', 1)
    await pressByKey(ben, 'Save how sure you are')
    await sees(ben, /Now: “I am guessing\.”/)
    await look(page, 'items-answered')
    await pressIn(ben, 'fact-or-view', 'Answer again')
    await match(ben, 'He came at ten past nine', 'Something seen')
    await pressIn(ben, 'fact-or-view', 'Check answer')
    await expect(page.locator('#item-fact-or-view')).toContainText('Yes')

    await tabTo(ben, page.getByLabel(/^What\?$/))
    await page.keyboard.type('She hung up.')
    await pressByKey(ben, 'Save reflection')
    await sees(ben, /^Saved /)
    await page.reload()
    await expect(page.getByLabel(/^What\?$/)).toHaveValue('She hung up.')
    await expect(page.getByLabel(/^So what\?$/)).toHaveValue('')

    await pressByKey(ben, 'Save and continue')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('At the end')
    await pick(ben, /child's silence/, 4)
    // Whoever goes on has answered what they ticked.
    await pressByKey(ben, 'Save and continue')
    await expect(page).toHaveURL(/\/toolkits\/small(?:#.*)?$/)
    await page.goto('/toolkits/small/sections/end')
    const row = page.getByRole('row', { name: /child's silence/ })
    await expect(row.getByRole('cell')).toHaveText(['2', '4'])
    await look(page, 'items-before-and-now')

    await page.goto('/how-sure')
    await sees(ben, /When you were sure, you were right 0 of 1 time\./)
    await look(page, 'items-how-sure')
  })
}
