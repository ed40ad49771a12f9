import { tabTo } from './support/keyboard.ts'
import { button, expect, press, sees, test } from './support/northbridge.ts'
import { lookAt } from './support/screenshots.ts'

const question = 'What have you learnt?'

test('what could show who somebody is: told while one writes, changed by keyboard, told before it leaves', async ({
  enter,
}) => {
  const ben = await enter('Ben')
  const { page } = ben
  await page.goto('/cpd/new')
  const box = page.locator('#learnt')
  await box.fill('I rang Mrs Begum on 07700 900123 about her son Tom.')
  await sees(ben, /^3 things could show who someone is/)
  await expect(page.locator('#news')).toHaveText(`3 things could show who someone is: ${question}`)
  await lookAt(page, 'cpd-entry-spotted')

  await tabTo(ben, button(ben, 'Use “.telephone number left out'))
  await page.keyboard.press('Enter')
  await expect(box).toHaveValue(
    'I rang Mrs Begum on [telephone number left out] about her son Tom.',
  )
  await expect(box).toBeFocused()
  await tabTo(ben, button(ben, 'Take out “Tom”'))
  await page.keyboard.press('Space')
  await expect(box).toHaveValue('I rang Mrs Begum on [telephone number left out] about her son.')
  await sees(ben, /^1 thing could show who someone is/)
  await press(ben, 'Save entry')
  // Saved, a new entry goes on to a page of its own.
  await expect(page.getByRole('link', { name: 'Share it with one person' })).toBeVisible()

  await page.goto('/cpd/export')
  await sees(ben, 'Before it leaves')
  await sees(ben, /: 1 thing could show who someone is$/)
  await lookAt(page, 'cpd-export-spotted')
})

test('without JavaScript it is shown after saving, and each button changes the text', async ({
  enter,
}) => {
  const chloe = await enter('Chloe', { javaScript: false })
  const { page } = chloe
  await page.goto('/cpd/new')
  await page.locator('#learnt').fill('Dr Osborne met us at 14 Elm Road.')
  await press(chloe, 'Save entry')
  await sees(chloe, /^2 things could show who someone is/)
  await press(chloe, 'Use “.address left out')
  await expect(page.locator('#learnt')).toHaveValue('Dr Osborne met us at [address left out].')
  await press(chloe, 'Use “the doctor” instead')
  await expect(page.locator('#learnt')).toHaveValue('The doctor met us at [address left out].')
  await expect(page.getByText('could show who someone is')).toHaveCount(0)
})
