import type { PrivacyDeclaration } from '#db/columns.sqlite.ts'
import type { ReceiptLine } from './receipt.ts'

/** A line of a receipt in words: what it is, how much of it, and why it stays. */
export type ReceiptWords = {
  done: ReceiptLine['done']
  what: string
  rows: number
  /** How long it is kept; only where it stays. */
  until: string | null
}

/** The order in which a receipt is read: what is gone first. */
const order = ['deleted', 'made nameless', 'kept'] satisfies ReceiptLine['done'][]

/**
 * A receipt in words, from what the tables are declared to be for. Tables of one purpose stand
 * together, so that it can be read by somebody who knows no table.
 */
export function receiptWords(
  lines: readonly ReceiptLine[],
  declarations: readonly PrivacyDeclaration[],
): ReceiptWords[] {
  const found = new Map<string, ReceiptWords>()
  for (const { table, done, rows } of lines) {
    const { what, until } = purposeOf(table, declarations)
    const key = `${done} ${what}`
    const before = found.get(key)?.rows ?? 0
    found.set(key, { done, what, rows: before + rows, until: done === 'deleted' ? null : until })
  }
  return [...found.values()].sort((a, b) => order.indexOf(a.done) - order.indexOf(b.done))
}

/** What a table is for and how long it lasts, as most of its columns say. */
function purposeOf(table: string, declarations: readonly PrivacyDeclaration[]) {
  const columns = declarations.find((one) => one.table === table)?.columns ?? {}
  const held = Object.values(columns).flatMap((one) => (one === 'not personal' ? [] : [one]))
  const most = [...held].sort((a, b) => times(held, b.purpose) - times(held, a.purpose))[0]
  return { what: most?.purpose ?? table, until: most?.retention ?? '' }
}

function times(held: readonly { purpose: string }[], purpose: string): number {
  return held.filter((one) => one.purpose === purpose).length
}
