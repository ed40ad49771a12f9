import { join } from 'node:path'
import { openConnection } from '#db/connection.ts'
import { expect, press, sees, test, type Person } from './support/northbridge.ts'
import { lookAt, picture } from './support/screenshots.ts'

const pages = [
  ['/account', 'Your account'],
  ['/account/everything', 'Everything about me'],
  ['/account/reads', 'Who read what of mine'],
  ['/account/address', 'A private e-mail address'],
  ['/account/reminders', 'Reminders by mail'],
  ['/account/leave', 'Leave my employer'],
] as const

test('somebody sees what is theirs, takes it along, and deletes the account with a receipt', async ({
  enter,
}) => {
  const farid = await enter('Farid')
  const { page } = farid
  for (const [address, heading] of pages) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await picture(page, `rights${address.replaceAll('/', '-')}`)
  }
  await page.goto('/account/calendar')
  await press(farid, 'Make an address')
  await expect(page.getByLabel('Your address')).toHaveValue(/\/calendar\/[\w-]{22}$/)
  await lookAt(page, 'rights-calendar')

  await page.goto('/account/everything')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    press(farid, 'Download everything'),
  ])
  expect(download.suggestedFilename()).toMatch(/^casecircle-about-me-[\d-]+\.zip$/)

  await page.goto('/account/delete')
  await sees(farid, 'What your employer must keep')
  await page.getByLabel('Your password').fill('not my password')
  await press(farid, 'Delete my account')
  await sees(farid, 'That is not your password.')
  await lookAt(page, 'rights-delete')
  await page.getByLabel('Your password').fill('northbridge-demo')
  await press(farid, 'Delete my account')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The account is deleted')
  await lookAt(page, 'rights-receipt')
  expect(await page.textContent('main')).not.toContain('Farid')
  await page.goto('/cpd')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  await expect(page.getByRole('button', { name: /Try as Farid/ })).toHaveCount(0)
})

test('without JavaScript an administrator removes somebody, and somebody deletes an account', async ({
  enter,
}) => {
  const jo = await enter('Jo', { javaScript: false })
  await jo.page.goto('/organisation')
  await picture(jo.page, 'rights-organisation')
  await jo.page.getByRole('link', { name: 'People', exact: true }).click()
  await expect(jo.page.getByRole('link', { name: /^Take Dev .+ out of the team$/ })).toBeVisible()
  await jo.page.getByRole('link', { name: 'Remove Dev' }).click()
  await picture(jo.page, 'rights-remove')
  await press(jo, 'Remove Dev')
  await expect(jo.page.getByRole('heading', { level: 1 })).toHaveText('Northbridge Council')
  await sees(jo, 'no longer belongs to Northbridge Council.')
  await picture(jo.page, 'rights-removed')
  await jo.page.goto('/organisation/people')
  await expect(jo.page.getByRole('link', { name: 'Remove Dev' })).toHaveCount(0)
  await expect(jo.page.getByRole('link', { name: 'Remove Jo' })).toHaveCount(0)
  await addsSomebody(jo)

  const { page } = jo
  await page.goto('/account/delete')
  await page.getByLabel('Your password').fill('northbridge-demo')
  await press(jo, 'Delete my account')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The account is deleted')
})

test('who has left is asked before an organisation has them again', async ({ enter, server }) => {
  const [farid, jo] = [await enter('Farid'), await enter('Jo', { javaScript: false })]
  confirmPrivateAddress(server.dataDir, 'farid@northbridge.example', 'farid@home.example')
  const { page } = farid
  await page.goto('/account/leave')
  await page.getByLabel('Your password').fill('northbridge-demo')
  await press(farid, 'Leave Northbridge Council')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')

  await jo.page.goto('/organisation/people/new')
  await jo.page.getByLabel('Name', { exact: true }).fill('Farid Again')
  await jo.page.getByLabel('E-mail address').fill('farid@home.example')
  await jo.page.getByLabel('Job title').fill('Senior practitioner')
  await jo.page.getByLabel('Team', { exact: true }).selectOption('Adults Locality West')
  await press(jo, 'Add the person')
  await expect(jo.page.locator('code')).toHaveText(/\/invitations\/[\w-]{43}$/)

  await page.getByLabel('E-mail address').fill('farid@home.example')
  await page.getByLabel('Password', { exact: true }).fill('northbridge-demo')
  await press(farid, 'Sign in')
  await page.goto('/')
  await sees(farid, 'Northbridge Council invites you to come in.')
  await lookAt(page, 'rights-invited')
  await press(farid, 'Answer')
  await sees(farid, 'Adults Locality West, practitioner')
  await lookAt(page, 'rights-own-invitations')
  await press(farid, 'Accept Northbridge Council')
  await page.goto('/account')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Farid Again')
  await lookAt(page, 'rights-account')
})

/** As the link in a mail does it; the demonstration sends none. */
function confirmPrivateAddress(dataDir: string, email: string, address: string): void {
  const database = openConnection(join(dataDir, 'casecircle.sqlite'))
  database
    .prepare(
      `insert into private_addresses (person, address, confirmed_at)
       select id, ?, ? from people where email = ?`,
    )
    .run(address, Date.now(), email)
  database.close()
}

/** By forms alone: an address that is taken keeps what was typed, then the link is there once. */
async function addsSomebody(jo: Person): Promise<void> {
  const { page } = jo
  await page.goto('/organisation/people')
  await press(jo, 'Add a person')
  await page.getByLabel('Name', { exact: true }).fill('Kofi Mensah')
  await page.getByLabel('E-mail address').fill('ben@northbridge.example')
  await page.getByLabel('Job title').fill('Social worker')
  await page.getByLabel('Team', { exact: true }).selectOption('Adults Locality West')
  await press(jo, 'Add the person')
  await expect(page.locator('.govuk-error-summary')).toContainText('Ben Whitfield has this address')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kofi Mensah')
  await expect(page.getByLabel('Team', { exact: true }).locator('option:checked')).toHaveText(
    'Adults Locality West',
  )
  await page.getByLabel('E-mail address').fill('kofi@northbridge.example')
  await press(jo, 'Add the person')
  await expect(page.locator('code')).toHaveText(/\/invitations\/[\w-]{43}$/)
  await page.goto('/organisation/people')
  await page.getByLabel('Find by name or e-mail address').fill('kofi@')
  await press(jo, 'Find')
  await page.getByRole('link', { name: 'New invitation for Kofi Mensah' }).click()
  await picture(page, 'rights-invitation')
  await press(jo, 'Make a link to hand over')
  await expect(page.locator('code')).toHaveText(/\/invitations\/[\w-]{43}$/)
}
