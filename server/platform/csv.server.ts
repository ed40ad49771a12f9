import { stringify } from 'csv-stringify/sync'

// What a spreadsheet would run, and also what our own apostrophe would be taken for on the way back.
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/

/** A cell that no spreadsheet runs: what would begin a formula gets an apostrophe before it. (T18) */
export function safeCell(text: string): string {
  return dangerous.test(text) ? `'${text}` : text
}

/**
 * Rows as CSV: RFC 4180, UTF-8 with a byte order mark (else Excel spoils ŵ and ŷ), CRLF, every cell
 * quoted and safe from formulas.
 */
export function csvText(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify(
    [heading, ...rows].map((row) => row.map(safeCell)),
    { bom: true, record_delimiter: 'windows', quoted: true },
  )
}
