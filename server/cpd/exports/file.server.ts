import { docxOf } from '#server/platform/docx.server.ts'
import { pdfOf } from '#server/platform/pdf.server.ts'
import type { ExportFormat } from '../rules/export-format.ts'
import type { CpdExport } from './export.server.ts'
import { jsonOf } from './json.server.ts'
import { cpdPaper } from './paper.server.ts'
import { csvOf, workbookOf } from './table.server.ts'

/** Hears how much of it is written: so many of all. */
export type OnStep = (done: number, all: number) => void | Promise<void>

/** A record as a file, piece by piece; written in slices, so that nobody else waits for it. */
export const fileOf: Record<
  ExportFormat,
  (exported: CpdExport, onStep: OnStep) => AsyncGenerator<Uint8Array>
> = {
  async *pdf(exported, onStep) {
    const begun = { entries: 0 }
    yield await pdfOf(cpdPaper(exported, begun), () =>
      onStep(begun.entries, exported.entries.length),
    )
  },
  docx(exported, onStep) {
    const begun = { entries: 0 }
    return docxOf(cpdPaper(exported, begun), () => onStep(begun.entries, exported.entries.length))
  },
  xlsx: (exported, onStep) => workbookOf(exported, (done) => onStep(done, exported.entries.length)),
  csv: (exported, onStep) => csvOf(exported, (done) => onStep(done, exported.entries.length)),
  json: (exported, onStep) => jsonOf(exported, (done) => onStep(done, exported.entries.length)),
}
