import { strFromU8, unzipSync } from 'fflate'
import { readFileSync } from 'node:fs'
import { expect, press, sees, test, type Person } from './support/northbridge.ts'
import { lookAt, picture } from './support/screenshots.ts'

/** So many entries, of fifteen years, that a page which asks every two seconds sees it grow. */
const many = 2_000

test('a long export shows how far it is until it is told ready; a team’s ZIP holds what was shared', async ({
  enter,
}) => {
  const ben = await enter('Ben')
  await bringIn(ben)
  await longExport(ben)
  await shareOne(ben)

  const amara = await enter('Amara', { javaScript: false })
  await expect(amara.page.getByRole('link', { name: 'Ben Whitfield shared a CPD' })).toBeVisible()
  await amara.page.getByRole('link', { name: 'See how Family Support East' }).click()
  await amara.page.getByRole('link', { name: 'what members share with you' }).click()
  await expect(amara.page.getByRole('main')).toContainText('Ben Whitfield: 1 entry')
  await picture(amara.page, 'ways-out-shared')
  await press(amara, 'Make a ZIP of them')
  await sees(amara, 'It is ready')
  await picture(amara.page, 'ways-out-file-plain')
  const files = unzipSync(await bytesOf(amara, 'Download'))
  expect(Object.keys(files).sort()).toEqual(['shared/Ben Whitfield.pdf', 'team.xlsx'])
  expect(strFromU8(files['shared/Ben Whitfield.pdf']?.subarray(0, 5) ?? new Uint8Array())).toBe(
    '%PDF-',
  )
})

/** A long record, from a file. */
async function bringIn({ page }: Person): Promise<void> {
  await page.goto('/cpd/import')
  const file = Buffer.from(JSON.stringify(longRecord()))
  const json = { name: 'record.json', mimeType: 'application/json', buffer: file }
  await page.getByLabel('Your file').setInputFiles(json)
  // The page that follows comes when all of it has been read and saved.
  await page.getByRole('button', { name: 'Bring it in' }).click({ timeout: 60_000 })
  await expect(page.getByRole('heading', { name: '2000 entries brought in' })).toBeVisible()
}

async function longExport(ben: Person): Promise<void> {
  const { page } = ben
  // A year that is over is chosen where its link was followed.
  await page.goto('/cpd/export?year=2025')
  await expect(page.getByRole('radio', { name: '2024 to 2025' })).toBeChecked()
  await page.getByRole('radio', { name: 'Everything' }).check()
  await press(ben, 'Download PDF')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long export')
  await picture(page, 'ways-out-long')
  await press(ben, 'Make the PDF file')
  await sees(ben, /We are making it: \d+%/)
  await picture(page, 'ways-out-making')
  // Two thousand entries are laid out beside whatever else the server has to do.
  await expect(page.getByText('It is ready')).toBeVisible({ timeout: 90_000 })
  await lookAt(page, 'ways-out-ready')
  const pdf = await bytesOf(ben, 'Download')
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')

  await page.goto('/')
  await page.getByRole('link', { name: 'Fetch your file: casecircle-cpd.pdf' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your file')
  await page.goto('/downloads')
  await expect(page.getByRole('main')).toContainText('ready')
  await lookAt(page, 'ways-out-files')
}

async function shareOne(ben: Person): Promise<void> {
  const { page } = ben
  await page.goto(`/cpd/entries/${idOf(0)}/share`)
  await page.getByLabel('Somebody in your team').selectOption({ label: 'Amara Osei, Team manager' })
  await press(ben, 'Share')
  await expect(page.getByRole('heading', { name: 'Who you share it with' })).toBeVisible()
}

async function bytesOf(person: Person, link: string): Promise<Buffer> {
  const [download] = await Promise.all([person.page.waitForEvent('download'), press(person, link)])
  return readFileSync(await download.path())
}

const idOf = (at: number) => `5a8d2f30-0f65-4c57-8d0a-${at.toString(16).padStart(12, '0')}`

function longRecord() {
  const at = '2025-05-14T10:00:00.000Z'
  const text = 'I asked the child first and waited; the silence told me more than the answers. '
  const entries = Array.from({ length: many }, (_, nth) => ({
    ...{ id: idOf(nth), title: 'Reading', status: 'draft', typedDate: null },
    date: `${2011 + (nth % 15)}-05-14`,
    activityType: { id: 'reading', label: 'Reading' },
    ...{
      description: `${nth}. ${text}`,
      learnt: text.repeat(6),
      impact: text.repeat(4),
      peerLearning: '',
    },
    ...{ others: {}, standards: [], minutes: null, participatoryMinutes: null, evidence: [] },
    ...{ createdAt: at, savedAt: at, submittedAt: null },
  }))
  return {
    ...{ format: 'casecircle-cpd', version: 3, exportedAt: at, scope: { kind: 'everything' } },
    person: { name: 'Ben Whitfield', jobTitle: 'Social worker' },
    profile: { id: 'swe', name: 'Social Work England', validFrom: '2021-12-01', questions: [] },
    ...{ registrations: [], entries },
  }
}
