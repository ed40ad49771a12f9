import { mixedLines, plainWords } from './pdf-words.server.ts'
import type { Block, Item } from './rules/paper.ts'

export const margin = 56
export const quiet = '#505a5f'
export const sizes = { title: 24, 2: 16, 3: 12.5, text: 11, small: 10 } as const
const indent = 20
const ink = '#0b0c0c'

type Type = 'P' | 'H1' | 'H2' | 'H3'
type Style = { size: number; colour?: string; font?: 'regular' | 'bold'; before?: number }
type Structure = PDFKit.PDFStructureElement
export type Pen = ReturnType<typeof createPen>

/** Writes headings, paragraphs and lists below each other, each under its tag. */
export function createPen(doc: PDFKit.PDFDocument, add: (type: Type, draw: () => void) => void) {
  let missed = false
  let dipped: Style = { size: sizes.text }

  function dip(style: Style): void {
    dipped = style
    doc
      .font(style.font ?? 'regular')
      .fontSize(style.size)
      .fillColor(style.colour ?? ink)
  }

  /** Begins a new page where less than `height` is left on this one. */
  function keep(height: number): void {
    if (doc.y + height <= doc.page.height - margin) return
    const style = dipped
    doc.continueOnNewPage()
    dip(style)
  }

  /** Words at `x`, over as many lines and pages as they need. */
  function write(says: string, style: Style, x: number): void {
    dip(style)
    const plain = plainWords(says)
    // Without the space a screen reader would run two lines together.
    if (plain !== null)
      return void doc.text(plain.replaceAll('\n', ' \n'), x, doc.y, { lineGap: 2 })
    const { size, font = 'regular' } = style
    const width = doc.page.width - margin - x
    const height = doc.currentLineHeight(true) + 2
    for (const line of mixedLines(doc, says, { size, font }, width)) {
      keep(height)
      dip(style)
      const { y } = doc
      line.draw({ x, y, width })
      missed ||= line.isMissing
      doc.x = x
      doc.y = y + height
    }
    dip(style)
  }

  function text(type: Type, says: string, style: Style): void {
    dip(style)
    doc.y += style.before ?? 0
    keep(doc.currentLineHeight(true))
    add(type, () => write(says, style, margin))
    doc.y += 6
  }

  function heading(type: Type, says: string, size: number): void {
    const style: Style = { size, font: 'bold', before: type === 'H1' ? 0 : size * 0.8 }
    dip(style)
    // A heading alone at the foot of a page would have lost what it names.
    const high = doc.heightOfString(plainWords(says) ?? says)
    keep(Math.min((style.before ?? 0) + high + 40, 300))
    text(type, says, style)
  }

  function entry(item: Item, label: string): Structure {
    const lines = [item.text, ...(item.lines ?? [])]
    dip({ size: sizes.text })
    keep(doc.currentLineHeight(true))
    return doc.struct('LI', {}, [
      doc.struct('Lbl', {}, () => {
        dip({ size: sizes.text })
        const { y } = doc
        doc.text(label, margin, y, { lineBreak: false, width: indent })
        doc.y = y
      }),
      doc.struct(
        'LBody',
        {},
        lines.map((line, at) =>
          doc.struct('P', {}, () => {
            write(line, { size: sizes.text, colour: at === 0 ? ink : quiet }, margin + indent)
            if (at === lines.length - 1) doc.y += 5
          }),
        ),
      ),
    ])
  }

  /** `below` answers what the next tag belongs to. */
  function block(one: Block, below: () => Structure): void {
    if (one.kind === 'heading') return heading(`H${one.level}`, one.text, sizes[one.level])
    if (one.kind === 'paragraph') {
      const colour = one.quiet ? quiet : ink
      return text('P', one.text, { size: one.quiet ? sizes.small : sizes.text, colour })
    }
    const list = doc.struct('L')
    below().add(list)
    one.items.forEach((item, at) => list.add(entry(item, one.numbered ? `${at + 1}.` : '•')))
    list.end()
    doc.x = margin
  }

  return { text, heading, block, missed: () => missed, dipAgain: () => dip(dipped) }
}
