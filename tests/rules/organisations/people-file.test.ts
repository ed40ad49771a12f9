import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailAddress } from '#server/mail/rules/letter.ts'
import { columns, readPeople, type RowFault } from '#server/organisations/rules/people-file.ts'

const heading = [...columns]
const ben = ['Ben Whitfield', 'ben@northbridge.example', 'Social worker', 'East', '', '']

function faultsOf(...rows: string[][]): RowFault[] {
  const read = readPeople(rows)
  return read.ok ? [] : read.faults
}

test('a person is read with their row, the address in small letters', () => {
  const row = [
    ' Ben  Whitfield',
    'Ben@Northbridge.Example ',
    'Social worker',
    'East',
    'Manager',
    'yes',
  ]
  expect(readPeople([heading, row])).toEqual({
    ok: true,
    people: [
      {
        row: 2,
        name: 'Ben  Whitfield',
        email: 'ben@northbridge.example',
        job_title: 'Social worker',
        team: 'East',
        role: 'manager',
        administrator: true,
      },
    ],
  })
})

test('columns may stand in any order, and the last three may be missing', () => {
  const read = readPeople([
    ['Team', ' EMAIL ', 'job_title', 'name'],
    ['East', 'ben@northbridge.example', 'Social worker', 'Ben'],
  ])
  expect(read).toMatchObject({ ok: true, people: [{ name: 'Ben', team: 'East', role: '' }] })
})

test('every fault of every row is named, in the spreadsheet’s own count', () => {
  expect(
    faultsOf(
      heading,
      ben,
      [],
      ['', 'not an address', 'Social worker', 'East', 'boss', 'perhaps'],
      ['Chloe', 'ben@northbridge.example', '', '', '', ''],
      ['Dev', 'dev@northbridge.example', 'Worker', '', 'practitioner', 'no'],
      ['Ewa', 'ewa@northbridge.example', 'Worker', 'East', '', '', 'too much'],
    ),
  ).toEqual([
    { row: 4, column: 'name', message: 'Write something first.' },
    { row: 4, column: 'email', message: 'Enter an e-mail address, such as name@example.org.' },
    { row: 4, column: 'role', message: 'Write practitioner or manager.' },
    { row: 4, column: 'administrator', message: 'Write yes or no.' },
    { row: 5, column: 'job_title', message: 'Write something first.' },
    { row: 6, column: 'team', message: 'Name a team, or make the person an administrator.' },
    {
      row: 7,
      column: '',
      message:
        'This row has 7 cells, the heading has 6. Put text that holds a comma in double quotes.',
    },
  ])
})

test('an address that stands twice is named with the row where it stood first', () => {
  const again = ['Ben', 'BEN@northbridge.example', 'Social worker', 'West', '', '']
  expect(faultsOf(heading, ben, again, again)).toEqual([
    { row: 3, column: 'email', message: 'The same address stands in row 2.' },
    { row: 4, column: 'email', message: 'The same address stands in row 2.' },
  ])
})

test('a heading with an unknown, doubled or missing column is refused once, not row by row', () => {
  const all = `The columns are ${columns.join(', ')}.`
  expect(faultsOf(['name', 'mail', 'job_title', 'name'], ben, ben)).toEqual([
    { row: 1, column: 'mail', message: `No such column. ${all}` },
    { row: 1, column: 'name', message: 'This column stands there twice. Keep one of them.' },
    { row: 1, column: 'email', message: `This column is missing. ${all}` },
  ])
  expect(faultsOf()).toHaveLength(3)
  expect(faultsOf(heading, ['', ''])).toEqual([
    { row: 1, column: '', message: 'Below its heading the file has no people.' },
  ])
})

test('a name of a prototype is only an unknown column', () => {
  expect(faultsOf([...heading, '__proto__', 'constructor'], ben).map((one) => one.column)).toEqual([
    '__proto__',
    'constructor',
  ])
})

test('whatever stands in the cells, the answer is people or faults, never both', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom(...ben, ...heading, 'manager', 'yes'))
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 6 }), (rows) => {
      const read = readPeople([heading, ...rows])
      if (read.ok) expect(read.people.length).toBeGreaterThan(0)
      else for (const fault of read.faults) expect(fault.row).toBeGreaterThan(0)
    }),
  )
})

test('an address is one that mails can be sent to, or its row is named', () => {
  const withAddress = (address: string) =>
    readPeople([heading, ['Ben', address, 'Social worker', 'East', '', '']])
  expect(withAddress("  Ben.O'Neil+x@Northbridge.gov.uk ")).toMatchObject({
    ok: true,
    people: [{ email: "ben.o'neil+x@northbridge.gov.uk" }],
  })
  for (const bad of [
    'ben',
    'ben@council',
    'ben@@council.example',
    'ben@council.example, eve@evil.example',
    'ben@council.example\r\nBcc: eve@evil.example',
    'Ben <ben@council.example>',
    'ben@council.',
    `${'b'.repeat(250)}@council.example`,
    '',
    'siân@council.example',
    'ben.o’neil@council.example',
    'ben@family_support.council.example',
  ]) {
    // What the one accepts the other can send to: there is one rule for both.
    expect(mailAddress.safeParse(bad).success, bad).toBe(false)
    const read = withAddress(bad)
    expect(read.ok ? [] : read.faults, bad).toMatchObject([{ row: 2, column: 'email' }])
  }
  expect(withAddress('siân@council.example')).toMatchObject({
    faults: [{ message: expect.stringContaining('plain letters') as string }],
  })
})
