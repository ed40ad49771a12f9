import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { emailOf, northbridge, southbridgeName, type Northbridge } from '#tests/support/cast.ts'

const council = 'Northbridge Council'
const heading = 'name,email,job_title,team,role,administrator'
const newPeople = `${heading}
Kofi Mensah,kofi@northbridge.example,Social worker,Family Support North,manager,
Lena Fuchs,lena@northbridge.example,Family support worker,Family Support North,,
`

/** Everything that is stored, as one number. */
function stored({ db }: Northbridge): string {
  const tables = [
    'people',
    'organisations',
    'teams',
    'affiliations',
    'memberships',
    'one_time_links',
  ]
  const rows = [...tables, 'audit_log'].map((table) =>
    db.read.all(sql.raw(`select * from ${table}`)),
  )
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

function faultsOf(report: Awaited<ReturnType<Northbridge['imports']['importPeople']>>) {
  return report.ok ? [] : report.faults
}

test('a dry run says what would happen and writes nothing', async () => {
  const north = await northbridge()
  const before = stored(north)
  const report = await north.imports.importPeople(council, newPeople, { write: false })
  expect(report).toMatchObject({ ok: true, teams: ['Family Support North'], invitations: [] })
  if (report.ok) expect(report.people.map((one) => one.name)).toEqual(['Kofi Mensah', 'Lena Fuchs'])
  expect(report).toMatchObject({ newTeams: ['Family Support North'] })
  expect(stored(north)).toBe(before)
})

test('one bad row, and nothing is written, dry or not; each fault is named with its row', async () => {
  const north = await northbridge()
  const before = stored(north)
  const bad = `${newPeople}Mo,not-an-address,,North,boss,\n`
  for (const write of [false, true]) {
    const report = await north.imports.importPeople(council, bad, { write })
    expect(faultsOf(report).map(({ row, column }) => [row, column])).toEqual([
      [4, 'email'],
      [4, 'job_title'],
      [4, 'role'],
    ])
  }
  expect(stored(north)).toBe(before)
})

test('written, each new person has a link that works once', async () => {
  const { imports, accounts, organisations } = await northbridge()
  const report = await imports.importPeople(council, newPeople, { write: true })
  if (!report.ok) throw new Error('refused')
  expect(report.invitations.map((one) => one.email)).toEqual([
    'kofi@northbridge.example',
    'lena@northbridge.example',
  ])
  const [kofi] = report.invitations
  const link = kofi?.token ?? ''
  const set = await accounts.setPassword(link, 'invitation', 'a good long pass phrase')
  if (!set.ok) throw new Error(set.error.message)
  expect(await organisations.actorFor(set.value.person)).toMatchObject({
    name: 'Kofi Mensah',
    organisationName: council,
    administrator: false,
    memberships: [{ teamName: 'Family Support North', role: 'manager' }],
  })
  expect((await accounts.setPassword(link, 'invitation', 'another pass phrase')).ok).toBe(false)
  const again = await imports.importPeople(council, newPeople, { write: true })
  expect(again).toMatchObject({ teams: ['Family Support North'], newTeams: [] })
  expect(again).toMatchObject({ ok: true, invitations: [] })
})

test('a spreadsheet’s CSV is read: byte order mark, CRLF, quotes, commas, empty rows', async () => {
  const { imports } = await northbridge()
  const csv = [
    '\ufeffname,email,job_title,team,role,administrator',
    '"Siân ""Sh"" Ŵyn, QSW",sian@northbridge.example," Social worker ",Family Support East,,',
    '',
    ',,,,,',
    'Tom,tom@northbridge.example,Lead,,,YES',
    '',
  ].join('\r\n')
  const report = await imports.importPeople(council, csv, { write: true })
  expect(report).toMatchObject({
    ok: true,
    people: [
      { row: 2, name: 'Siân "Sh" Ŵyn, QSW', job_title: 'Social worker' },
      { row: 5, name: 'Tom', administrator: true },
    ],
  })
})

test('a damaged file is refused: another encoding, an open quote, an unknown column, nothing in it', async () => {
  const { imports } = await northbridge()
  const read = async (csv: string) =>
    faultsOf(await imports.importPeople(council, csv, { write: true })).map((one) => one.message)
  const latin1 = Buffer.from(`${heading}\nJosé,jose@northbridge.example,Lead,,,yes`, 'latin1')
  expect(await read(latin1.toString('utf8'))).toEqual([expect.stringContaining('not in UTF-8')])
  expect(await read(`${heading}\n"Ben,b@c.example`)).toEqual([
    expect.stringContaining('cannot be read'),
  ])
  expect(await read('name,email,job_title,shoe size\nB,b@c.example,x,9')).toEqual([
    expect.stringContaining('No such column'),
  ])
  expect(await read(heading)).toEqual([expect.stringContaining('no people')])
  expect(await read('')).toHaveLength(3)
})

test('an organisation that does not exist is said so', async () => {
  const { imports } = await northbridge()
  const report = await imports.importPeople('Nowhere', newPeople, { write: true })
  expect(faultsOf(report)[0]?.message).toMatch(/no organisation called Nowhere\. Create it first/)
})

test('T3: an import cannot take over somebody of another organisation', async () => {
  const north = await northbridge()
  const before = stored(north)
  const taken = `${newPeople}Ben,${emailOf('ben', 'southbridge')},Social worker,East,,yes\n`
  for (const write of [false, true]) {
    const report = await north.imports.importPeople(council, taken, { write })
    const [fault] = faultsOf(report)
    expect(fault).toMatchObject({ row: 4, column: 'email' })
    expect(fault?.message).toContain('another organisation')
  }
  expect(stored(north)).toBe(before)
  const { southbridge } = north
  expect(await north.organisations.actorFor(southbridge.ben.person)).toEqual(southbridge.ben)
})

test('two organisations of one name are not made, also not at once', async () => {
  const { imports, organisations } = await northbridge()
  expect(await imports.createOrganisation(southbridgeName)).toBe(false)
  const made = await Promise.all([
    imports.createOrganisation('Westbridge'),
    imports.createOrganisation('Westbridge'),
  ])
  expect(made.sort()).toEqual([false, true])
  expect((await organisations.counts()).all).toBe(3)
})

test('an import stands in the audit log, with whose rights it changed', async () => {
  const { imports, audit, jo, ben } = await northbridge()
  const promoted = `${heading}\nBen Whitfield,${emailOf('ben')},Social worker,Family Support East,manager,\n`
  await imports.importPeople(council, promoted, { write: true })
  const lines = audit.ofOrganisation(jo)
  if (!lines.ok) throw new Error('refused')
  expect(lines.value.map(({ action, person }) => [action, person])).toEqual([
    ['people.import', null],
    ['rights.change', ben.person],
  ])
})
