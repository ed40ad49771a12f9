import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { expect, test } from 'vitest'
import { endInSlices } from '#server/platform/pdf-end.server.ts'
import { pdfOf } from '#server/platform/pdf.server.ts'
import { noSign, plainWords } from '#server/platform/pdf-words.server.ts'
import type { Paper } from '#server/platform/rules/paper.ts'
import { testFolder } from '#tests/support/database.ts'
import { markedContent, readPdf } from '#tests/support/pdf-text.ts'

const madeAt = Date.parse('2026-11-03T10:00:00.000Z')
const paper: Paper = {
  title: 'The quiet visit: summary',
  caption: 'Family Support East, 3 November 2026',
  madeAt,
  blocks: [
    { kind: 'heading', level: 2, text: 'What we agreed' },
    { kind: 'paragraph', text: 'Gŵyl, tŷ, ŵyr. Zażółć gęślą jaźń. “Łódź” – naïve café.' },
    { kind: 'list', numbered: true, items: [{ text: 'Ask first.', lines: ['Dev disagrees'] }] },
    { kind: 'heading', level: 3, text: 'Who is not heard' },
    { kind: 'list', items: [{ text: 'A card' }, { text: 'Another card' }] },
  ],
}

test('a paper is tagged in British English, with its headings, paragraphs and lists', async () => {
  const read = readPdf(await pdfOf(paper))
  expect(read).toMatchObject({ lang: 'en-GB', isTagged: true, pages: 1 })
  const item = ['LI', 'Lbl', 'LBody', 'P']
  expect(read.tags).toEqual([
    ...['Document', 'P', 'H1', 'H2', 'P'],
    ...['L', ...item, 'P'],
    ...['H3', 'L', ...item, ...item],
  ])
})

test('Welsh and Polish letters are read back as they were written', async () => {
  const { text } = readPdf(await pdfOf(paper))
  expect(text).toContain('Gŵyl, tŷ, ŵyr. Zażółć gęślą jaźń. “Łódź” – naïve café.')
  expect(text).toContain('Page 1 of 1')
  expect(text).not.toContain(noSign)
})

const scripts = [
  'مرحبا بالعالم',
  'שלום',
  'Ελλάδα',
  'Привет',
  '👩‍👩‍👧',
  '👍🏽',
  '🎉',
  'Llanfair­pwllgwyngyll'.replace('\u00ad', ''),
]

test('Arabic, Hebrew, Greek, Cyrillic and emoji come out as they went in', async () => {
  const blocks = scripts.map(
    (text) => ({ kind: 'paragraph', text: `It says ${text} here` }) as const,
  )
  const { text } = readPdf(await pdfOf({ ...paper, blocks }))
  for (const one of scripts.slice(2)) expect(text).toContain(one)
  // What is read from the right stands in the file in the order of the paper: its signs, reversed.
  for (const one of scripts.slice(0, 2)) {
    for (const word of one.split(' ')) expect(text).toContain(Array.from(word).reverse().join(''))
  }
  expect(text).not.toContain(noSign)
})

test('a sign that no typeface has is seen to be missing, the file says so, and keeps it', async () => {
  const blocks: Paper['blocks'] = [{ kind: 'paragraph', text: 'Well done, 日本' }]
  const bytes = await pdfOf({ ...paper, blocks })
  const { text } = readPdf(bytes)
  expect(text.replace(/\n/g, '')).toContain('Well done, 日本')
  expect(text).toContain('stands where no typeface of this file has a sign')
  expect(plainWords('soft\u00adhyphen, e\u0301, non\u2011breaking')).toBe(
    'softhyphen, é, non-breaking',
  )
})

test('a word that is longer than the line goes on in the next one', async () => {
  const long = 'w'.repeat(300)
  const arabic = 'م'.repeat(300)
  const blocks = [long, arabic].map((text) => ({ kind: 'paragraph', text }) as const)
  const { text } = readPdf(await pdfOf({ ...paper, blocks }))
  expect(text.match(/w/g)).toHaveLength(300)
  expect(text.match(/م/g)).toHaveLength(300)
})

test('a very long paper is given out page by page, each with its number, all of it tagged', async () => {
  const blocks = Array.from(
    { length: 2_400 },
    (_, at) => ({ kind: 'paragraph', text: `Paragraph ${at + 1} ends.` }) as const,
  )
  const bytes = await pdfOf({ ...paper, blocks })
  const read = readPdf(bytes)
  expect(read.pages).toBeGreaterThan(64)
  expect(wrongOffsets(bytes)).toEqual([])
  expect(pagesInTree(bytes)).toEqual(Array.from({ length: read.pages }, (_, page) => page))
  for (const page of [1, 60, 61, read.pages]) expect(read.text).toContain(`Page ${page}\n`)
  for (const at of [1, 1_200, 2_400]) expect(read.text).toContain(`Paragraph ${at} ends.`)
  expect(read.tags.filter((tag) => tag === 'P')).toHaveLength(2_401)
})

/** Objects that do not stand where the table of offsets says. */
function wrongOffsets(bytes: Buffer): string[] {
  const raw = bytes.toString('latin1')
  const table = raw.slice(Number(/startxref\n(\d+)\n%%EOF\n$/.exec(raw)?.[1]))
  expect(table.startsWith('xref\n0 ')).toBe(true)
  const offsets = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at))
  expect(offsets.length).toBe(Number(/\/Size (\d+)/.exec(table)?.[1]) - 1)
  return offsets.flatMap((at, id) => (raw.startsWith(`${id + 1} 0 obj\n`, at) ? [] : [`${id + 1}`]))
}

/** The pages that the tree leads to their tags from, in order: each node says from where to where. */
function pagesInTree(bytes: Buffer): number[] {
  const nodes = [...bytes.toString('latin1').matchAll(/\/Limits \[(\d+) (\d+)\]\n\/Nums \[(.*)\]/g)]
  return nodes.flatMap(([, first, last, tags = '']) => {
    const keys = [...tags.matchAll(/(\d+) \[/g)].map(([, key]) => Number(key))
    expect([keys[0], keys.at(-1)]).toEqual([Number(first), Number(last)])
    return keys
  })
}

test('a paper that is ended in slices ends as pdfkit itself ends it', async () => {
  const ended = async (end: (doc: PDFKit.PDFDocument) => unknown) => {
    const info = { CreationDate: new Date(madeAt), ModDate: new Date(madeAt) }
    const doc = new PDFDocument({ tagged: true, pdfVersion: '1.7', info })
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    const done = new Promise((resolve) => doc.on('end', resolve))
    const whole = doc.struct('Document')
    doc.addStructure(whole)
    for (const text of ['One', 'Two', 'Three']) {
      whole.add(doc.struct('P', {}, () => void doc.text(text)))
      doc.addPage()
    }
    whole.end()
    await end(doc)
    await done
    return Buffer.concat(chunks)
  }
  const own = await ended((doc) => doc.end())
  expect(wrongOffsets(own)).toEqual([])
  const sliced = await ended((doc) => endInSlices(doc, () => Promise.resolve()))
  expect(sliced.toString('latin1')).toBe(own.toString('latin1'))
})

test('what people typed is text and never structure', async () => {
  const nasty =
    ') Tj ET /H1 <</MCID 9>> BDC (x) endstream endobj << /JavaScript (app.alert(1)) >> \\('
  const blocks: Paper['blocks'] = [{ kind: 'paragraph', text: nasty }]
  const bytes = await pdfOf({ ...paper, title: nasty, blocks })
  const read = readPdf(bytes)
  expect(read.tags).toEqual(['Document', 'P', 'H1', 'P'])
  expect(read.text.replace(/\s+/g, ' ')).toContain('app.alert(1)')
})

test('a long list goes over the pages, and nothing of it is lost', async () => {
  const items = Array.from({ length: 90 }, (_, at) => ({
    text: `Entry ${at + 1} says what the team saw, and it says so in a whole sentence.`,
    lines: [`Person ${at + 1}`],
  }))
  const read = readPdf(await pdfOf({ ...paper, blocks: [{ kind: 'list', items }] }))
  expect(read.pages).toBeGreaterThan(2)
  for (const { lines } of items) expect(read.text).toContain(lines[0])
  expect(read.tags.filter((tag) => tag === 'LI')).toHaveLength(90)
})

test('each page ends what it begins to mark, wherever the page breaks', async () => {
  const long = 'It says what the team saw, in whole sentences, one after the other. '.repeat(120)
  const items = Array.from({ length: 150 }, (_, at) => ({ text: `Entry ${at + 1}` }))
  const blocks: Paper['blocks'] = [
    { kind: 'paragraph', text: long },
    { kind: 'list', numbered: true, items },
    { kind: 'list', items: [{ text: long, lines: [long] }] },
    { kind: 'heading', level: 2, text: 'After that' },
    { kind: 'paragraph', text: long },
  ]
  const marked = markedContent(await pdfOf({ ...paper, blocks }))
  expect(marked.length).toBeGreaterThan(6)
  expect(marked).toEqual(marked.map(() => null))
})

test('★ a page that is begun inside of marked content is found out', async () => {
  const doc = new PDFDocument({ tagged: true, pdfVersion: '1.7' })
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  whole.add(doc.struct('P', {}, () => void doc.text('One').addPage().text('Two')))
  whole.end()
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise((resolve) => doc.on('end', resolve))
  doc.end()
  await done
  expect(markedContent(Buffer.concat(chunks))).toContain('ends what was not begun')
})

test('the same paper gives the same bytes', async () => {
  expect((await pdfOf(paper)).equals(await pdfOf(paper))).toBe(true)
})

// Where poppler is installed, a program that is not ours reads the same.
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined
test.runIf(hasPoppler)('another program reads the same words', async () => {
  const file = join(testFolder(), 'summary.pdf')
  writeFileSync(file, await pdfOf(paper))
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  expect(text).toContain('Zażółć gęślą jaźń')
  const facts = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
  expect(facts).toMatch(/Title: +The quiet visit: summary/)
  expect(facts).toMatch(/Tagged: +yes/)
})
