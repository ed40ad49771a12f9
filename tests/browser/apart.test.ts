import { demonstrationPassword } from '#db/seed/people.ts'
import { request, signIn } from '#tests/support/protocol-requests.ts'
import { pressByKey, tabTo } from './support/keyboard.ts'
import { button, expect, press, sees, test, type Person } from './support/northbridge.ts'
import { nextPhase, post, scheduleRoom } from './support/room.ts'
import { lookAt } from './support/screenshots.ts'

/** A format of the team's own: writing without names, a scale, and small groups. */
async function makeFormat({ page }: Person): Promise<void> {
  await page.getByRole('link', { name: /^My team/ }).click()
  await page.waitForURL(/\/teams\//)
  const team = page.url()
  await page.goto(`${team}/formats/new?from=learning-circle`)
  await page.getByLabel('Title of the copy').fill('Apart and together')
  await page.getByRole('button', { name: 'Copy the format' }).click()
  for (const kind of ['write', 'scale', 'small-groups']) {
    await page.getByLabel('One more phase').selectOption(kind)
    await page.getByRole('button', { name: 'Add a phase' }).click()
    await expect(page.getByLabel('One more phase')).toBeVisible()
  }
  await page.getByLabel(/^Cards are shown/).selectOption({ label: 'without names' })
  await page
    .getByRole('button', { name: /^Save the format/ })
    .last()
    .click()
  await page.waitForURL(/saved/)
}

/** What somebody writes beside a statement outlives new words for it, and the phase. */
async function dissentIsKept(amara: Person, ben: Person): Promise<void> {
  await post(amara, 'We ask the child first.', 'Propose')
  const dissent = ben.page.getByLabel(/^What you see differently/)
  await dissent.fill('Not before the first visit.')
  await amara.page.getByText(/^Suggest other words/).click()
  await amara.page.getByLabel('New words for statement 1').fill('We ask the child early.')
  await press(amara, 'Save the new version')
  await sees(ben, 'We ask the child early.')
  await sees(ben, 'The words above were changed while you were writing.')
  await expect(dissent).toHaveValue('Not before the first visit.')
  await nextPhase(amara, [amara, ben], 'Write')
  await sees(ben, 'Your text is kept on this page.')
  await expect(dissent).toHaveValue('Not before the first visit.')
  await expect(dissent).toBeFocused()
  await lookAt(ben.page, 'dissent held')
  await press(ben, 'Go to the team')
  await sees(ben, 'You wrote this in “Commit”, and it has not been sent.')
  await press(ben, 'Keep as a private note')
  await expect(ben.page.getByText('it has not been sent')).toHaveCount(0)
}

/** One value each: by keyboard and changed, without JavaScript, by mouse, and three from elsewhere. */
async function chooseValues(room: string, amara: Person, ben: Person, chloe: Person) {
  await tabTo(ben, ben.page.getByRole('radio').first())
  await ben.page.keyboard.press('Space')
  await pressByKey(ben, 'Save my value')
  await sees(ben, 'You have chosen 0.')
  await tabTo(ben, ben.page.getByRole('radio', { checked: true }))
  await ben.page.keyboard.press('ArrowRight')
  await ben.page.keyboard.press('ArrowRight')
  await pressByKey(ben, 'Save my value')
  await sees(ben, 'You have chosen 2.')
  await lookAt(ben.page, 'scale')
  await chloe.page.getByRole('radio', { name: '2', exact: true }).focus()
  await chloe.page.keyboard.press('Space')
  await chloe.page.keyboard.press('Enter')
  await sees(chloe, 'You have chosen 2.')
  await amara.page.getByRole('radio', { name: '1', exact: true }).check()
  await press(amara, 'Save my value')
  await sees(amara, 'You have chosen 1.')
  const { origin } = new URL(room)
  const code = (await amara.page.locator('.cc-join__code').textContent()) ?? ''
  // Spread by answers needs six besides whoever leads: a colleague of another team comes in too.
  for (const [name, value] of Object.entries({ dev: 1, ewa: 5, farid: 5, grace: 7 })) {
    const cookie = await signIn(origin, `${name}@northbridge.example`, demonstrationPassword)
    if (name === 'grace') {
      const body = new URLSearchParams({ code })
      expect((await request(origin, '/join', { method: 'POST', cookie, body })).status).toBe(303)
    }
    const json = { id: crypto.randomUUID(), type: 'scale.put', body: { value }, expect: {} }
    const answer = await request(origin, `${new URL(room).pathname}/commands`, {
      ...{ method: 'POST', cookie, json },
    })
    expect(answer.status, answer.text).toBe(200)
  }
  for (const one of [amara, ben]) await expect(one.page.locator('.cc-signs--one')).toHaveCount(0)
}

/** Those who answered alike sit apart as far as they can, and each finds the group they are in. */
async function spreadByAnswers(room: string, amara: Person, ben: Person, chloe: Person) {
  await press(amara, 'Spread by answers')
  await amara.page.waitForURL(/groups=answers/)
  const placed = amara.page.locator('#form-groups')
  await expect(placed.getByLabel('Ben')).not.toHaveValue('')
  const groupOf = (name: string) => placed.getByLabel(name).locator('option:checked').textContent()
  const groups = await Promise.all(['Ben', 'Chloe', 'Dev', 'Ewa', 'Farid', 'Grace'].map(groupOf))
  expect(new Set(groups)).toEqual(new Set(['Group 1', 'Group 2']))
  await press(amara, 'Form these groups')
  await sees(ben, `You are in ${groups[0]}`)
  await chloe.page.goto(room)
  await sees(chloe, `You are in ${groups[1]}`)
  await amara.page.getByText('Form the groups anew').click()
}

test('without names few writers are asked; small groups bring back what they wrote', async ({
  enter,
}) => {
  const amara = await enter('Amara')
  await makeFormat(amara)
  const room = await scheduleRoom(amara, 'Ewa', 'Apart and together')
  const ben = await enter('Ben', { width: 320 })
  const chloe = await enter('Chloe', { javaScript: false })
  await press(amara, 'Open the room')
  await press(amara, 'Start the session')
  for (const one of [ben, chloe]) await one.page.goto(room)
  for (const phase of ['Read', 'Talk', 'Commit']) await nextPhase(amara, [amara, ben], phase)
  await dissentIsKept(amara, ben)

  await sees(amara, 'Names are off')
  await post(ben, 'I did not dare to ask.')
  await chloe.page.goto(room)
  await post(chloe, 'We hurried.')
  await lookAt(amara.page, 'write without names, console')
  await nextPhase(amara, [amara, ben], 'Scale')
  await chloe.page.goto(room)
  for (const one of [ben, chloe]) await sees(one, 'Show your card to the team?')
  await lookAt(ben.page, 'asked to share')
  await press(ben, 'Show it without my name')
  await press(chloe, 'Keep it private')
  await sees(chloe, 'Your cards that were not shown')

  await chooseValues(room, amara, ben, chloe)
  await nextPhase(amara, [amara, ben], 'Small groups')
  // What all chose is shown to all in that moment, and nobody’s own value to another.
  await chloe.page.goto(room)
  for (const one of [amara, ben, chloe]) {
    await expect(one.page.locator('.cc-signs--one').first()).toHaveText(
      /1: 2 people.*2: 2 people.*5: 2 people/s,
    )
  }
  await sees(ben, 'You chose 2. Nobody sees who chose what.')
  await lookAt(ben.page, 'values shown')
  await spreadByAnswers(room, amara, ben, chloe)
  await press(amara, 'Mix by chance')
  await lookAt(amara.page, 'form groups')
  const place = async (name: string, group: string) => {
    await amara.page.locator('#form-groups').getByLabel(name).selectOption(group)
  }
  await place('Ben', 'Group 1')
  await place('Chloe', 'Group 2')
  await press(amara, 'Form these groups')
  await sees(ben, 'You are in Group 1')
  await chloe.page.goto(room)
  await sees(chloe, 'You are in Group 2')
  await post(ben, 'Ask the sister first.')
  await post(chloe, 'Visit in the evening.')
  await press(chloe, 'Ask for help')
  await sees(amara, 'Asks for help')
  await sees(amara, 'Visit in the evening.')
  await lookAt(amara.page, 'groups formed')
  await lookAt(ben.page, 'in a small group')
  await expect(ben.page.getByText('Visit in the evening.')).toHaveCount(0)
  await press(amara, 'Call everybody back at once')
  await sees(ben, 'Visit in the evening.')
  await expect(button(amara, 'Call everybody back at once')).toHaveCount(0)

  // What was shared stands in the record without a name; what was kept stands nowhere.
  await amara.page.goto(`${room}/close`)
  await press(amara, 'Close the room')
  await sees(amara, 'The room is closed')
  await sees(ben, 'Not before the first visit.')
  await amara.page.goto(`${room}/summary`)
  await sees(amara, 'I did not dare to ask.')
  await sees(amara, 'Ask the sister first.')
  await expect(amara.page.getByText('We hurried.')).toHaveCount(0)
})
