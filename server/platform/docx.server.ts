import { numberingXml, stylesXml } from './docx-styles.server.ts'
import type { Block, FlowingPaper } from './rules/paper.ts'
import { isRightToLeft } from './rules/reading-order.ts'
import { xmlText } from './rules/xml-text.ts'
import { zipOf, type Packed } from './zip.server.ts'

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/**
 * A paper as a Word document (Office Open XML), piece by piece: title, headings and lists by the
 * named styles of Word, in British English; text read from the right is marked so. What people
 * typed is text and nothing else. The same paper always gives the same bytes.
 */
export function docxOf(
  paper: FlowingPaper,
  onBlock: () => void | Promise<void> = () => undefined,
): AsyncGenerator<Uint8Array> {
  return zipOf(partsOf(paper, onBlock))
}

function* partsOf(paper: FlowingPaper, onBlock: () => void | Promise<void>): Generator<Packed> {
  const lists = { numbered: 0 }
  yield { name: '[Content_Types].xml', pieces: [contentTypes] }
  yield { name: '_rels/.rels', pieces: [packageRelations] }
  yield { name: 'docProps/core.xml', pieces: [coreXml(paper)] }
  yield { name: 'word/_rels/document.xml.rels', pieces: [documentRelations] }
  yield { name: 'word/styles.xml', pieces: [head, stylesXml(main)] }
  yield { name: 'word/settings.xml', pieces: [`${head}<w:settings xmlns:w="${main}"/>`] }
  yield { name: 'word/document.xml', pieces: documentXml(paper, lists, onBlock) }
  // How many lists begin again at 1 is known when all of it is written.
  yield { name: 'word/numbering.xml', pieces: [head, numberingXml(main, lists.numbered)] }
}

async function* documentXml(
  paper: FlowingPaper,
  lists: { numbered: number },
  onBlock: () => void | Promise<void>,
): AsyncGenerator<string> {
  yield `${head}<w:document xmlns:w="${main}"><w:body>`
  if (paper.caption) yield paragraph('Quiet', paper.caption)
  yield paragraph('Heading1', paper.title)
  for (const block of paper.blocks) {
    if (block.kind === 'list' && block.numbered) lists.numbered += 1
    yield blockXml(block, lists.numbered)
    await onBlock()
  }
  yield '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
}

function blockXml(block: Block, list: number): string {
  switch (block.kind) {
    case 'heading':
      return paragraph(`Heading${block.level}`, block.text)
    case 'paragraph':
      return paragraph(block.quiet ? 'Quiet' : 'Normal', block.text)
    case 'list':
      return block.items
        .map(({ text, lines = [] }) =>
          [
            paragraph(
              block.numbered ? 'ListNumber' : 'ListBullet',
              text,
              block.numbered ? list + 1 : 1,
            ),
            ...lines.map((line) => paragraph('ListContinue', line)),
          ].join(''),
        )
        .join('')
  }
}

/** `list` names the list that the paragraph is an item of: 1 is that of the bullets. */
function paragraph(style: string, text: string, list?: number): string {
  const isFromRight = isRightToLeft(text)
  const numbering =
    list === undefined ? '' : `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`
  const direction = isFromRight ? '<w:bidi/>' : ''
  const properties = `<w:pPr><w:pStyle w:val="${style}"/>${numbering}${direction}</w:pPr>`
  const run = `<w:r>${isFromRight ? '<w:rPr><w:rtl/></w:rPr>' : ''}${runText(text)}</w:r>`
  return `<w:p>${properties}${run}</w:p>\n`
}

function runText(text: string): string {
  return text
    .split(/(\n|\t)/)
    .map((part) => {
      if (part === '\n') return '<w:br/>'
      if (part === '\t') return '<w:tab/>'
      return part === '' ? '' : `<w:t xml:space="preserve">${xmlText(part)}</w:t>`
    })
    .join('')
}

function coreXml({ title, madeAt }: FlowingPaper): string {
  const at = new Date(madeAt).toISOString()
  return `${head}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>Casecircle</dc:creator><dc:language>en-GB</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`
}

const contentTypes = `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${word}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${word}.numbering+xml"/><Override PartName="/word/settings.xml" ContentType="${word}.settings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRelations = `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const documentRelations = `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${relations}/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="${relations}/settings" Target="settings.xml"/></Relationships>`
