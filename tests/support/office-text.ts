import { strFromU8, unzipSync } from 'fflate'

/** A paragraph of a Word document, as a reading program finds it. */
export type ReadParagraph = { style: string; text: string; isFromRight: boolean }

/** The paragraphs of a Word document in their order. */
export function paragraphsOf(docx: Uint8Array): ReadParagraph[] {
  const xml = partOf(docx, 'word/document.xml')
  return [...xml.matchAll(/<w:p>([^]*?)<\/w:p>/g)].map(([, inner = '']) => ({
    style: /<w:pStyle w:val="(\w+)"/.exec(inner)?.[1] ?? '',
    isFromRight: inner.includes('<w:bidi/>'),
    text: [...inner.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>|(<w:br\/>)|(<w:tab\/>)/g)]
      .map(([, text, isBreak]) => (text === undefined ? (isBreak ? '\n' : '\t') : textOf(text)))
      .join(''),
  }))
}

/** The texts of a workbook's cells in their order, empty ones left out. */
export function cellsOf(xlsx: Uint8Array): string[] {
  const xml = partOf(xlsx, 'xl/worksheets/sheet1.xml')
  return [...xml.matchAll(/<is><t [^>]*>([^<]*)<\/t><\/is>/g)].map(([, text = '']) =>
    textOf(text).replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
      String.fromCharCode(parseInt(code, 16)),
    ),
  )
}

function partOf(bytes: Uint8Array, name: string): string {
  return strFromU8(unzipSync(bytes)[name] ?? new Uint8Array())
}

const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#13': '\r' }

function textOf(xml: string): string {
  return xml.replace(/&(amp|lt|gt|quot|#13);/g, (_, name: string) => signs[name] ?? '')
}
