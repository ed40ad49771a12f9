import { stringify } from 'csv-stringify/sync'
import { createBreath } from './breath.server.ts'

// What a spreadsheet would run, and also what our own apostrophe would be taken for on the way back.
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/
const safeFormat = { record_delimiter: 'windows', quoted: true } as const

/** A cell that no spreadsheet runs: what would begin a formula gets an apostrophe before it. (T18) */
export function safeCell(text: string): string {
  return dangerous.test(text) ? `'${text}` : text
}

/** The text of a cell that `safeCell` made. */
export function readCell(cell: string): string {
  return cell.startsWith("'") && dangerous.test(cell) ? cell.slice(1) : cell
}

/**
 * Rows as CSV: RFC 4180, UTF-8 with a byte order mark (else Excel spoils ŵ and ŷ), CRLF, every cell
 * quoted and safe from formulas.
 */
export function csvText(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify(
    [heading, ...rows].map((row) => row.map(safeCell)),
    { ...safeFormat, bom: true },
  )
}

/** The same for many rows, piece by piece, so that nobody waits for it. */
export async function* csvPieces(
  heading: readonly string[],
  rows: Iterable<readonly string[]>,
  onRow: (written: number) => void | Promise<void> = () => undefined,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvText(heading, []), 'utf8')
  const breath = createBreath()
  let written = 0
  for (const row of rows) {
    yield Buffer.from(stringify([row.map(safeCell)], safeFormat), 'utf8')
    written += 1
    await onRow(written)
    await breath()
  }
}
