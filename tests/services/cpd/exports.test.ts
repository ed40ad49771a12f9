import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { schemaText } from '#server/cpd/exports/exporting.server.ts'
import { cpdExport } from '#server/cpd/exports/json.server.ts'
import { complete, done, fileText, openRecord, saveOf, theModule, theRoom } from './cpd-record.ts'

function readCsv(csv: string): Record<string, string>[] {
  return parse(csv, { bom: true, columns: true })
}

test('the CSV is RFC 4180 with a byte order mark and CRLF, in the form’s order', async () => {
  const { cpd, people, attest } = await openRecord()
  const { ben } = people
  await attest(ben, theModule)
  await attest(ben, theRoom)
  const csv = await fileText(cpd, ben, 'csv', { kind: 'everything' })
  expect(csv.startsWith('\uFEFF"Title"')).toBe(true)
  expect(csv.endsWith('\r\n')).toBe(true)
  expect(csv.split('\r\n')).toHaveLength(4)
  const rows = readCsv(csv)
  expect(Object.keys(rows[0] ?? {}).slice(1, 4)).toEqual([
    'What type of activity was it?',
    'What was it, and why does it matter to you?',
    'When was it?',
  ])
  expect(rows[1]).toMatchObject({
    Title: 'Case reflection: The quiet visit',
    Status: 'Draft',
    Peers: '3 social workers, 1 team manager',
    Minutes: '88',
  })
})

test('the JSON reads back without loss', async () => {
  const { cpd, people, attest } = await openRecord()
  const { ben } = people
  const room = await attest(ben, theRoom)
  const learnt = 'Line one\nLine two with ŵ, “quotes” and \\ and </script>'
  done(await cpd.save(ben, room, saveOf({ ...complete('it'), learnt, 'date-month': '13' })))
  const text = await fileText(cpd, ben, 'json', { kind: 'everything' })
  const read = cpdExport.parse(JSON.parse(text))
  expect(read.person).toEqual({ name: 'Ben Hartley', jobTitle: 'Social worker' })
  expect(read.entries).toMatchObject([
    {
      id: room,
      status: 'draft',
      learnt,
      date: null,
      typedDate: { day: '14', month: '13', year: '2026' },
      activityType: { id: 'supervision', label: 'Supervision' },
      evidence: [
        {
          id: room,
          fact: {
            ...theRoom,
            stagesOpenedAt: ['2026-11-26T10:05:00.000Z', '2026-11-26T10:41:00.000Z'],
            startedAt: '2026-11-26T10:00:00.000Z',
            endedAt: '2026-11-26T11:30:00.000Z',
          },
        },
      ],
    },
  ])
  expect(read).toEqual(JSON.parse(text))
})

test('a year’s export holds that year only; one entry’s holds one', async () => {
  const { cpd, people, turnTo } = await openRecord()
  const { ben } = people
  const first = cpd.blankPage(ben).entry.id
  done(await cpd.create(ben, first, saveOf(complete('this year'))))
  turnTo('2027-01-10T10:00:00Z')
  const second = cpd.blankPage(ben).entry.id
  const later = complete('next year', { 'date-day': '9', 'date-month': '1', 'date-year': '2027' })
  done(await cpd.create(ben, second, saveOf(later)))
  const ids = (csv: string) => readCsv(csv).map((row) => row['Id'])
  expect(ids(await fileText(cpd, ben, 'csv', { kind: 'year', year: 2026 }))).toEqual([first])
  expect(ids(await fileText(cpd, ben, 'csv', { kind: 'year', year: 2027 }))).toEqual([second])
  expect(ids(await fileText(cpd, ben, 'csv', { kind: 'entry', entry: second }))).toEqual([second])
  expect(ids(await fileText(cpd, ben, 'csv', { kind: 'everything' }))).toEqual([first, second])
})

test('everything of one person holds nothing of anybody else', async () => {
  const { cpd, people } = await openRecord()
  const { ben, amara } = people
  done(await cpd.create(ben, cpd.blankPage(ben).entry.id, saveOf(complete('CANARY'))))
  for (const text of [
    await fileText(cpd, amara, 'csv', { kind: 'everything' }),
    await fileText(cpd, amara, 'json', { kind: 'everything' }),
  ]) {
    expect(text).not.toContain('CANARY')
  }
})

test('the published schema is the one that the export is read with', () => {
  const file = join(import.meta.dirname, '..', '..', '..', 'docs', 'cpd-export.schema.json')
  expect(existsSync(file)).toBe(true)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(schemaText()))
})
