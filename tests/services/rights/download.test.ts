import { strFromU8, unzipSync } from 'fflate'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { privacyDeclarations } from '#db/privacy.ts'
import { createLog } from '#server/platform/log.server.ts'
import { personId } from '#server/platform/rules/ids.ts'
import { categoryJson, readablePage } from '#server/rights/rules/readable.ts'
import { createServices } from '#server/services.ts'
import { northbridge } from '#tests/support/cast.ts'
import { testFolder } from '#tests/support/database.ts'
import { fillEveryTable, foundIn, placeOf, realRows } from './filled.ts'

const contentFolder = resolve(import.meta.dirname, '..', '..', '..', 'content')

test('every column that is to be exported is in the download, once to read and once for programs', async () => {
  const file = join(testFolder(), 'download.sqlite')
  migrate(file)
  const db = openDatabase(file)
  const { ben, clock, random } = await northbridge(db)
  const { rights } = createServices({
    ...{ db, clock, random, log: createLog('silent'), contentFolder },
    installationKey: Buffer.alloc(32, 7),
    ...{ secure: false, demonstration: false, limitsOff: true, closingMs: 100 },
  })
  const actor = { ...ben, person: personId.parse(crypto.randomUUID()) }
  const filled = fillEveryTable(
    file,
    privacyDeclarations,
    actor.person,
    realRows(actor.person, 'x'),
  )
  // It stands in no line with what a room's pages read, and a second one at the same time is refused.
  let isRead: (value: null) => void = () => undefined
  const roomReads = db.together(() => new Promise((done) => (isRead = done)))
  const asked = rights.everything(actor)
  expect(await rights.everything(actor)).toMatchObject({ error: { code: 'too_many' } })
  const made = await asked
  isRead(null)
  await roomReads
  if (!made.ok) throw new Error(made.error.message)
  const files = unzipSync(made.value.bytes)
  expect(Object.keys(files).sort()).toEqual([
    'about-me.html',
    ...['facts', 'identity', 'log', 'room', 'words'].map((one) => `data/${one}.json`),
  ])
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  const json = Object.keys(files)
    .filter((name) => name.endsWith('.json'))
    .map(text)
  json.forEach((one) => expect(() => void JSON.parse(one)).not.toThrow())
  const exported = filled.filter(({ declared }) => declared.export)
  const expected = exported.map(placeOf).sort()
  expect(expected.length).toBeGreaterThan(60)
  expect(foundIn(json.join('\n'), filled)).toEqual(expected)
  const page = text('about-me.html')
  expect(foundIn(page, filled)).toEqual(expected)
  expect(page).not.toMatch(/<script|javascript:|src=/i)

  // ★ Somebody else's download holds none of it.
  const others = await rights.everything(ben)
  if (!others.ok) throw new Error(others.error.message)
  const all = Object.values(unzipSync(others.value.bytes)).map((one) => strFromU8(one))
  expect(foundIn(all.join('\n'), filled)).toEqual([])
  db.close()
})

test('what a person wrote stays text on the page that is made to be read', () => {
  const hostile =
    '</dd><script>alert(1)</script><img src=x onerror=alert(1)>&amp; "q" \u202e ŵŷ مرحبا 🙂'
  const rows = [{ text: hostile, saved_at: Date.parse('2026-06-30T23:30:00Z'), minutes: 30 }]
  const tables = [{ table: 'cpd_notes', purpose: 'Keeps notes', retention: 'always', rows }]
  const known = { id: 'words', title: hostile, tables }
  const page = [...readablePage({ name: hostile, at: 0 }, [known])].join('')
  expect(JSON.parse([...categoryJson(known)].join(''))).toEqual({
    ...{ category: 'words', title: hostile },
    tables: { cpd_notes: { purpose: 'Keeps notes', retention: 'always', rows } },
  })
  expect(page).not.toMatch(/<(script|img)/)
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;amp; &quot;q&quot;')
  expect(page).toContain('ŵŷ مرحبا 🙂')
  expect(page).toContain('<h3>CPD notes (1)</h3>')
  expect(page).toContain('<dt>Saved at</dt><dd>1 July 2026, 12:30am</dd>')
  expect(page).toContain('<dt>Minutes</dt><dd>30</dd>')
})
