import type SQLite from 'better-sqlite3'
import type { Queries } from './connection.ts'

/** What a column holds in the file: JSON is text there, a flag 0 or 1. */
type Value = string | number | Uint8Array | null

/**
 * SQL that runs with every command of a room, prepared once for each handle and run without the
 * query builder, which would cost several times the query itself. Everything else is built by
 * drizzle. `Row` is what the named columns hold in the file; a test runs each against the schema.
 */
export function statement<Row extends object = Record<string, never>>(text: string) {
  const made = new WeakMap<Queries, SQLite.Statement<Value[], Row>>()
  const on = (db: Queries): SQLite.Statement<Value[], Row> => {
    const known = made.get(db)
    if (known) return known
    const fresh = db.$client.prepare<Value[], Row>(text)
    made.set(db, fresh)
    return fresh
  }
  return {
    all: (db: Queries, ...values: Value[]): Row[] => on(db).all(...values),
    first: (db: Queries, ...values: Value[]): Row | null => on(db).get(...values) ?? null,
    /** How many rows it changed. */
    run: (db: Queries, ...values: Value[]): number => on(db).run(...values).changes,
  }
}
