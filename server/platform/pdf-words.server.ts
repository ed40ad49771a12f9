import {
  fromTheLeft,
  holdsRightToLeft,
  isRightToLeft,
  levelsOf,
  mirrored,
} from './rules/reading-order.ts'
import { faceOf, type Face } from './typefaces.server.ts'

/** Stands where no typeface of the file has a sign: seen by the reader, and explained at the end. */
export const noSign = '[?]'

/** What typographers use and our typeface has not, in signs that it has; the invisible is left out. */
const instead: Record<string, string> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2192': '->',
  '\t': ' ',
}
const replaced = /[\u2010\u2011\u2192\t]/g
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const simple = /^[ -~\n]*$/
const clusters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' })

type Style = { font: 'regular' | 'bold'; size: number }
type Place = { x: number; y: number; width: number }
/** Signs of one typeface that are read in one direction. `says` is what was typed. */
type Part = { face: Face | null; level: number; says: string; isSpace: boolean; width: number }
type Line = { parts: Part[]; isFromRight: boolean }

/** `text` as our own typeface writes it; null where it needs another one, or another direction. */
export function plainWords(text: string): string | null {
  if (simple.test(text)) return text
  const kept = prepared(text)
  if (holdsRightToLeft(kept)) return null
  for (const { segment } of clusters.segment(kept)) {
    if (segment !== '\n' && faceOf(segment) !== 'own') return null
  }
  return kept
}

/**
 * The lines of a text in several typefaces, as they are written below each other. `draw` writes
 * the line at a height; words in other scripts stand in the file as they were typed.
 */
export function mixedLines(
  doc: PDFKit.PDFDocument,
  text: string,
  style: Style,
  width: number,
): { draw(place: Place): void; isMissing: boolean }[] {
  return prepared(text)
    .split('\n')
    .flatMap((line) => linesOf(doc, line, style, width))
    .map((line) => ({
      isMissing: line.parts.some(({ face }) => face === null),
      draw: (place) => drawLine(doc, line, style, place),
    }))
}

function prepared(text: string): string {
  return text
    .normalize('NFC')
    .replace(invisible, '')
    .replace(replaced, (sign) => instead[sign] ?? sign)
}

function linesOf(doc: PDFKit.PDFDocument, text: string, style: Style, width: number): Line[] {
  const isFromRight = isRightToLeft(text)
  const found = Array.from(clusters.segment(text), ({ segment }) => segment)
  const levels = levelsOf(found, isFromRight)
  const signs = found.map((says, at): Omit<Part, 'width'> => {
    const [face, isSpace] = [faceOf(says), says === ' ']
    return { face, level: levels[at] ?? 0, says, isSpace }
  })
  const lines: Part[][] = [[]]
  let left = width
  for (const word of wordsOf(signs)) {
    for (const fitting of cut(doc, word, style, width)) {
      if (widthOf(doc, fitting, style) > left && lines.at(-1)?.length) {
        lines.push([])
        left = width
      }
      const parts = measured(doc, fitting, style)
      lines.at(-1)?.push(...parts)
      left -= sumOf(parts)
    }
  }
  return lines.map((parts) => ({ parts, isFromRight }))
}

type Sign = Omit<Part, 'width'>

/** Signs up to and with the next space. */
function wordsOf(signs: readonly Sign[]): Sign[][] {
  const words: Sign[][] = []
  let word: Sign[] = []
  for (const sign of signs) {
    word.push(sign)
    if (!sign.isSpace) continue
    words.push(word)
    word = []
  }
  return word.length > 0 ? [...words, word] : words
}

/** A word that is longer than a line goes on in the next one, sign by sign. */
function cut(
  doc: PDFKit.PDFDocument,
  word: readonly Sign[],
  style: Style,
  width: number,
): Sign[][] {
  if (widthOf(doc, word, style) <= width) return [[...word]]
  const pieces: Sign[][] = [[]]
  let left = width
  for (const sign of word) {
    const wide = widthOf(doc, [sign], style)
    if (wide > left) {
      pieces.push([])
      left = width
    }
    pieces.at(-1)?.push(sign)
    left -= wide
  }
  return pieces
}

/** The width without the space at its end, which may hang over. */
function widthOf(doc: PDFKit.PDFDocument, word: readonly Sign[], style: Style): number {
  const seen = word.at(-1)?.isSpace ? word.slice(0, -1) : word
  return sumOf(measured(doc, seen, style))
}

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { width }) => sum + width, 0)
}

function measured(doc: PDFKit.PDFDocument, word: readonly Sign[], style: Style): Part[] {
  const parts: Sign[] = []
  for (const sign of word) {
    const before = parts.at(-1)
    if (before && goesWith(before, sign)) before.says += sign.says
    else parts.push({ ...sign })
  }
  return parts.map((part) => ({
    ...part,
    width: take(doc, part, style).widthOfString(drawn(part)),
  }))
}

// From the right only letters go together, which the typeface itself puts in order and joins.
function goesWith(before: Sign, sign: Sign): boolean {
  const isSame =
    before.face === sign.face && before.level === sign.level && before.isSpace === sign.isSpace
  if (!isSame || sign.isSpace) return false
  return sign.level % 2 === 0 || (holdsRightToLeft(before.says) && holdsRightToLeft(sign.says))
}

function drawn({ face, says, level }: Pick<Part, 'face' | 'says' | 'level'>): string {
  if (face === null) return noSign
  return level % 2 === 1 ? mirrored(says) : says
}

function take(
  doc: PDFKit.PDFDocument,
  { face }: Pick<Part, 'face'>,
  { font, size }: Style,
): PDFKit.PDFDocument {
  return doc.font(face === 'wide' || face === 'emoji' ? face : font).fontSize(size)
}

function drawLine(doc: PDFKit.PDFDocument, line: Line, style: Style, place: Place): void {
  // The space at the end of a line from the right hangs over on the left.
  let x = line.isFromRight ? place.x + place.width - sumOf(line.parts) : place.x
  const baseline = place.y + style.size
  for (const part of fromTheLeft(line.parts)) {
    take(doc, part, style)
    const write = () =>
      doc.text(drawn(part), x, baseline, { lineBreak: false, baseline: 'alphabetic' })
    if (saysItself(part)) write()
    else withActualText(doc, part.says, write)
    x += part.width
  }
}

/** A picture made of several signs has one shape, which does not tell all of them. */
function saysItself(part: Part): boolean {
  return drawn(part) === part.says && (part.face !== 'emoji' || !joined.test(part.says))
}
const joined = /[\u200d\ufe0f]|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}]/u

/** Marks what `write` draws with what was typed. */
function withActualText(doc: PDFKit.PDFDocument, actual: string, write: () => void): void {
  const add = doc.addContent.bind(doc)
  doc.markContent('Span', { actual })
  // Reading programs look for the place and size of the words when the mark ends: it has to end
  // before the graphics state of the text does.
  doc.addContent = (content: unknown) => {
    add(content)
    if (content !== 'ET') return doc
    Reflect.deleteProperty(doc, 'addContent')
    return doc.endMarkedContent()
  }
  write()
}
