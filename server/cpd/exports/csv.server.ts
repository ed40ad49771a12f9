import { stringify } from 'csv-stringify/sync'
import { happenedAt, evidenceTitle, peersText } from '../rules/draft.ts'
import { answerText } from '../rules/answer.ts'
import type { CpdExport, ExportedEntry } from './export.server.ts'

/**
 * A record as CSV: RFC 4180, UTF-8 with a byte order mark (else Excel spoils ŵ and ŷ), CRLF, the
 * regulator's questions as columns in its form's order, then ours. No cell can become a formula.
 */
export function csvOf(exported: CpdExport): string {
  const { profile } = exported
  const asked: Column[] = profile.fields.map(({ id, question }) => [
    question,
    ({ entry }) => answerText(profile, entry, id),
  ])
  const columns: Column[] = [['Title', ({ title }) => title], ...asked, ...ours]
  const rows = exported.entries.map((one) => columns.map(([, value]) => safeCell(value(one))))
  return stringify([columns.map(([name]) => safeCell(name)), ...rows], {
    bom: true,
    record_delimiter: 'windows',
    quoted: true,
  })
}

type Column = [name: string, value: (one: ExportedEntry) => string]

const ours: Column[] = [
  ['Status', ({ entry }) => (entry.status === 'ready' ? 'Ready' : 'Draft')],
  ['Minutes', ({ entry }) => numberText(entry.minutes)],
  ['Participatory minutes', ({ entry }) => numberText(entry.participatoryMinutes)],
  ['Standards', ({ entry }) => entry.standards.join('; ')],
  ['Evidence', ({ evidence }) => evidence.map(evidenceTitle).join('; ')],
  ['Evidence date', ({ evidence }) => evidence.map((one) => iso(happenedAt(one))).join('; ')],
  [
    'Peers',
    ({ evidence }) =>
      evidence
        .flatMap(({ fact }) => (fact.kind === 'room-attended' ? [peersText(fact.peers)] : []))
        .join('; '),
  ],
  ['Saved', ({ entry }) => (entry.savedAt === null ? '' : iso(entry.savedAt))],
  ['Handed in', ({ entry }) => (entry.submittedAt === null ? '' : iso(entry.submittedAt))],
  ['Id', ({ entry }) => entry.id],
]

function numberText(of: number | null): string {
  return of === null ? '' : String(of)
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

// What a spreadsheet would run, and also what our own apostrophe would be taken for on the way back.
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/

/** A cell that no spreadsheet runs: what would begin a formula gets an apostrophe before it. */
export function safeCell(text: string): string {
  return dangerous.test(text) ? `'${text}` : text
}

/** The text of a cell that `safeCell` made. */
export function readCell(cell: string): string {
  return cell.startsWith("'") && dangerous.test(cell) ? cell.slice(1) : cell
}
