import { z } from 'zod'
import type { ExportScope } from './export-scope.ts'

/** In what a record can be taken out, in the order of the buttons. */
export const exportFormats = ['pdf', 'docx', 'xlsx', 'csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]
export const exportFormat = z.enum(exportFormats)

/** How each is called on a button, and what a browser is told that it is. */
export const formatFacts = {
  pdf: { label: 'PDF', type: 'application/pdf' },
  docx: {
    label: 'Word',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: {
    label: 'Excel',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  csv: { label: 'CSV', type: 'text/csv; charset=utf-8' },
  json: { label: 'JSON', type: 'application/json; charset=utf-8' },
} as const satisfies Record<ExportFormat, { label: string; type: string }>

/** More entries than this are made into a file while the person does something else. */
export const mostAtOnce = 100

/** 'casecircle-cpd-2026.pdf': never a word of the record. */
export function exportFileName(scope: ExportScope, format: ExportFormat): string {
  if (scope.kind === 'year') return `casecircle-cpd-${scope.year}.${format}`
  return `casecircle-cpd${scope.kind === 'entry' ? '-entry' : ''}.${format}`
}
