import { z } from 'zod'

/** What became of one kind of thing: how many were deleted, or were kept without a name, and why. */
export const receiptLine = z.strictObject({
  /** The table, as the machine calls it. */
  table: z.string(),
  done: z.enum(['deleted', 'made nameless', 'kept']),
  rows: z.number().int().min(0),
})
export type ReceiptLine = z.infer<typeof receiptLine>

export type Receipt = { id: string; at: number; lines: readonly ReceiptLine[] }

/** One line for each table and what was done to it; what there was nothing of is left out. */
export function linesOf(lines: readonly ReceiptLine[]): ReceiptLine[] {
  const sums = new Map<string, ReceiptLine>()
  for (const { table, done, rows } of lines) {
    if (rows === 0) continue
    const before = sums.get(`${table} ${done}`)?.rows ?? 0
    sums.set(`${table} ${done}`, { table, done, rows: before + rows })
  }
  return [...sums.values()]
}

/** 128 bits as they stand in an address. */
export const receiptId = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'This is not a receipt.')
