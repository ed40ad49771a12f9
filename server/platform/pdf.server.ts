import PDFDocument from 'pdfkit'
import { createBreath } from './breath.server.ts'
import { endInSlices } from './pdf-end.server.ts'
import { createPen, quiet, sizes, margin, type Pen } from './pdf-pen.server.ts'
import { noSign } from './pdf-words.server.ts'
import type { FlowingPaper } from './rules/paper.ts'
import { typefaces } from './typefaces.server.ts'

const noSignNote = `${noSign} stands where no typeface of this file has a sign. What was typed is behind it: it can be copied, searched and read aloud.`
/** What is put together at once of the pieces in which a paper is written. */
const keptBytes = 524_288
/** So many tags stand directly below another one. */
const tagsInGroup = 400
/** A longer paper is written page by page, and says which page, not of how many. */
const mostKeptPages = 60

/**
 * A paper as PDF: tagged for screen readers with its headings, paragraphs and lists, in British
 * English, with the typefaces inside. What people typed is text and nothing else. The same paper
 * always gives the same bytes. A long one is written in slices, so that nobody waits for it;
 * `onBlock` hears of each block that is written.
 */
export async function pdfOf(
  paper: FlowingPaper,
  onBlock: () => void | Promise<void> = () => undefined,
): Promise<Buffer> {
  const doc = newDocument(paper)
  const bytes = collected(doc)
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  const groups = createGroups(doc, whole)
  const pen = createPen(doc, (type, draw) => groups.next().add(doc.struct(type, {}, draw)))
  const numbers = createPageNumbers(doc, pen)
  if (paper.caption) pen.text('P', paper.caption, { size: sizes.small, colour: quiet })
  pen.heading('H1', paper.title, sizes.title)
  const breath = createBreath()
  for (const block of paper.blocks) {
    pen.block(block, () => groups.next())
    await breath()
    await onBlock()
  }
  if (pen.missed()) {
    pen.text('P', noSignNote, { size: sizes.small, colour: quiet, before: 16 })
  }
  groups.end()
  numbers.finish()
  await endInSlices(doc, breath)
  return bytes
}

/**
 * Where the next tag belongs: directly to the document, and after many of them to groups, each of
 * which is written when it is full. All of a long paper's tags in one list would be written in one go.
 */
function createGroups(doc: PDFKit.PDFDocument, whole: PDFKit.PDFStructureElement) {
  let group = whole
  let tags = 0
  return {
    next(): PDFKit.PDFStructureElement {
      tags += 1
      if (tags % tagsInGroup !== 0) return group
      if (group !== whole) group.end()
      group = doc.struct('Div')
      whole.add(group)
      return group
    },
    end(): void {
      whole.end()
    },
  }
}

function newDocument(paper: FlowingPaper): PDFKit.PDFDocument {
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
      Title: paper.title,
      CreationDate: madeAt,
      ModDate: madeAt,
      Creator: 'Casecircle',
    },
  })
  for (const [name, font] of Object.entries(typefaces)) doc.registerFont(name, font)
  return doc
}

/** Page numbers are for the eye: a screen reader passes over them. */
function createPageNumbers(doc: PDFKit.PDFDocument, pen: Pen) {
  let pages = 1
  let isLong = false

  function number(page: number, of: string): void {
    const bottom = doc.page.margins.bottom
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
    doc.font('regular').fontSize(sizes.small).fillColor(quiet)
    doc.text(`Page ${page}${of}`, margin, doc.page.height - 40, { lineBreak: false })
    doc.endMarkedContent()
    doc.page.margins.bottom = bottom
  }

  function numberKept(of: string): void {
    const { start, count } = doc.bufferedPageRange()
    for (let page = 0; page < count; page += 1) {
      doc.switchToPage(start + page)
      number(start + page + 1, of)
    }
  }

  doc.on('pageAdded', () => {
    pages += 1
    if (!isLong && pages <= mostKeptPages) return
    const { page } = doc
    if (isLong) number(pages, '')
    else numberKept('')
    // From here on each page is given out as soon as the next one begins.
    isLong = true
    doc.options.bufferPages = false
    doc.page = page
    doc.x = margin
    doc.y = margin
    pen.dipAgain()
  })

  return {
    finish(): void {
      if (!isLong) numberKept(` of ${pages}`)
    },
  }
}

function collected(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((done, failed) => {
    const whole: Buffer[] = []
    let chunks: Buffer[] = []
    let size = 0
    const together = () => {
      whole.push(Buffer.concat(chunks))
      chunks = []
      size = 0
    }
    // A paper is given out in very many small pieces: put together as they come, not all at the end.
    doc.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size >= keptBytes) together()
    })
    doc.on('end', () => {
      together()
      done(Buffer.concat(whole))
    })
    doc.on('error', failed)
  })
}
