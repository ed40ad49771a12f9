import { readFile } from 'node:fs/promises'
import { readPdf } from '#tests/support/pdf-text.ts'
import { button, expect, press, sees, test, type Person } from './support/northbridge.ts'
import { nextPhase, scheduleRoom } from './support/room.ts'
import { lookAt } from './support/screenshots.ts'

const nothingIsKept = 'Rehearsal. Nobody else is here and nothing is kept.'

/** From the team's page to a rehearsal of the default format, as a manager would find it. */
async function rehearse(manager: Person): Promise<string> {
  const { page } = manager
  await page.goto('/')
  await page.getByRole('link', { name: /^My team/ }).click()
  await button(manager, 'Schedule a room').click()
  await page.getByRole('link', { name: 'Rehearse alone first' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rehearse a room')
  await press(manager, 'Start the rehearsal')
  await page.waitForURL(/\/rooms\//)
  await sees(manager, nothingIsKept)
  return page.url().replace(/[#?].*/, '')
}

/** Sends a command of a room as a program would, to come to a phase without pressing through all. */
async function command(person: Person, room: string, type: string, body: object, expected: object) {
  const answer = await person.page.request.post(`${room}/commands`, {
    headers: { origin: new URL(room).origin, 'content-type': 'application/json' },
    data: JSON.stringify({ id: crypto.randomUUID(), type, body, expect: expected }),
  })
  expect(await answer.json(), type).toMatchObject({ ok: true })
}

test('a manager rehearses the whole format alone, and leaves no trace', async ({ enter }) => {
  test.setTimeout(300_000)
  const amara = await enter('Amara')
  const { page } = amara
  const room = await rehearse(amara)
  await expect(page).toHaveTitle(/^Rehearsal: /)
  await press(amara, 'Start the session')
  await sees(amara, /5 of 6 have accepted/)
  await nextPhase(amara, [amara], 'Read part 1')
  await press(amara, 'Release part 1')
  await expect(page.locator('.cc-case').first()).toContainText('Zosia')
  // The facilitator reads the notes beside the part, not on another page.
  await expect(page.getByRole('heading', { name: 'Your notes for part 1' })).toBeVisible()
  await nextPhase(amara, [amara], 'Round')
  await expect(page.locator('#next-does')).toContainText('Everybody writes without names.')
  await expect(page.locator('#pace')).toContainText('as a guide')
  await lookAt(page, 'console-round-full')
  // Whoever leads may move the turn on; their own comes last, and nobody takes it for them.
  await expect(async () => {
    if (await button(amara, 'I have finished').isVisible()) return
    await page.getByRole('button', { name: / is done/ }).click({ timeout: 2000 })
    await expect(button(amara, 'I have finished')).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 60_000 })
  await press(amara, 'I have finished')
  await nextPhase(amara, [amara], 'Write')
  await lookAt(page, 'console-write-full')
  await nextPhase(amara, [amara], 'Theme and vote')
  await sees(amara, 'Whose voice is missing')
  await nextPhase(amara, [amara], 'Read part 2')
  await nextPhase(amara, [amara], 'Discuss')
  await sees(amara, /Hands: 1/)
  await sees(amara, /needs a pause/)
  await lookAt(page, 'console-discuss')
  await nextPhase(amara, [amara], 'Agree')
  await sees(amara, 'Asking again is not listening.')
  await nextPhase(amara, [amara], 'Own learning')
  await nextPhase(amara, [amara], 'Last word')
  await press(amara, 'Next phase')
  await sees(amara, 'All phases are done')
  await button(amara, 'Close the room').click()
  await sees(amara, nothingIsKept)
  await press(amara, 'Close the room')
  await sees(amara, 'The rehearsal is over')
  await lookAt(page, 'rehearsal-over')
  await page.goto(`${room}/summary`)
  await sees(amara, nothingIsKept)
  await sees(amara, 'Asking again is not listening.')
  await page.goto(room)
  await press(amara, 'End the rehearsal')
  await page.waitForURL(/\/teams\//)
  await expect(page.getByText('Rehearsal:')).toHaveCount(0)
  await page.goto('/')
  await expect(page.getByText('Rehearsal:')).toHaveCount(0)
  expect((await page.request.get(room)).status()).toBe(404)
})

test('without JavaScript the invented colleagues have done something whenever one looks', async ({
  enter,
}) => {
  test.setTimeout(120_000)
  const amara = await enter('Amara', { javaScript: false, width: 320 })
  await rehearse(amara)
  await press(amara, 'Start the session')
  await press(amara, 'Accept')
  await sees(amara, /6 of 6 have accepted/)
  await nextPhase(amara, [amara], 'Read part 1')
  await nextPhase(amara, [amara], 'Round')
  // Who passes may come after whoever looks: the order is by lot.
  await sees(amara, /has spoken|passed/)
  await press(amara, 'End the rehearsal')
  await amara.page.waitForURL(/\/teams\//)
})

test('a practitioner finds no rehearsal, neither to begin nor to look into', async ({ enter }) => {
  const amara = await enter('Amara')
  const ben = await enter('Ben')
  const room = await rehearse(amara)
  expect((await ben.page.request.get(room)).status()).toBe(404)
  const team = amara.page.url()
  await amara.page.goto('/')
  await amara.page.getByRole('link', { name: /^My team/ }).click()
  await amara.page.waitForURL(/\/teams\//)
  const begin = `${amara.page.url()}/rehearsals/new`
  expect((await ben.page.request.get(begin)).status()).toBe(404)
  expect(team).toContain('/rooms/')
})

test('the summary can be kept as a file, and what was left to do comes back in the next room', async ({
  enter,
}) => {
  test.setTimeout(120_000)
  const amara = await enter('Amara')
  const { page } = amara
  const first = await scheduleRoom(amara, 'Ewa')
  await press(amara, 'Open the room')
  await press(amara, 'Start the session')
  await sees(amara, /Phase 1 of 10/)
  await command(amara, first, 'phase.open', { phase: 'agree' }, { seat: 1 })
  await sees(amara, /Phase \d+ of 10: ?Agree/)
  await page.getByLabel('A sentence that we can all stand behind').fill('Rydym yn gofyn i’r tŷ.')
  await press(amara, 'Propose')
  await sees(amara, 'Rydym yn gofyn i’r tŷ.')
  await page.getByLabel('What you see differently').first().fill('Not on a Friday.')
  await press(amara, 'Agree with reservation')
  const form = page.locator('form', { has: page.getByRole('button', { name: /^Add an action/ }) })
  await form.getByLabel('What').fill('Book the specialist')
  await form.getByLabel('Who').fill('Chloe')
  await press(amara, 'Add an action')
  await sees(amara, 'Book the specialist')
  await command(amara, first, 'room.close', {}, { seat: 1 })
  await page.goto(`${first}/summary`)
  await lookAt(page, 'summary')
  const downloading = page.waitForEvent('download')
  await button(amara, 'Download PDF').click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^room-summary-\d{4}-\d\d-\d\d\.pdf$/)
  const read = readPdf(await readFile(await download.path()))
  expect(read).toMatchObject({ lang: 'en-GB', isTagged: true })
  expect(read.text).toContain('Rydym yn gofyn i’r tŷ.')
  expect(read.text).toMatch(/agrees, with a reservation: “Not on a Friday\.”/)
  expect(read.text).toContain('Book the specialist')

  const second = await scheduleRoom(amara, 'Ewa')
  await press(amara, 'Open the room')
  await press(amara, 'Start the session')
  await sees(amara, /From last time, .*: Book the specialist/)
  await expect(page.getByRole('heading', { name: 'Left open: 1' })).toBeVisible()
  const ben = await enter('Ben', { javaScript: false, width: 320 })
  await ben.page.goto(second)
  await sees(ben, /From last time/)
  await command(amara, second, 'phase.open', { phase: 'agree' }, { seat: 1 })
  await sees(ben, 'What nobody takes on is let go after this room.')
  await press(ben, 'Carry on')
  await sees(ben, 'Taken on again')
  await sees(amara, 'Taken on again')
  await lookAt(page, 'agree-carried')
  await expect(page.locator('.cc-actions')).toContainText('Chloe')
})
