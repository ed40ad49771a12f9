import { button, expect, press, sees, test, type Person } from './support/northbridge.ts'
import { nextPhase, scheduleRoom } from './support/room.ts'
import { isAccessible, lookAt } from './support/screenshots.ts'

/** Closes the browser page of `gone`, waits for the banner, and lets `next` take over. */
async function takesOverFrom(gone: Person, next: Person): Promise<void> {
  await gone.page.close()
  await expect(next.page.getByText(`${gone.name} lost the connection.`)).toBeVisible({
    timeout: 60_000,
  })
  await isAccessible(next.page, 'the facilitator is gone')
  await button(next, 'Take over').click()
  await sees(next, 'You facilitate')
}

/** Opens the room again in the browser of somebody whose page was closed. */
async function comesBack(person: Person, room: string): Promise<Person> {
  const page = await person.page.context().newPage()
  await page.goto(room)
  return { ...person, page }
}

test('G8: the facilitator’s browser dies in several phases, somebody takes over, the old tab does nothing', async ({
  enter,
}) => {
  test.setTimeout(300_000)
  const [amara, ben] = [await enter('Amara'), await enter('Ben')]
  const ewa = await enter('Ewa')
  const old = await enter('Amara', { javaScript: false })
  const room = await scheduleRoom(amara, 'Ewa')
  await press(amara, 'Open the room')
  await press(amara, 'Start the session')
  await ewa.page.goto(room)
  await ben.page.goto(room)
  await old.page.goto(room)
  await sees(ben, /Phase 1 of 10: ?Welcome/)

  await takesOverFrom(amara, ewa)
  await sees(ben, /Ewa, facilitator/)
  // The other window of hers still shows its button: it says who leads, and moves nothing.
  await press(old, 'Next phase')
  await expect(
    old.page.getByText(/^Ewa .*facilitates now\. Nothing you pressed here was done\.$/).first(),
  ).toBeVisible()
  await sees(ben, /Phase 1 of 10: ?Welcome/)
  await nextPhase(ewa, [ewa, ben], 'Read part 1')
  await nextPhase(ewa, [ewa, ben], 'Round')

  const again = await comesBack(amara, room)
  await sees(again, 'You are co-facilitator.')
  await takesOverFrom(ewa, again)
  await nextPhase(again, [again, ben], 'Write')

  // A window that is still open hears it at once, and says so.
  const helper = await comesBack(ewa, room)
  await press(helper, 'Take over')
  await sees(helper, 'You facilitate')
  await sees(again, /^Ewa facilitates since/)
  await expect(again.page.getByText('Nothing you pressed here was done.')).toBeVisible()
  await lookAt(again.page, 'seat-old-tab')
  await press(again, 'Go on as co-facilitator')
  await expect(again.page.getByText(/^Ewa facilitates since/)).toHaveCount(0)
})

test('G8: two windows reach for the seat: one has it, the other is told, without JavaScript', async ({
  enter,
}) => {
  const amara = await enter('Amara')
  const [ewa, dev] = [
    await enter('Ewa', { javaScript: false }),
    await enter('Dev', { javaScript: false }),
  ]
  const room = await scheduleRoom(amara, 'Ewa')
  await press(amara, 'Open the room')
  await press(amara, 'Start the session')
  await sees(amara, /Phase 1 of 10: ?Welcome/)
  await amara.page.locator('#role-staff-add').selectOption({ label: 'Dev' })
  await press(amara, 'Make co-facilitator')
  await sees(amara, /Dev, co-facilitator/)
  await amara.page.locator('#role-deputy-name').selectOption({ label: 'Ben' })
  await press(amara, 'Name as deputy')
  await sees(amara, 'Deputy: Ben.')
  await amara.page.locator('#role-role-set').selectOption({ label: 'Farid' })
  await press(amara, 'Make observer')
  await sees(amara, /Farid, observer/)
  await lookAt(amara.page, 'seat-roles')

  await ewa.page.goto(room)
  await dev.page.goto(room)
  await press(ewa, 'Take over')
  await sees(ewa, 'You facilitate')
  await press(dev, 'Take over')
  await expect(
    dev.page.getByText('The seat has changed hands. Nothing you pressed here was done.').first(),
  ).toBeVisible()
  await sees(amara, /^Ewa facilitates since/)
})

for (const javaScript of [true, false]) {
  test(`two people share one device${javaScript ? '' : ', without JavaScript'}`, async ({
    enter,
  }) => {
    const amara = await enter('Amara')
    const [ben, dev] = [
      await enter('Ben', { javaScript, width: 320 }),
      await enter('Dev', { javaScript }),
    ]
    const room = await scheduleRoom(amara, 'Ewa')
    await press(amara, 'Open the room')
    await ben.page.goto(room)
    await sees(ben, 'The room is open')
    await ben.page.getByText('Is somebody sharing this device with you?').click()
    await ben.page.getByLabel('Dev', { exact: true }).check()
    if (javaScript) await lookAt(ben.page, 'company-form')
    await press(ben, 'Save who is with you')
    await sees(ben, '2 of you share this device')
    // Everybody sees it, and Dev counts as here without having opened anything.
    await sees(amara, 'Ben and Dev share Ben’s device')
    await expect(amara.page.getByText('Who is here (3)')).toBeVisible()

    await dev.page.goto(room)
    await sees(dev, 'You are marked as present with Ben')
    if (javaScript) await lookAt(dev.page, 'company-marked')
    await press(dev, 'I am not with Ben')
    await expect(dev.page.getByText('You are marked as present with Ben')).toHaveCount(0)
    await sees(ben, 'Is somebody sharing this device with you?')
    await expect(amara.page.getByText('share Ben’s device')).toHaveCount(0)
  })
}
