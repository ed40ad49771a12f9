import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { docxOf } from '#server/platform/docx.server.ts'
import type { Paper } from '#server/platform/rules/paper.ts'
import { xlsxOf } from '#server/platform/xlsx.server.ts'
import { wholeOf, zipOf } from '#server/platform/zip.server.ts'
import { cellsOf, paragraphsOf } from '#tests/support/office-text.ts'

const nasty = '</w:t></w:r><w:p/>&amp; <script>alert("1")</script> ]]> <!-- \u0001\ufffe'
const readable = nasty.replace(/[\u0001\ufffe]/g, '\ufffd')
const said = [
  'Gŵyl, tŷ, Zażółć gęślą jaźń',
  'مرحبا بالعالم',
  '👩‍👩‍👧 🎉',
  'w'.repeat(400),
  '  spaces  kept  ',
  'two\nlines and a\ttab',
  readable,
]
const paper: Paper = {
  title: 'CPD record',
  caption: 'Ben Hartley',
  madeAt: Date.parse('2026-11-03T10:00:00.000Z'),
  blocks: [
    { kind: 'heading', level: 2, text: 'Module' },
    { kind: 'heading', level: 3, text: 'What have you learnt?' },
    ...said.map((text) => ({ kind: 'paragraph', text: text === readable ? nasty : text }) as const),
    { kind: 'list', items: [{ text: 'A room', lines: ['88 minutes'] }] },
    { kind: 'list', numbered: true, items: [{ text: 'First' }, { text: 'Second' }] },
    { kind: 'list', numbered: true, items: [{ text: 'First again' }] },
  ],
}

test('a Word document holds every word, under the styles that Word knows', async () => {
  const paragraphs = paragraphsOf(await wholeOf(docxOf(paper)))
  expect(paragraphs.map(({ style }) => style)).toEqual([
    ...['Quiet', 'Heading1', 'Heading2', 'Heading3'],
    ...said.map(() => 'Normal'),
    ...['ListBullet', 'ListContinue', 'ListNumber', 'ListNumber', 'ListNumber'],
  ])
  const texts = paragraphs.map(({ text }) => text)
  for (const text of said) expect(texts).toContain(text)
  expect(paragraphs.filter(({ isFromRight }) => isFromRight).map(({ text }) => text)).toEqual([
    'مرحبا بالعالم',
  ])
})

test('it names its title and language, and each numbered list begins again', async () => {
  const files = unzipSync(await wholeOf(docxOf(paper)))
  const read = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  expect(read('docProps/core.xml')).toContain('<dc:title>CPD record</dc:title>')
  expect(read('word/styles.xml')).toContain('w:lang w:val="en-GB"')
  const lists = [...read('word/document.xml').matchAll(/w:numId w:val="(\d+)"/g)]
  expect(lists.map(([, list]) => list)).toEqual(['1', '2', '2', '3'])
  expect(read('word/numbering.xml').match(/startOverride/g)).toHaveLength(2)
})

test('each cell of a workbook is text, and holds exactly what was written', async () => {
  const rows = [said.map((text) => (text === readable ? nasty : text)), ['=1+1', '_x0041_', '']]
  const columns = said.map((_, at) => ({ heading: `Question ${at}`, width: 20 }))
  const bytes = await wholeOf(xlsxOf({ name: 'CPD: [record]', columns, rows }))
  const cells = cellsOf(bytes)
  expect(cells.slice(said.length, 2 * said.length)).toEqual(said)
  expect(cells.slice(2 * said.length)).toEqual(['=1+1', '_x0041_'])
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  expect(sheet).not.toMatch(/<f[ >]/)
  expect([...sheet.matchAll(/<c [^>]*>/g)].every(([cell]) => cell.includes('t="inlineStr"'))).toBe(
    true,
  )
})

test('the same gives the same bytes, and more columns than letters have names', async () => {
  expect(await wholeOf(docxOf(paper))).toEqual(await wholeOf(docxOf(paper)))
  const columns = Array.from({ length: 30 }, (_, at) => ({ heading: `${at}`, width: 5 }))
  const sheet = unzipSync(await wholeOf(xlsxOf({ name: 'x', columns, rows: [] })))
  expect(strFromU8(sheet['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).toContain('r="AD1"')
})

test.each(['../a', '/a', 'a/../b', '', 'a\\b', 'con\n'])(
  'no archive holds a file %j',
  async (name) => {
    await expect(wholeOf(zipOf([{ name, pieces: ['x'] }]))).rejects.toThrow('of this name')
  },
)

test('an archive holds large and small pieces in their order, and no name twice', async () => {
  const large = Buffer.alloc(200_000, 'abc')
  const files = unzipSync(await wholeOf(zipOf([{ name: 'a/b.txt', pieces: ['x', large, 'y'] }])))
  expect(strFromU8(files['a/b.txt'] ?? new Uint8Array())).toBe(`x${large.toString()}y`)
  const twice = { name: 'a.txt', pieces: ['x'] }
  await expect(wholeOf(zipOf([twice, twice]))).rejects.toThrow('of this name')
})
