import { expect, test } from 'vitest'
import { entriesInFile, entriesInRecord, importLimitBytes } from '#server/cpd/rules/import.ts'
import { entryId } from '#server/platform/rules/ids.ts'
import {
  complete,
  done,
  fileText,
  openRecord,
  saveOf,
  theModule,
  theRoom,
  type OpenRecord,
} from './cpd-record.ts'

const hard = 'Gŵyl tŷ ŵyr, zażółć, مرحبا (1) 👩‍👩‍👧 =1+1 </w:t> "quoted"\n\tindented\n\n\\u0000 end'

/** Ben's record of a year: drafts from evidence, one of them saved, and entries by hand. */
async function fullRecord() {
  const opened = await openRecord()
  const { cpd, people, attest, words, turnTo } = opened
  const { ben } = people
  words.learnt.set(ben.person, { learnt: 'Written in the room.', peerLearning: hard })
  await attest(ben, theModule)
  const room = await attest(ben, theRoom)
  done(await cpd.save(ben, room, saveOf({ ...complete('the room'), learnt: hard, minutes: '88' })))
  turnTo('2026-11-27T15:00:00Z')
  await attest(ben, { ...theModule, toolkit: theModule.toolkit, title: hard.slice(0, 60) })
  const byHand = cpd.blankPage(ben).entry.id
  done(await cpd.create(ben, byHand, saveOf(complete('by hand', { peerLearning: hard }))))
  done(await cpd.markReady(ben, byHand, saveOf(complete('by hand', { peerLearning: hard }), 1)))
  done(await cpd.setSubmitted(ben, byHand, true))
  done(await cpd.setStandards(ben, byHand, ['PS-1.1', 'PS-4']))
  const unreal = { 'date-day': '31', 'date-month': '2', 'date-year': '2026' }
  done(await cpd.create(ben, cpd.blankPage(ben).entry.id, saveOf({ ...unreal, learnt: hard })))
  const emptied = cpd.blankPage(ben).entry.id
  done(await cpd.create(ben, emptied, saveOf({ learnt: 'Nothing, in the end.' })))
  done(await cpd.save(ben, emptied, saveOf({}, 1)))
  return opened
}

/** Another installation, in which the same person has nothing yet. */
async function emptyRecord() {
  const opened = await openRecord()
  opened.turnTo('2026-11-27T15:00:00Z')
  return opened
}

const bytes = (text: string) => Buffer.from(text, 'utf8')

test.each(['everything', 'year', 'entry'] as const)(
  'a record of %s taken out, brought into an empty installation and taken out again is the same, byte by byte',
  async (kind) => {
    const from = await fullRecord()
    const { ben } = from.people
    const all = done(await from.cpd.record(ben)).rows
    const entry = all[0]?.id
    if (!entry) throw new Error('there is no entry')
    const scope =
      kind === 'entry' ? { kind, entry } : kind === 'year' ? { kind, year: 2026 } : { kind }
    const first = await fileText(from.cpd, ben, 'json', scope)
    const to = await emptyRecord()
    const brought = done(await to.cpd.importJson(to.people.ben, bytes(first)))
    expect(brought.added).toBeGreaterThan(0)
    expect(await fileText(to.cpd, to.people.ben, 'json', scope)).toBe(first)

    // Once more changes nothing, and says so.
    expect(done(await to.cpd.importJson(to.people.ben, bytes(first)))).toEqual({
      ...{ added: 0, standing: brought.added, inBin: 0, brought: 0, registrations: 0 },
    })
    expect(await fileText(to.cpd, to.people.ben, 'json', scope)).toBe(first)
    // Back at home nothing is doubled either: drafts that are views stand there already.
    const home = done(await from.cpd.importJson(ben, bytes(first)))
    expect(home).toMatchObject({ added: 0, brought: 0 })
    expect(await fileText(from.cpd, ben, 'json', scope)).toBe(first)
  },
)

test('evidence from elsewhere is shown as not attested here, and is no fact of ours', async () => {
  const from = await fullRecord()
  const to = await emptyRecord()
  const { ben, amara } = to.people
  const file = await fileText(from.cpd, from.people.ben, 'json')
  expect(done(await to.cpd.importJson(ben, bytes(file))).brought).toBe(2)
  expect(await to.evidence.own(ben)).toEqual([])
  const people = [ben.person, amara.person]
  expect(await to.evidence.ofPeople(to.db.read, ben.organisation, people)).toEqual([])
  expect(await to.cpd.entryOfModule(ben, theModule.toolkit)).toBeNull()
  const page = done(await to.cpd.record(ben)).rows.find(({ title }) => title.startsWith('Case'))
  const entry = done(await to.cpd.entry(ben, page?.id ?? expect.fail('no entry')))
  expect(entry.evidence).toMatchObject([{ isBrought: true, fact: { title: theRoom.title } }])
  const csv = await fileText(to.cpd, ben, 'csv')
  expect(csv.match(/Not attested here/g)?.length).toBeGreaterThan(1)
  expect(await fileText(from.cpd, from.people.ben, 'csv')).not.toContain('Not attested here')
})

test('nobody else’s record is touched or told of, whatever ids a file holds', async () => {
  const from = await fullRecord()
  const { ben, chloe } = from.people
  const file = await fileText(from.cpd, ben, 'json')
  const before = await fileText(from.cpd, ben, 'json')
  // Chloe brings in Ben's file: the entries become hers, his evidence is attested to her by nobody.
  const brought = done(await from.cpd.importJson(chloe, bytes(file)))
  expect(brought).toMatchObject({ standing: 0, brought: 2 })
  expect(await from.evidence.own(chloe)).toEqual([])
  expect(await fileText(from.cpd, ben, 'json')).toBe(before)
})

test('two registrations come along: every answer, also the partner’s, without anybody naming one', async () => {
  const from = await openRecord()
  const { cpd, people, attest } = from
  const { ben } = people
  const both = { first: 'swe', regulators: ['nmc', 'swe'] }
  const ends = { nmc: { day: '9', month: '5', year: '2027' } }
  done(await cpd.chooseRegistrations(ben, { ...both, ends }))
  const room = await attest(ben, theRoom)
  const answers = complete('the room', {
    ...{ 'other-part-of-the-code': 'Prioritise people', 'other-partner-name': 'Nia Rees' },
    ...{ 'other-partner-pin': '12A3456E', 'other-partner-agreed': 'yes' },
    asked: 'part-of-the-code partner-agreed partner-name partner-pin',
  })
  done(await cpd.save(ben, room, saveOf(answers)))
  const file = await fileText(cpd, ben, 'json')
  expect(file).toContain('Nia Rees')

  const to = await emptyRecord()
  const other = to.people.ben
  const brought = done(await to.cpd.importJson(other, bytes(file)))
  expect(brought).toMatchObject({ added: 1, registrations: 2 })
  // Made at another time of day; all else is the same, byte by byte.
  from.turnTo('2026-11-27T15:00:00Z')
  expect(await fileText(to.cpd, other, 'json')).toBe(await fileText(cpd, ben, 'json'))
  expect((await to.cpd.registrations(other)).chosen).toEqual([
    { regulator: 'swe', endsOn: null },
    { regulator: 'nmc', endsOn: '2027-05-09' },
  ])
  // ★ Whatever is for Social Work England names nobody, there as here.
  for (const format of ['json', 'csv'] as const) {
    for (const one of [
      { of: cpd, who: ben },
      { of: to.cpd, who: other },
    ]) {
      const text = await fileText(one.of, one.who, format, { kind: 'everything' }, 'swe')
      expect(text).not.toMatch(/Nia Rees|12A3456E/)
    }
  }

  // Who has chosen here keeps that; what is not there, or makes no sense, is not taken over.
  const { chloe, grace } = to.people
  done(await to.cpd.chooseRegistrations(chloe, { first: '', regulators: ['none'], ends: {} }))
  expect(done(await to.cpd.importJson(chloe, bytes(file))).registrations).toBe(0)
  expect((await to.cpd.registrations(chloe)).chosen).toMatchObject([{ regulator: 'none' }])
  const strange = file
    .replace('"regulator": "swe"', '"regulator": "moon"')
    .replace('"endsOn": "2027-05-09"', '"endsOn": null')
  expect(done(await to.cpd.importJson(grace, bytes(strange))).registrations).toBe(0)
})

test('a type of activity that nobody here knows keeps its name, until another one is chosen', async () => {
  const { cpd, people } = await openRecord()
  const { ben } = people
  const { id } = cpd.blankPage(ben).entry
  done(await cpd.create(ben, id, saveOf(complete('it'))))
  const known = await fileText(cpd, ben, 'json')
  const file = known
    .replace('"id": "supervision"', '"id": "lamp-lighting"')
    .replace('"label": "Supervision"', '"label": "Lighting a lamp"')
    .replace('"title": "Supervision"', '"title": "Lighting a lamp"')
  expect(file.match(/amp/g)?.length).toBeGreaterThan(2)
  const to = await emptyRecord()
  const other = to.people.ben
  done(await to.cpd.importJson(other, bytes(file)))
  expect((await fileText(to.cpd, other, 'json')).slice(file.indexOf('"scope"'))).toBe(
    file.slice(file.indexOf('"scope"')),
  )
  expect(done(await to.cpd.record(other)).rows).toMatchObject([
    { title: 'Lighting a lamp', activity: 'Lighting a lamp', activityType: 'lamp-lighting' },
  ])
  expect(await fileText(to.cpd, other, 'csv')).toContain('"Lighting a lamp"')
  // Saved again as it is, it keeps its name; with another type it does not.
  const again = { ...complete('it'), activityType: 'lamp-lighting' }
  done(await to.cpd.save(other, id, saveOf(again, 1)))
  expect(await fileText(to.cpd, other, 'json')).toContain('"label": "Lighting a lamp"')
  done(await to.cpd.save(other, id, saveOf(complete('it'), 2)))
  expect(await fileText(to.cpd, other, 'json')).not.toContain('amp')
})

test('evidence that came in with an entry goes with it for good, unless another entry has it too', async () => {
  const from = await openRecord()
  const room = await from.attest(from.people.ben, theRoom)
  done(await from.cpd.save(from.people.ben, room, saveOf(complete('the room'))))
  const file = await fileText(from.cpd, from.people.ben, 'json')
  const to = await emptyRecord()
  const { ben, chloe } = to.people
  const second = '5a8d2f30-0f65-4c57-8d0a-5a0f64e4c001'
  done(await to.cpd.importJson(ben, bytes(file)))
  done(await to.cpd.importJson(ben, bytes(file.replace(`"id": "${room}"`, `"id": "${second}"`))))
  done(await to.cpd.importJson(chloe, bytes(file)))
  expect(rows(to)).toEqual({ entries: 3, evidence: 2 })

  // In the bin it can be brought back, with its evidence.
  done(await to.cpd.delete(ben, room))
  expect(rows(to).evidence).toBe(2)
  done(await to.cpd.eraseNow(ben, room))
  // The other entry has it still.
  expect(rows(to).evidence).toBe(2)
  done(await to.cpd.delete(ben, entryId.parse(second)))
  to.turnTo('2027-02-01T10:00:00Z')
  await to.cpd.eraseExpired()
  // ★ Chloe's own stays, whatever is erased elsewhere.
  expect(rows(to)).toEqual({ entries: 3, evidence: 1 })
  const left = to.db.read.$client
    .prepare<[], { owner: string; evidence: string }>(
      "select owner, evidence from cpd_entries where evidence <> '[]'",
    )
    .all()
  expect(left.map(({ owner }) => owner)).toEqual([chloe.person])
})

test('what lies in the bin stays there, what was erased for good comes back', async () => {
  const { cpd, people, turnTo } = await openRecord()
  const { ben } = people
  const { id } = cpd.blankPage(ben).entry
  done(await cpd.create(ben, id, saveOf(complete('it'))))
  const file = await fileText(cpd, ben, 'json')
  done(await cpd.delete(ben, id))
  expect(done(await cpd.importJson(ben, bytes(file)))).toMatchObject({ added: 0, inBin: 1 })
  turnTo('2027-02-01T10:00:00Z')
  await cpd.eraseExpired()
  expect(done(await cpd.importJson(ben, bytes(file)))).toMatchObject({ added: 1, inBin: 0 })
  expect(await fileText(cpd, ben, 'json')).toContain(file.slice(file.indexOf('"entries"')))
})

test('exports of earlier versions are read as they were meant', async () => {
  const from = await fullRecord()
  const text = await fileText(from.cpd, from.people.ben, 'json')
  const second = text
    .replace('"version": 3', '"version": 2')
    .replace(/ +"registrations": \[\],\n/, '')
  expect(second).not.toContain('registrations')
  const later = await emptyRecord()
  expect(done(await later.cpd.importJson(later.people.ben, bytes(second))).added).toBe(5)
  expect(await fileText(later.cpd, later.people.ben, 'json')).toBe(text)

  const old = second
    .replace('"version": 2', '"version": 1')
    .replace(/ +"others": \{\},\n/g, '')
    .replace(/ +"participatoryMinutes": null,\n/g, '')
  expect(old).not.toContain('others')
  const to = await emptyRecord()
  expect(done(await to.cpd.importJson(to.people.ben, bytes(old))).added).toBe(5)
  expect(await fileText(to.cpd, to.people.ben, 'json')).toBe(text)
})

/** What is done to a good file, and what the refusal says: the reason and the place. */
const bad: [name: string, hurt: (good: string) => string | Uint8Array, said: RegExp][] = [
  ['nothing', () => '', /empty/],
  ['cut off', (good) => good.slice(0, 700), /damaged.*line \d+, column \d+/],
  ['a comma too many', (good) => good.replace('"scope"', ',"scope"'), /line 5, column 3/],
  ['not JSON', () => 'Dear all', /line 1, column 1/],
  ['not UTF-8', () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /UTF-8/],
  ['a zip', () => Buffer.from('PK\u0003\u0004'), /line 1, column 1/],
  ['nesting without end', () => '['.repeat(2_000_000), /line 1, column/],
  ['a list', () => '[]', /not a CPD record of Casecircle/],
  ['somebody else’s JSON', () => '{"format":"diary","version":1}', /not a CPD record/],
  ['newer', (good) => good.replace('"version": 3', '"version": 4'), /newer.*4 in line 3.*up to 3/],
  ['half a version', (good) => good.replace('"version": 3', '"version": 1.5'), /not a CPD record/],
  ['huge', () => Buffer.alloc(importLimitBytes + 1, 0x20), /larger than 4 MB/],
  [
    'a field too many',
    (good) => good.replace('"learnt": ', '"owner": "x", "learnt": '),
    /entries\[\d\].*owner/,
  ],
  [
    'a field missing',
    (good) => good.replace(/ +"status": "draft",\n/, ''),
    /entries\[\d\]\.status/,
  ],
  [
    'a number for a text',
    (good) => good.replace(/"impact": "[^"]*"/, '"impact": 7'),
    /Line \d+, entries\[\d\]\.impact/,
  ],
  [
    'too long',
    (good) => good.replace(/"impact": "/, `"impact": "${'w'.repeat(10_001)}`),
    /impact: This is .* Shorten/,
  ],
  [
    'a sign that cannot be kept',
    (good) => good.replace(/"impact": "/, '"impact": "\\u0000'),
    /impact: .*character/,
  ],
  [
    'half a character',
    (good) => good.replace(/"impact": "/, '"impact": "\\ud800'),
    /impact: .*character/,
  ],
  ['no day', (good) => good.replace('"2026-05-14"', '"2026-02-30"'), /date/],
  ['no id', (good) => good.replace(/"id": "0000/, '"id": "../../'), /entries\[\d\]\.id/],
  [
    'a prototype',
    (good) => good.replace('"others": {}', '"others": {"__proto__": "x"}'),
    /Line \d+: “__proto__”/,
  ],
  [
    'a fact of a kind unknown',
    (good) => good.replace('room-attended', 'room-dreamt'),
    /evidence\[0\]\.fact/,
  ],
  [
    'too many at once',
    (good) => good.replace(/"entries": \[[^]*\]/, `"entries": [${'{},'.repeat(entriesInFile)}{}]`),
    /entries: more than 2,000 entries/,
  ],
  [
    'an entry twice',
    (good) => good.replace(/"entries": \[([^]*?\n {4}\}),/, (all, one: string) => `${all}${one},`),
    /stands twice/,
  ],
]

test('a file that is damaged, foreign, newer or huge is refused whole, with the reason and the place', async () => {
  const from = await fullRecord()
  const good = await fileText(from.cpd, from.people.ben, 'json')
  const opened = await emptyRecord()
  for (const [name, hurt, said] of bad) {
    const broken = hurt(good)
    expect(broken, name).not.toBe(good)
    const refused = await opened.cpd.importJson(opened.people.ben, Buffer.from(broken))
    expect(refused, name).toMatchObject({ ok: false, error: { code: 'invalid', field: 'file' } })
    const message = refused.ok ? '' : refused.error.message
    expect(message, name).toMatch(said)
    expect(message, name).toMatch(/Nothing was brought in\.$/)
    expect(rows(opened), name).toEqual({ entries: 0, evidence: 0 })
  }
  // ★ The file itself, unhurt, is taken.
  done(await opened.cpd.importJson(opened.people.ben, bytes(good)))
  expect(rows(opened)).toEqual({ entries: 5, evidence: 2 })
})

test('a record that is full takes in nothing new, and what it holds can still be brought in', async () => {
  const opened = await fullRecord()
  const { cpd, db, people } = opened
  const own = await fileText(cpd, people.ben, 'json')
  await db.tx((tx) => {
    const others = tx.$client
      .prepare<[], { name: string }>("select name from pragma_table_info('cpd_entries')")
      .all()
      .map(({ name }) => name)
      .filter((name) => name !== 'id')
      .join(', ')
    tx.$client.exec(`
      with recursive many(n) as (select 1 union all select n + 1 from many where n < ${entriesInRecord - 5})
      insert into cpd_entries (id, ${others})
      select printf('%08x-0000-4000-9000-000000000000', n), ${others}
      from many, (select * from cpd_entries limit 1)`)
    return Promise.resolve()
  })
  expect(done(await cpd.importJson(people.ben, bytes(own))).added).toBe(0)
  const before = rows(opened).entries
  const fresh = own.replaceAll(/"id": "0000/g, '"id": "0f00')
  const refused = await cpd.importJson(people.ben, bytes(fresh))
  expect(refused).toMatchObject({ ok: false, error: { code: 'too_many', field: 'file' } })
  expect(rows(opened).entries).toBe(before)
})

function rows({ db }: OpenRecord) {
  const count = (table: string) =>
    db.read.$client.prepare<[], { n: number }>(`select count(*) n from ${table}`).get()?.n
  return { entries: count('cpd_entries'), evidence: count('cpd_brought_evidence') }
}
