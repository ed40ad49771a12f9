import { xmlText } from './rules/xml-text.ts'
import { zipOf } from './zip.server.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** A table: its name, its columns with how wide they are in signs, and its rows. */
export type Sheet = {
  name: string
  columns: readonly { heading: string; width: number }[]
  rows: Iterable<readonly string[]>
}

/**
 * A table as an Excel workbook (Office Open XML), piece by piece. Every cell is text, so none can be
 * a formula, and each holds exactly what was written. The same table always gives the same bytes.
 */
export function xlsxOf(
  table: Sheet,
  onRow: (written: number) => void | Promise<void> = () => undefined,
): AsyncGenerator<Uint8Array> {
  return zipOf([
    { name: '[Content_Types].xml', pieces: [contentTypes] },
    { name: '_rels/.rels', pieces: [relationsXml([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', pieces: [workbookXml(table.name)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      pieces: [
        relationsXml([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['styles', 'styles.xml'],
        ]),
      ],
    },
    { name: 'xl/styles.xml', pieces: [stylesXml] },
    { name: 'xl/worksheets/sheet1.xml', pieces: sheetXml(table, onRow) },
  ])
}

async function* sheetXml(
  { columns, rows }: Sheet,
  onRow: (written: number) => void | Promise<void>,
): AsyncGenerator<string> {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`
  yield rowXml(
    1,
    columns.map(({ heading }) => heading),
    headingStyle,
  )
  let row = 1
  for (const cells of rows) {
    row += 1
    yield rowXml(row, cells, textStyle)
    await onRow(row - 1)
  }
  yield '</sheetData></worksheet>'
}

const [textStyle, headingStyle] = [1, 2]

function rowXml(row: number, cells: readonly string[], style: number): string {
  const written = cells.map((text, at) =>
    text === ''
      ? ''
      : `<c r="${columnName(at)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`,
  )
  return `<row r="${row}">${written.join('')}</row>\n`
}

/** Spreadsheets read `_x0041_` as the sign with that number: what was typed so stays as it is. */
function cellText(text: string): string {
  return xmlText(text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'))
}

/** 0 is A, 25 is Z, 26 is AA. */
function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last
}

/** A sheet's name without what spreadsheets refuse in one. */
function sheetName(name: string): string {
  return Array.from(name.replace(/[[\]:*?/\\']/g, ' ').trim())
    .slice(0, 31)
    .join('')
}

function workbookXml(name: string): string {
  return `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${xmlText(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}

function relationsXml(targets: readonly (readonly [type: string, target: string])[]): string {
  const written = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="${target}"/>`,
  )
  return `${head}<Relationships xmlns="${packaged}/relationships">${written.join('')}</Relationships>`
}

const contentTypes = `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheet}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheet}.styles+xml"/></Types>`

// Format 49 is text: a spreadsheet leaves such a cell as it is, also when it is edited.
const stylesXml = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf xfId="0" numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`
