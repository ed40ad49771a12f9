import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { openDatabase } from '#db/connection.ts'
import { sessions } from '#db/schema/accounts.ts'
import { awake, button, expect, press, sees, test, type Person } from './support/northbridge.ts'
import { lookAt } from './support/screenshots.ts'

test('signed out: sign-in with its error, an unknown address, the public pages', async ({
  browser,
  server,
}) => {
  const context = await browser.newContext({ baseURL: server.origin })
  const page = await context.newPage()
  await page.goto('/cpd')
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fcpd$/)
  await lookAt(page, 'sign-in')
  await page.getByLabel('E-mail address').fill('ben@northbridge.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: /^Sign in/ }).click()
  await expect(page.getByRole('alert')).toContainText('do not match')
  await expect(page.locator('.govuk-error-summary')).toBeFocused()
  await expect(page.getByLabel('E-mail address')).toHaveValue('ben@northbridge.example')
  await lookAt(page, 'sign-in-error')
  for (const [path, heading] of [
    ['/no-such-page', 'Page not found'],
    ['/help', 'Help'],
    ['/privacy', 'Privacy'],
    ['/accessibility', 'Accessibility'],
    ['/forgot-password', 'I have forgotten my password'],
    ['/invitations/used-up', 'This link cannot be used any more'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await lookAt(page, `public${path.replaceAll('/', '-')}`)
  }
  await context.close()
})

test('a section says which checks are open and keeps what was typed', async ({ enter }) => {
  const ben = await enter('Ben')
  await press(ben, 'Start')
  await ben.page.locator('textarea').first().fill('What I would not want to lose.')
  await press(ben, 'Save and continue')
  await expect(ben.page.locator('.govuk-error-summary')).toBeVisible()
  await expect(ben.page.locator('textarea').first()).toHaveValue('What I would not want to lose.')
  await lookAt(ben.page, 'module-section-error')
  await ben.page.goto('/')
  await press(ben, 'Continue')
  await expect(ben.page.locator('textarea').first()).toHaveValue('What I would not want to lose.')
})

/** Keeps the script of the pages that are loaded from `sleep` on away, until `wake`. */
async function sleeper(page: Page) {
  let awaking = Promise.resolve()
  let wake: () => void = () => undefined
  await page.route(/\/assets\/entry\.client/, async (route) => {
    await awaking
    await route.continue()
  })
  return {
    sleep: () => void (awaking = new Promise((done) => (wake = done))),
    wake: () => wake(),
  }
}

test('what is typed before a page has woken up stays in it, and is saved like the rest', async ({
  enter,
}) => {
  const ben = await enter('Ben')
  const { page } = ben
  const script = await sleeper(page)
  const learnt = page.getByLabel(/What have you learnt/)
  await page.goto('/cpd/new')
  await learnt.fill('I asked him twice.')
  await press(ben, 'Save entry')
  await expect(page.getByRole('link', { name: 'Share it with one person' })).toBeVisible()
  script.sleep()
  await page.goto(page.url())
  await learnt.press('Control+End')
  await learnt.pressSequentially(' Then I waited.')
  script.wake()
  await awake(ben)
  await expect(learnt).toHaveValue('I asked him twice. Then I waited.')
  await page.reload()
  await expect(learnt).toHaveValue('I asked him twice. Then I waited.')

  await page.goto('/toolkits/participation')
  script.sleep()
  await page.locator('nav[aria-labelledby=sections] a').first().click()
  await page.locator('textarea').first().fill('A visit in spring.')
  await expect(page.getByText(/^Saved \d/)).toHaveCount(0)
  script.wake()
  await sees(ben, /^Saved \d/)

  // A page that comes with errors has them read out, but not over the head of whoever is mending.
  for (const isMending of [true, false]) {
    await page.goto('/cpd/new')
    script.sleep()
    await button(ben, 'Mark as ready').click()
    const summary = page.locator('.govuk-error-summary')
    await expect(summary).toBeVisible()
    if (isMending) await learnt.click()
    script.wake()
    await awake(ben)
    await expect(isMending ? learnt : summary).toBeFocused()
  }
})

test('a section says at once that the session has ended, asks before it is left, and keeps the text', async ({
  enter,
  server,
}) => {
  const ben = await enter('Ben')
  const { page } = ben
  await press(ben, 'Start')
  const text = page.locator('textarea').first()
  await awake(ben)
  await endSessions(server.dataDir)
  await text.pressSequentially('Written in minute 61.')
  const words = 'You have been signed out. Your text is still here'
  const item = page.locator('.cc-item').filter({ has: text })
  await expect(item).toContainText(`${words}: press “Save reflection”`)
  await expect(page.locator('#news')).toContainText(words)

  // Whoever follows a link is asked, and stays.
  const asked = page.waitForEvent('dialog')
  const gone = page.getByRole('link', { name: 'My CPD' }).first().click()
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await gone
  await expect(text).toHaveValue('Written in minute 61.')

  await item.getByRole('button', { name: /^Save reflection/ }).click()
  await expect(page.getByText('Your text is kept.')).toBeVisible()
  // This sign-in page has no script: its forms work as they are.
  await button(ben, 'Try as Ben').click()
  await button(ben, 'Save what I had written').click()
  await expect(page.locator('textarea').first()).toHaveValue('Written in minute 61.')
  await expect(page.getByText(/^Saved \d/).first()).toBeVisible()
})

test('an entry that is not complete says what is missing and keeps its text', async ({ enter }) => {
  const chloe = await enter('Chloe')
  await chloe.page.goto('/cpd')
  await lookAt(chloe.page, 'cpd-not-met')
  await press(chloe, 'Add an entry')
  await chloe.page.getByLabel(/learn/i).first().fill('Reading about kinship care.')
  await press(chloe, 'Mark as ready')
  await expect(chloe.page.locator('.govuk-error-summary')).toBeVisible()
  await expect(chloe.page.getByLabel(/learn/i).first()).toHaveValue('Reading about kinship care.')
  await lookAt(chloe.page, 'cpd-entry-error')
})

test('manager and administrator: forms with their errors, the other team, the organisation', async ({
  enter,
}) => {
  const grace = await enter('Grace')
  await lookAt(grace.page, 'home-nothing-due')
  await grace.page.getByRole('link', { name: 'My team' }).click()
  await expect(grace.page.getByText('Ben')).toHaveCount(0)
  await lookAt(grace.page, 'team-empty')
  await press(grace, 'Give the team a toolkit')
  await grace.page.getByLabel('Day').fill('31')
  await grace.page.getByLabel('Month').fill('2')
  await press(grace, 'Give the team a toolkit')
  await expect(grace.page.locator('.govuk-error-summary')).toBeVisible()
  await expect(grace.page.getByLabel('Day')).toHaveValue('31')
  await lookAt(grace.page, 'assignment-error')

  const amara = await enter('Amara')
  await amara.page.getByRole('link', { name: 'My team' }).click()
  await lookAt(amara.page, 'team-under-way')
  await amara.page.getByRole('link', { name: /^Read the case/ }).click()
  await lookAt(amara.page, 'case-study')
  await amara.page.goBack()
  await button(amara, 'Schedule a room').click()
  await lookAt(amara.page, 'schedule-room')

  const jo = await enter('Jo')
  await jo.page.getByRole('link', { name: 'Organisation' }).click()
  await expect(jo.page.getByRole('heading', { level: 1 })).toHaveText('Northbridge Council')
  await lookAt(jo.page, 'organisation')
  await administers(jo)
  await jo.page.goto('/account')
  await lookAt(jo.page, 'account')
})

/** An administrator makes a team and adds its manager, with a form that is refused first. */
async function administers(jo: Person): Promise<void> {
  const { page } = jo
  const links = page.getByRole('navigation', { name: 'Organisation pages' })
  await links.getByRole('link', { name: 'Teams' }).click()
  await page.getByLabel('Name of a new team').fill('family support east')
  await press(jo, 'Make the team')
  await expect(page.getByLabel('Name of a new team')).toHaveValue('family support east')
  await lookAt(page, 'organisation-teams-error')
  await page.getByLabel('Name of a new team').fill('Family Support North')
  await press(jo, 'Make the team')
  await sees(jo, /Family Support North has no manager\./)
  await page.goto('/organisation/people/new')
  await page.getByLabel('Name', { exact: true }).fill('Kofi Mensah')
  await page.getByLabel('E-mail address').fill('ben@northbridge.example')
  await page.getByLabel('Job title').fill('Team manager')
  await page.getByLabel('Team', { exact: true }).selectOption('Family Support North')
  await page.getByLabel('Team manager').check()
  await press(jo, 'Add the person')
  await expect(page.locator('.govuk-error-summary')).toContainText('Ben Whitfield has this address')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kofi Mensah')
  await expect(page.getByLabel('Team manager')).toBeChecked()
  await lookAt(page, 'organisation-add-error')
  // Whoever follows an error to its field still reads what is said there, and what they had typed.
  await page.locator('.govuk-error-summary').getByRole('link').click()
  await expect(page.getByLabel('E-mail address')).toBeFocused()
  await expect(page.locator('label[for=email]')).toBeInViewport({ ratio: 1 })
  await expect(page.locator('#email-error')).toContainText('Ben Whitfield has this address')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kofi Mensah')
  await page.getByLabel('E-mail address').fill('kofi@northbridge.example')
  await press(jo, 'Add the person')
  await sees(jo, /\/invitations\/[\w-]{43}/)
  await lookAt(page, 'organisation-added')
  await page.goto('/organisation/people')
  await lookAt(page, 'organisation-people')
  await page.getByRole('link', { name: 'Family Support North' }).click()
  await lookAt(page, 'organisation-team')
  await press(jo, 'Make Kofi Mensah practitioner')
  await sees(jo, /Family Support North has no manager\./)
  await page.goto('/organisation/audit')
  await sees(jo, 'The log is whole')
  await expect(page.getByRole('row').nth(1)).toContainText('Changed the teams or rights of Kofi')
  await lookAt(page, 'organisation-audit')
}

/** All sessions of the installation have just run out. */
async function endSessions(dataDir: string): Promise<void> {
  const db = openDatabase(join(dataDir, 'casecircle.sqlite'))
  await db.tx((tx) => tx.update(sessions).set({ expiresAt: Date.now() - 1000 }))
  db.close()
}
