import { declarePrivacy, instant, json, notPersonal, sqliteTable, text } from '../columns.sqlite.ts'
import type { ReceiptLine } from '#server/rights/rules/receipt.ts'

/** What an erasure did, in numbers. It names nobody: whoever has its id can read it. */
export const erasureReceipts = sqliteTable('erasure_receipts', {
  /** 128 random bits: who was given it, and nobody else, knows the address. */
  id: text('id').primaryKey(),
  at: instant('at').notNull(),
  lines: json<ReceiptLine[]>('lines').notNull(),
})

export const rightsPrivacy = [
  declarePrivacy(erasureReceipts, { id: notPersonal, at: notPersonal, lines: notPersonal }),
]
