import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { codePointsOf } from './font-cover.server.ts'
import type { Block, Item, Paper } from './rules/paper.ts'

// Standard fonts of PDF lack Welsh and Polish letters and lose them silently: ours goes with the file.
const fonts = {
  regular: readFont('atkinson-hyperlegible-next-regular.ttf'),
  bold: readFont('atkinson-hyperlegible-next-bold.ttf'),
}
const signs = codePointsOf(fonts.regular)

/** Stands where the typeface has no sign: seen by the reader, and explained at the end. */
export const noSign = '[?]'
const noSignNote = `${noSign} stands where the typeface of this file has no sign, such as for an emoji. The page that this file was made from shows it.`

const margin = 56
const indent = 20
const ink = '#0b0c0c'
const quiet = '#505a5f'
const sizes = { title: 24, 2: 16, 3: 12.5, text: 11, small: 10 } as const

/**
 * A paper as PDF: tagged for screen readers with its headings, paragraphs and lists, in British
 * English, with the typeface inside. What people typed is text and nothing else. The same paper
 * always gives the same bytes.
 */
export function pdfOf(paper: Paper): Promise<Buffer> {
  const madeAt = new Date(paper.madeAt)
  const doc = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    bufferPages: true,
    info: {
      Title: shown(paper.title),
      CreationDate: madeAt,
      ModDate: madeAt,
      Creator: 'Casecircle',
    },
  })
  const bytes = collected(doc)
  doc.registerFont('regular', fonts.regular)
  doc.registerFont('bold', fonts.bold)
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  const pen = createPen(doc, (type, draw) => whole.add(doc.struct(type, {}, draw)))
  if (paper.caption) pen.text('P', paper.caption, { size: sizes.small, colour: quiet })
  pen.heading('H1', paper.title, sizes.title)
  for (const block of paper.blocks) pen.block(block, whole)
  if (pen.missed()) {
    pen.text('P', noSignNote, { size: sizes.small, colour: quiet, before: 16 })
  }
  whole.end()
  numberPages(doc)
  doc.end()
  return bytes
}

type Type = 'P' | 'H1' | 'H2' | 'H3'
type Style = { size: number; colour?: string; font?: 'regular' | 'bold'; before?: number }
type Structure = PDFKit.PDFStructureElement

function createPen(doc: PDFKit.PDFDocument, add: (type: Type, draw: () => void) => void) {
  let missed = false

  function words(text: string): string {
    const said = shown(text)
    if (said.includes(noSign) && !text.includes(noSign)) missed = true
    return said
  }

  function dip({ size, colour = ink, font = 'regular' }: Style): void {
    doc.font(font).fontSize(size).fillColor(colour)
  }

  /** Begins a new page where less than `height` is left on this one. */
  function keep(height: number): void {
    if (doc.y + height > doc.page.height - margin) doc.addPage()
  }

  function text(type: Type, says: string, style: Style): void {
    dip(style)
    doc.y += style.before ?? 0
    keep(doc.currentLineHeight(true))
    add(type, () => {
      dip(style)
      doc.text(words(says), margin, doc.y, { lineGap: 2 })
    })
    doc.y += 6
  }

  function heading(type: Type, says: string, size: number): void {
    const style: Style = { size, font: 'bold', before: type === 'H1' ? 0 : size * 0.8 }
    dip(style)
    // A heading alone at the foot of a page would have lost what it names.
    keep((style.before ?? 0) + doc.heightOfString(words(says)) + 40)
    text(type, says, style)
  }

  function entry(item: Item, label: string): Structure {
    return doc.struct('LI', {}, [
      doc.struct('Lbl', {}, () => {
        dip({ size: sizes.text })
        keep(doc.currentLineHeight(true))
        const { y } = doc
        doc.text(label, margin, y, { lineBreak: false, width: indent })
        doc.y = y
      }),
      doc.struct(
        'LBody',
        {},
        [item.text, ...(item.lines ?? [])].map((line, at) =>
          doc.struct('P', {}, () => {
            dip({ size: sizes.text, colour: at === 0 ? ink : quiet })
            doc.text(words(line), margin + indent, doc.y, { lineGap: 2 })
            if (at === (item.lines ?? []).length) doc.y += 5
          }),
        ),
      ),
    ])
  }

  function block(one: Block, whole: Structure): void {
    if (one.kind === 'heading') return heading(`H${one.level}`, one.text, sizes[one.level])
    if (one.kind === 'paragraph') {
      const colour = one.quiet ? quiet : ink
      return text('P', one.text, { size: one.quiet ? sizes.small : sizes.text, colour })
    }
    const list = doc.struct('L')
    whole.add(list)
    one.items.forEach((item, at) => list.add(entry(item, one.numbered ? `${at + 1}.` : '•')))
    list.end()
    doc.x = margin
  }

  return { text, heading, block, missed: () => missed }
}

/** Page numbers are for the eye: a screen reader passes over them. */
function numberPages(doc: PDFKit.PDFDocument): void {
  const { start, count } = doc.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(start + page)
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
    doc.font('regular').fontSize(sizes.small).fillColor(quiet)
    doc.text(`Page ${page + 1} of ${count}`, margin, doc.page.height - 40, { lineBreak: false })
    doc.endMarkedContent()
  }
}

/** What typographers use and our typeface has not, in signs that it has; the invisible is left out. */
const instead: Record<string, string> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2192': '->',
  '\u2713': '*',
}
const invisible = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]|[\u{e0000}-\u{e007f}]/gu

/** `text` with `[?]` for each stretch of signs that the typeface does not have. */
export function shown(text: string): string {
  const known = Array.from(text.normalize('NFC').replace(invisible, ''), (sign) => {
    const spare = instead[sign] ?? sign
    const has = sign === '\n' || signs.has(spare.codePointAt(0) ?? 0)
    return has ? spare : '\u0000'
  })
  // Without the space a screen reader would run two lines together.
  return known
    .join('')
    .replace(/\u0000+/g, noSign)
    .replaceAll('\n', ' \n')
}

function collected(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => done(Buffer.concat(chunks)))
    doc.on('error', failed)
  })
}

function readFont(file: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fonts', file))
}
