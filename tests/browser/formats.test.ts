import { button, expect, press, sees, test, type Person } from './support/northbridge.ts'
import { nextPhase } from './support/room.ts'
import { lookAt, picture } from './support/screenshots.ts'

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript'

  test(`a team's own format: copied, changed, scheduled and cast, ${how}`, async ({ enter }) => {
    const amara = await enter('Amara', { javaScript, width: javaScript ? 1280 : 320 })
    // axe needs JavaScript; without it the pictures still prove that nothing scrolls sideways.
    const look = javaScript ? lookAt : picture

    await amara.page.getByRole('link', { name: 'My team' }).click()
    await amara.page.getByRole('link', { name: 'Session formats' }).click()
    await look(amara.page, 'formats')
    await amara.page.getByRole('link', { name: 'Intervision in six phases' }).click()
    await look(amara.page, 'format')
    await press(amara, 'Copy it for the team')
    await amara.page.getByLabel('Title of the copy').fill('Intervision in Family Support')
    await press(amara, 'Copy the format')
    await look(amara.page, 'format-editor')

    await changePhases(amara)
    await look(amara.page, 'format-changed')
    const room = await scheduleOwn(amara)
    await castParts(amara)
    await look(amara.page, 'room-cast')

    const chloe = await enter('Chloe', { javaScript })
    await chloe.page.goto(room)
    await sees(chloe, 'Your part: Case giver.')
    await expect(chloe.page.getByText('Consultants: Ben and Dev')).toBeVisible()
    await expect(button(chloe, 'Cast')).toHaveCount(0)

    await press(amara, 'Open the room')
    await press(amara, 'Start the session')
    await sees(chloe, /Phase 1 of 10: ?Welcome/)
    await nextPhase(amara, [chloe], 'Tell')
    await sees(chloe, 'The case giver tells. The others only ask what they need to follow.')
    await look(chloe.page, 'room-part')
    await look(amara.page, 'console-cast')

    await press(amara, 'Take Chloe out')
    await sees(amara, 'Case giver: nobody yet')
    await sees(chloe, 'Case giver: nobody yet')
    await expect(chloe.page.getByText('Your part: Case giver.')).toHaveCount(0)
  })
}

test('a member of the team reads its formats and finds nothing to change', async ({ enter }) => {
  const amara = await enter('Amara')
  await amara.page.getByRole('link', { name: 'My team' }).click()
  await amara.page.getByRole('link', { name: 'Session formats' }).click()
  await amara.page.waitForURL(/\/formats$/)
  const url = amara.page.url()
  const ben = await enter('Ben')
  await ben.page.goto(url)
  await expect(ben.page.getByRole('heading', { level: 1 })).toHaveText('Session formats')
  await expect(button(ben, 'Copy')).toHaveCount(0)
  await ben.page.getByRole('link', { name: 'Gibbs round' }).click()
  await expect(ben.page.getByText('In the description nobody judges.').first()).toBeVisible()
  await expect(ben.page.locator('form')).toHaveCount(0)
  await lookAt(ben.page, 'format-read')
})

/** Changes phases: a fault first, which keeps what was typed, then order, one out, one more. */
async function changePhases(manager: Person): Promise<void> {
  const { page } = manager
  const minutes = page.getByLabel('Minutes of Tell')
  await minutes.fill('0')
  await page.getByLabel('What it is').fill('How we consult each other.')
  await press(manager, 'Move up Tell')
  await expect(page.locator('.govuk-error-summary')).toContainText(
    'Tell: A phase takes at least 1 minute.',
  )
  await expect(minutes).toHaveValue('0')
  await expect(page.getByLabel('What it is')).toHaveValue('How we consult each other.')

  await minutes.fill('12')
  await press(manager, 'Move up Tell')
  await expect(page.getByText('The format is saved.')).toBeVisible()
  await press(manager, 'Move up Tell')
  await press(manager, 'Leave out Cast the parts')
  await expect(page.getByLabel('Title of Cast the parts')).toHaveCount(0)
  await press(manager, 'Leave out Own learning')
  await expect(page.locator('.govuk-error-summary')).toContainText('Keep “Own learning”')
  await page.getByLabel('One more phase').selectOption('scale')
  await press(manager, 'Add a phase')
  await page.getByLabel('Title of Scale').fill('How sure are we?')
  await page.getByText('Questions and words of Scale').click()
  await page.getByLabel("Questions on everybody's screen of Scale").fill('0 to 10?\nWhy not less?')
  await press(manager, 'Save the format')
  await addPart(manager)
  const titles = page.locator('.cc-phase-editor h3')
  await expect(titles).toHaveText([
    '1. Welcome',
    '2. Tell',
    '3. Read part 1',
    '4. Key question',
    '5. Choose how to help',
    '6. Consult',
    '7. Résumé',
    '8. How sure are we?',
    '9. Own learning',
    '10. Last word',
  ])
}

/** One part more: without what it asks it comes back with what was typed. */
async function addPart(manager: Person): Promise<void> {
  const { page } = manager
  await page.getByText('Parts that people play: 5').click()
  await page.getByLabel('One more part').fill('Note taker')
  await press(manager, 'Add a part')
  await expect(page.locator('.govuk-error-summary')).toContainText('Write what the part asks.')
  await expect(page.getByLabel('One more part')).toHaveValue('Note taker')
  await page.getByLabel('What it asks', { exact: true }).fill('You write down what is agreed.')
  await press(manager, 'Add a part')
  await page.getByText('Parts that people play: 6').click()
  await expect(page.getByLabel('Part of Note taker')).toHaveValue('Note taker')
}

/** A room in the team's own format with other minutes; answers its address. */
async function scheduleOwn(manager: Person): Promise<string> {
  const { page } = manager
  await page.getByRole('link', { name: 'Schedule a room' }).click()
  const option = page.getByLabel('Format').locator('option', { hasText: 'Family Support' })
  await page.getByLabel('Format').selectOption((await option.getAttribute('value')) ?? '')
  // The style sheet shows what belongs to the chosen format, with scripts and without.
  await expect(page.getByText('How we consult each other.')).toBeVisible()
  await expect(page.getByText('A systemic way of working with parts.')).toBeHidden()
  await page.getByText('Change the minutes of Intervision in Family Support').click()
  const tell = page.getByLabel('Minutes for “Tell”').and(page.locator('[name*="own-"]'))
  await tell.fill('two')
  await press(manager, 'Schedule a room')
  await expect(page.locator('.govuk-error-summary')).toContainText('Enter whole minutes')
  await expect(tell).toHaveValue('two')
  await tell.fill('20')
  await press(manager, 'Schedule a room')
  await page.waitForURL(/\/rooms\/[0-9a-f-]{36}/)
  await expect(page.locator('.cc-plan li', { hasText: 'Tell' })).toContainText('20 min')
  return page.url()
}

async function castParts(manager: Person): Promise<void> {
  const { page } = manager
  for (const [part, name] of [
    ['case giver', 'Chloe'],
    ['consultants', 'Ben'],
    ['consultants', 'Dev'],
  ] as const) {
    await page.getByLabel(`Who plays ${part}?`).selectOption({ label: name })
    await press(manager, `Cast as ${part}`)
    await sees(manager, new RegExp(`${part}: .*${name}`, 'i'))
  }
}
