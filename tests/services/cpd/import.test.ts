import { expect, test } from 'vitest'
import { importLimitBytes } from '#server/cpd/rules/import.ts'
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
  done(await cpd.create(ben, cpd.blankPage(ben).entry.id, saveOf({})))
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
      ...{ added: 0, standing: brought.added, inBin: 0, brought: 0 },
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

test('an export of version 1 is read as it was meant', async () => {
  const from = await fullRecord()
  const text = await fileText(from.cpd, from.people.ben, 'json')
  const old = text
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
  ['newer', (good) => good.replace('"version": 2', '"version": 3'), /newer.*3 in line 3.*up to 2/],
  ['half a version', (good) => good.replace('"version": 2', '"version": 1.5'), /not a CPD record/],
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

function rows({ db }: OpenRecord) {
  const count = (table: string) =>
    db.read.$client.prepare<[], { n: number }>(`select count(*) n from ${table}`).get()?.n
  return { entries: count('cpd_entries'), evidence: count('cpd_brought_evidence') }
}
