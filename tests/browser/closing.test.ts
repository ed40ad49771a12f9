import { button, expect, press, sees, test } from './support/northbridge.ts'
import { nextPhase, scheduleRoom } from './support/room.ts'
import { isAccessible } from './support/screenshots.ts'
import { onDevice } from './support/swift-room.ts'

test('G7: who types while the room moves on loses nothing and is not moved', async ({ enter }) => {
  const amara = await enter('Amara')
  const ben = await enter('Ben')
  const room = await scheduleRoom(amara, 'Ewa')
  await press(amara, 'Open the room')
  await press(amara, 'Start the session')
  await ben.page.goto(room)
  for (const phase of ['Read part 1', 'Round', 'Write']) await nextPhase(amara, [amara, ben], phase)

  const field = ben.page
    .locator('form', { has: button(ben, 'Post') })
    .locator('textarea')
    .first()
  // What is meant for nobody else becomes a note, and the field is free again.
  await field.fill('For me alone.')
  await press(ben, 'Keep as a private note')
  await expect(field).toHaveValue('')
  await field.click()
  await field.pressSequentially('Half a sentence')
  await expect(ben.page.getByText(/Saved \d/).first()).toBeVisible()
  await press(amara, 'Next phase')
  await sees(ben, /Finish your sentence/)
  await isAccessible(ben.page, 'closing')
  await sees(amara, /Phase 5 of 10/)

  // Still in the field, the words still there, and three things to do with them.
  await expect(ben.page.locator('textarea:focus')).toHaveValue(/Half a sentence/)
  await expect(button(ben, 'Send late')).toBeVisible()
  await expect(button(ben, 'Keep as a private note')).toBeVisible()
  await expect(button(ben, 'Throw away')).toBeVisible()
  await isAccessible(ben.page, 'late text')
  await expect(amara.page.getByText('Half a sentence')).toHaveCount(0)

  // A closed tab, and the text is offered again.
  await ben.page.goto('/')
  await ben.page.goto(room)
  await press(ben, 'Send late')
  await sees(amara, 'Half a sentence')

  // What is thrown away is not offered again, and is kept neither here nor on the device.
  await ben.page.getByText(/^Add a card/).click()
  await ben.page.getByLabel('Your card').fill('Better not said')
  await expect(ben.page.getByText(/^Saved \d/).first()).toBeVisible()
  await nextPhase(amara, [amara], 'Read part 2')
  await ben.page.goto('/')
  await ben.page.goto(room)
  await sees(ben, '“Better not said”')
  await press(ben, 'Throw away')
  await expect(ben.page.getByText('Better not said')).toHaveCount(0)
  await expect.poll(async () => (await onDevice(ben)).rows).toBe(0)
  await ben.page.reload()
  await sees(ben, /Phase 6 of 10/)
  expect(await ben.page.content()).not.toContain('Better not said')

  // The note is still its author's once the room is over, and nobody else has seen it.
  await amara.page.goto(`${room}/close`)
  await press(amara, 'Close the room')
  await sees(amara, 'The room is closed')
  await ben.page.goto(room)
  await sees(ben, 'Your notes from “Write”')
  await sees(ben, 'For me alone.')
  await expect(amara.page.getByText('For me alone.')).toHaveCount(0)
})
