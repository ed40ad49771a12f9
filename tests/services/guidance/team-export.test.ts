import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { entryForm } from '#server/cpd/rules/entry/entry.ts'
import { cpdExport } from '#server/cpd/exports/json.server.ts'
import { importLimitBytes } from '#server/cpd/rules/import.ts'
import { mostAtOnce } from '#server/cpd/rules/export-format.ts'
import { entryId, formatId, jobId, toolkitId, type EntryId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'
import { cellsOf } from '#tests/support/office-text.ts'
import { actorNamed, teamOf } from '#tests/support/one-room.ts'
import { readPdf } from '#tests/support/pdf-text.ts'
import { startProduct, type Product } from '#tests/support/product.ts'

const words = 'Only for Amara: canary-5f20'

/** Ben saves an entry with these words; answers its id. */
async function entryOfBen(product: Product, learnt: string) {
  const { services } = product
  const ben = await actorNamed(product, 'Ben')
  const id = entryId.parse(crypto.randomUUID())
  const { written } = entryForm.parse({ learnt, activityType: 'reading' })
  const saved = await services.cpd.create(ben, id, { written, revision: 0, writer: null })
  expect(saved.ok).toBe(true)
  return { ben, id }
}

/** Asks for a file as a page does, and waits until the job behind it is over. */
async function asked(product: Product, path: string, fields: object, cookie: string) {
  const job = crypto.randomUUID()
  const posted = await product.post(path, { job, ...fields }, cookie)
  expect(posted.headers.get('location')).toBe(`/downloads/${job}`)
  await product.services.jobs.idle()
  return `/downloads/${job}`
}

test('files leave over HTTP: the team’s facts, what members share, a long record, and a record that comes in', async () => {
  const product = await startProduct()
  const cookies = {
    amara: await product.cookieOf('amara@northbridge.example'),
    ben: await product.cookieOf('ben@northbridge.example'),
    grace: await product.cookieOf('grace@northbridge.example'),
  }
  const { ben, id } = await entryOfBen(product, words)
  await entryOfBen(product, 'canary-not-shared')
  await theTeamsFacts(product, cookies)
  await aTeamWithoutToolkit(product, cookies.grace)
  await aRoomWithoutToolkit(product, cookies.grace)
  await whoIsReminded(product)
  await whatMembersShare(product, cookies, ben, id)
  await aLongRecord(product, cookies.ben, ben)
  await aRecordComesIn(product, cookies)
}, 60_000)

type Cookies = Record<'amara' | 'ben' | 'grace', string>
type Ben = Awaited<ReturnType<typeof entryOfBen>>['ben']

async function theTeamsFacts(product: Product, { amara, grace }: Cookies): Promise<void> {
  const path = `/teams/${teamOf(await actorNamed(product, 'Amara'))}/export`
  const read = async (as: string) => {
    const answer = await product.get(`${path}${as}`, amara)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="team-[\d-]+\.\w+"$/,
    )
    return Buffer.from(await answer.arrayBuffer())
  }
  const rows: string[][] = parse(await read(''), { bom: true })
  const cells = cellsOf(await read('?as=xlsx'))
  expect(cells.filter((cell) => cell !== '')).toEqual(rows.flat().filter((cell) => cell !== ''))
  const pdf = readPdf(await read('?as=pdf'))
  expect(pdf.tags.slice(0, 4)).toEqual(['Document', 'P', 'H1', 'H2'])
  for (const [name = ''] of rows.slice(1)) expect(pdf.text).toContain(name)
  expect(rows.length).toBeGreaterThan(5)
  expect((await product.get(`${path}?as=exe`, amara)).status).toBe(404)
  expect((await product.get(`${path}?as=pdf`, grace)).status).toBe(404)
  const told = await product.get(`${path}?as=pdf`, grace, { accept: 'text/html,*/*;q=0.8' })
  const page = await told.text()
  expect([told.status, told.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  expect(page).toContain('There is no such team among yours.')
  // It answers at the file's address, where its script would look for another page.
  expect(page).not.toContain('type="module"')
  expect(product.logged.join('')).not.toContain('page failed')
}

/** A room needs no toolkit given before: its page lets the manager choose one. */
async function aTeamWithoutToolkit(product: Product, grace: string): Promise<void> {
  const path = `/teams/${teamOf(await actorNamed(product, 'Grace'))}`
  const page = await (await product.get(path, grace)).text()
  expect(page).toContain('The team has no toolkit yet.')
  expect(page).toContain(`href="${path}/assignments/new"`)
  expect(page).toContain(`href="${path}/rooms/new"`)
}

/** Its team's file tells of it all the same. */
async function aRoomWithoutToolkit(product: Product, cookie: string): Promise<void> {
  const grace = await actorNamed(product, 'Grace')
  const date = londonDay(Date.now() + 1_400 * 86_400_000)
  const made = await product.services.rooms.schedule(grace, teamOf(grace), {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    ...{ date, time: '14:00' },
  })
  if (!made.ok) throw new Error(made.error.message)
  const answer = await product.get(`/teams/${teamOf(grace)}/export`, cookie)
  const rows: string[][] = parse(Buffer.from(await answer.arrayBuffer()), { bom: true })
  const found = rows.filter(([name]) => name?.startsWith('Hana'))
  expect(found.map(([, , ...facts]) => facts)).toEqual([
    ['Not given', '', 'To come', date, 'Not yet'],
  ])
}

async function whoIsReminded(product: Product): Promise<void> {
  const amara = await actorNamed(product, 'Amara')
  const page = await product.services.guidance.team(amara, teamOf(amara))
  if (!page.ok) throw new Error(page.error.message)
  // Ewa has finished; Amara, who has not, does not write to herself.
  const behind = ['ben', 'chloe', 'dev', 'farid'].map((name) => `${name}@northbridge.example`)
  expect(page.value.reminder?.to.toSorted()).toEqual(behind)
}

async function whatMembersShare(
  product: Product,
  cookies: Cookies,
  ben: Ben,
  id: EntryId,
): Promise<void> {
  const { services } = product
  const amara = await actorNamed(product, 'Amara')
  const path = `/teams/${teamOf(amara)}/export/shared`
  expect(await (await product.get(path, cookies.amara)).text()).toContain('Nobody of this team')
  const whom = { email: 'amara@northbridge.example' }
  const shared = await services.sharing.share(ben, id, { whom, right: 'view', days: 30 })
  if (!shared.ok) throw new Error(shared.error.message)
  expect(await (await product.get(path, cookies.amara)).text()).toContain('Ben')
  const page = await asked(product, path, {}, cookies.amara)
  const zip = unzipSync(
    new Uint8Array(await (await product.get(`${page}/file`, cookies.amara)).arrayBuffer()),
  )
  expect(Object.keys(zip)).toEqual(['team.xlsx', `shared/${ben.name}.pdf`])
  const { text } = readPdf(Buffer.from(zip[`shared/${ben.name}.pdf`] ?? new Uint8Array()))
  expect(text).toContain(words)
  expect(text).not.toContain('canary-not-shared')
  // Ben sees that it was read, nobody else can fetch it, and with the sharing the file ends too.
  expect(await services.sharing.readsOf(ben)).toHaveLength(1)
  expect((await product.get(`${page}/file`, cookies.grace)).status).toBe(404)
  expect((await product.get(`${page}/file`, cookies.ben)).status).toBe(404)
  await services.sharing.end(ben, shared.value)
  expect((await product.get(`${page}/file`, cookies.amara)).status).toBe(404)
  expect((await product.get(page, cookies.amara)).status).toBe(404)
  // Not only out of sight: nothing of it is kept any more.
  const left = product.db.read.$client.prepare('select count(*) n from job_file_parts').get()
  expect(left).toEqual({ n: 0 })
}

async function aLongRecord(product: Product, cookie: string, ben: Ben): Promise<void> {
  const own = await product.services.cpd.exportFile(ben, { kind: 'everything' }, 'json')
  const record = cpdExport.parse(JSON.parse(own.ok ? own.value.bytes.toString() : ''))
  const [one] = record.entries
  const entries = Array.from({ length: mostAtOnce }, (_, at) => ({
    ...one,
    ...{ id: crypto.randomUUID(), evidence: [], learnt: `Piece ${at} of many` },
  }))
  const many = Buffer.from(JSON.stringify({ ...record, entries }))
  expect((await product.services.cpd.importJson(ben, many)).ok).toBe(true)
  const sent = await product.get('/cpd/export/csv?scope=everything', cookie)
  const long = sent.headers.get('location') ?? ''
  expect([sent.status, long]).toEqual([303, '/cpd/export/long?scope=everything&format=csv'])
  expect(await (await product.get(long, cookie)).text()).toContain('Make the CSV file')
  const fields = { scope: 'everything', format: 'csv' }
  const page = await asked(product, '/cpd/export/long', fields, cookie)
  expect(await (await product.get(page, cookie)).text()).toContain('It is ready')
  expect(await (await product.get('/cpd/export', cookie)).text()).toContain(page)
  const file = await product.get(`${page}/file`, cookie)
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="casecircle-cpd.csv"')
  const bytes = Buffer.from(await file.arrayBuffer())
  expect(String(bytes.length)).toBe(file.headers.get('content-length'))
  const rows: string[][] = parse(bytes, { bom: true })
  const all = await product.services.cpd.exportFile(ben, { kind: 'everything' }, 'csv')
  expect(all.ok && all.value.bytes.equals(bytes)).toBe(true)
  expect(rows.length).toBeGreaterThan(mostAtOnce)
  const removed = await product.post(page, { intent: 'remove' }, cookie)
  expect(removed.headers.get('location')).toBe('/cpd/export')
  expect((await product.get(page, cookie)).status).toBe(404)
  expect((await product.services.jobs.own(ben, jobId.parse(page.split('/')[2]))).ok).toBe(false)
}

async function aRecordComesIn(product: Product, { ben, grace }: Cookies): Promise<void> {
  const one = await product.get('/cpd/export/json?scope=year-2026', grace)
  const file = await one.text()
  const send = async (text: string | Buffer, cookie: string | null = ben) => {
    const body = new FormData()
    body.set('file', new Blob([typeof text === 'string' ? text : new Uint8Array(text)]), 'x.json')
    return fetch(`${product.origin}/cpd/import`, {
      ...{ method: 'POST', redirect: 'manual', body },
      headers: {
        ...{ origin: product.origin, 'sec-fetch-site': 'same-origin' },
        ...(cookie ? { cookie } : {}),
      },
    })
  }
  const done = await send(file)
  expect(done.headers.get('location')).toMatch(/^\/cpd\/import\?added=\d+&standing=0/)
  const page = await product.get(done.headers.get('location') ?? '', ben)
  expect(await page.text()).toMatch(/brought in|Nothing new/)
  const cut = await send(file.slice(0, -20))
  expect(cut.status).toBe(422)
  expect(await cut.text()).toMatch(/damaged or no JSON.*line \d+/)
  const huge = await send(Buffer.alloc(importLimitBytes + 100_000, 0x20))
  expect([huge.status, await huge.text()]).toEqual([
    413,
    expect.stringContaining('larger than 4 MB'),
  ])
  const large = await send(Buffer.alloc(importLimitBytes + 10, 0x20))
  expect([large.status, await large.text()]).toEqual([422, expect.stringContaining('larger than')])
  expect((await send('')).status).toBe(422)
  expect((await send(file, null)).headers.get('location')).toBe('/sign-in')
  const schema = await product.get('/cpd/export.schema.json', null)
  expect(schema.headers.get('content-type')).toContain('application/schema+json')
  expect(strFromU8(new Uint8Array(await schema.arrayBuffer()))).toContain('"casecircle-cpd"')
}
