import { csvPieces } from '#server/platform/csv.server.ts'
import { xlsxOf } from '#server/platform/xlsx.server.ts'
import { answerText } from '../rules/entry/answer.ts'
import { notAttestedHere } from '../rules/entry/brought.ts'
import { evidenceTitle, happenedAt, peersText } from '../rules/entry/draft.ts'
import type { CpdExport, ExportedEntry } from './export.server.ts'

type Column = { heading: string; width: number; text: (one: ExportedEntry) => string }
type OnEntry = (written: number) => void | Promise<void>

/**
 * A record as CSV, piece by piece: RFC 4180, UTF-8 with a byte order mark (else Excel spoils ŵ and
 * ŷ), CRLF, the regulator's questions as columns in its form's order, then ours. No cell can become
 * a formula.
 */
export function csvOf(exported: CpdExport, onEntry: OnEntry): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(exported)
  return csvPieces(
    columns.map(({ heading }) => heading),
    rowsOf(exported, columns),
    onEntry,
  )
}

/** The same table as an Excel workbook: every cell is text, exactly as it was written. */
export function workbookOf(exported: CpdExport, onEntry: OnEntry): AsyncGenerator<Uint8Array> {
  const columns = columnsOf(exported)
  return xlsxOf({ name: 'CPD record', columns, rows: rowsOf(exported, columns) }, onEntry)
}

function* rowsOf({ entries }: CpdExport, columns: readonly Column[]): Generator<string[]> {
  for (const one of entries) yield columns.map(({ text }) => text(one))
}

function columnsOf({ profile }: CpdExport): Column[] {
  const asked = profile.fields.map(({ id, question, kind }): Column => ({
    heading: question,
    width: kind === 'text' ? 60 : 24,
    text: ({ entry }) => answerText(profile, entry, id),
  }))
  return [{ heading: 'Title', width: 40, text: ({ title }) => title }, ...asked, ...ours]
}

const ours: Column[] = [
  column('Status', 10, ({ entry }) => (entry.status === 'ready' ? 'Ready' : 'Draft')),
  column('Minutes', 10, ({ entry }) => numberText(entry.minutes)),
  column('Participatory minutes', 10, ({ entry }) => numberText(entry.participatoryMinutes)),
  column('Standards', 16, ({ entry }) => entry.standards.join('; ')),
  column('Evidence', 40, ({ evidence }) => evidence.map(evidenceTitle).join('; ')),
  column('Evidence date', 26, ({ evidence }) =>
    evidence.map((one) => iso(happenedAt(one))).join('; '),
  ),
  column('Peers', 30, ({ evidence }) =>
    evidence
      .flatMap(({ fact }) => (fact.kind === 'room-attended' ? [peersText(fact.peers)] : []))
      .join('; '),
  ),
  column('About the evidence', 30, ({ evidence }) =>
    evidence.some(({ isBrought }) => isBrought) ? notAttestedHere : '',
  ),
  column('Saved', 26, ({ entry }) => (entry.savedAt === null ? '' : iso(entry.savedAt))),
  column('Handed in', 26, ({ entry }) =>
    entry.submittedAt === null ? '' : iso(entry.submittedAt),
  ),
  column('Id', 38, ({ entry }) => entry.id),
]

function column(heading: string, width: number, text: Column['text']): Column {
  return { heading, width, text }
}

function numberText(of: number | null): string {
  return of === null ? '' : String(of)
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
