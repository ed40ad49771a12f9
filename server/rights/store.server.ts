import { eq } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import type { PrivacyDeclaration } from '#db/columns.sqlite.ts'
import { erasureReceipts } from '#db/schema/rights.ts'
import type { PersonId } from '#server/platform/rules/ids.ts'
import { heldIn, type ErasureStep, type Whose } from './rules/erasure-plan.ts'
import type { Receipt } from './rules/receipt.ts'

// Names of tables and columns come from the schema's own declarations, never from outside.
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The condition under which a row is about the one person that it is given. */
function isAbout({ about, through }: Whose): string {
  if (!through) return `${quoted(about)} = ?`
  return `${quoted(through.column)} in (select ${quoted(through.key)} from ${quoted(through.table)}
    where ${quoted(about)} = ?)`
}

/** How many rows of a table are about `person`. */
export function countAbout(db: Queries, whose: Whose, person: PersonId): number {
  const text = `select count(*) as n from ${quoted(whose.table)} where ${isAbout(whose)}`
  return db.$client.prepare<[string], { n: number }>(text).get(person)?.n ?? 0
}

/** What is found in another order than tables refer to each other is checked at the commit. */
export function deferReferences(tx: Transaction): void {
  tx.$client.pragma('defer_foreign_keys = 1')
}

/** Deletes or overwrites what is about `person`. */
export function erase(tx: Transaction, step: ErasureStep, person: PersonId): void {
  const { table, done, set } = step
  if (done === 'deleted') {
    const text = `delete from ${quoted(table)} where ${isAbout(step)}`
    tx.$client.prepare<[string]>(text).run(person)
    return
  }
  const columns = Object.keys(set)
  if (columns.length === 0) return
  const text = `update ${quoted(table)} set ${columns.map((one) => `${quoted(one)} = ?`).join(', ')}
    where ${isAbout(step)}`
  tx.$client.prepare<(string | number | null)[]>(text).run(...Object.values(set), person)
}

export type ExportedRow = Record<string, unknown>

/**
 * The rows of a table that are about `person`, with what may be taken away of each; `breath` lets
 * others go first in between.
 */
export async function rowsAbout(
  db: Queries,
  declaration: PrivacyDeclaration,
  { whose, person }: { whose: readonly Whose[]; person: PersonId },
  breath: () => Promise<void>,
): Promise<ExportedRow[]> {
  const { table } = declaration
  const columns = heldIn(declaration)
    .filter((one) => one.export)
    .map(({ name }) => name)
  if (columns.length === 0 || whose.length === 0) return []
  const text = `select ${columns.map(quoted).join(', ')} from ${quoted(table)}
    where ${whose.map(isAbout).join(' or ')}`
  const found = db.$client.prepare<string[], ExportedRow>(text)
  const rows: ExportedRow[] = []
  for (const row of found.iterate(...whose.map(() => person))) {
    rows.push(readable(declaration, row))
    await breath()
  }
  return rows
}

/** A row as it was meant, not as it is stored. */
function readable({ stored }: PrivacyDeclaration, row: ExportedRow): ExportedRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (stored[name]?.flag) return [name, value === 1]
      if (value instanceof Uint8Array) return [name, Buffer.from(value).toString('base64url')]
      return [name, stored[name]?.json ? parsed(value) : value]
    }),
  )
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    const json: unknown = JSON.parse(value)
    return json
  } catch {
    return value
  }
}

export async function insertReceipt(tx: Transaction, receipt: Receipt): Promise<void> {
  await tx.insert(erasureReceipts).values({ ...receipt, lines: [...receipt.lines] })
}

export async function findReceipt(db: Queries, id: string): Promise<Receipt | null> {
  const [row] = await db.select().from(erasureReceipts).where(eq(erasureReceipts.id, id))
  return row ?? null
}
