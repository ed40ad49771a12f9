import { getTableColumns, getTableName } from 'drizzle-orm'
import { customType, getTableConfig, integer, type SQLiteTable } from 'drizzle-orm/sqlite-core'

// drizzle marks only the old call of these two as deprecated; we use the new one.
/* eslint-disable @typescript-eslint/no-deprecated */
export {
  blob,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
/* eslint-enable @typescript-eslint/no-deprecated */

/** An instant: epoch milliseconds UTC, a number in code and in the file. */
export function instant(name: string) {
  return integer(name)
}

export function flag(name: string) {
  return integer(name, { mode: 'boolean' })
}

/** JSON written by us and trusted on the way back: what enters it was parsed at the border. */
export function json<T>(name: string) {
  return customType<{ data: T; driverData: string }>({
    dataType: () => 'text',
    toDriver: (value) => JSON.stringify(value),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- our own JSON, see above
    fromDriver: (stored) => JSON.parse(stored),
  })(name)
}

/** What a `json` column holds, where its text comes from a statement run without the query builder. */
export function storedJson<C extends { _: { data: unknown } }>(
  _column: C,
  text: string,
): C['_']['data'] {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- our own JSON, see above
  return JSON.parse(text)
}

/**
 * What a column holds about a person, why, how long, and what export and erasure do with it.
 * `delete`: it goes; the whole row where every personal column of it goes. `anonymise`: it stays
 * and names nobody any more; text that would still do so is overwritten with `as`. `keep`: it stays
 * under an id that opens nothing.
 */
export type Personal = {
  category: 'identity' | 'facts' | 'words' | 'room' | 'log'
  purpose: string
  retention: string
  export: boolean
  erasure: 'delete' | 'keep' | 'anonymise'
  /** What stands in the place of an anonymised text. */
  as?: string
}
export type Declaration = Personal | 'not personal'
export const notPersonal: Declaration = 'not personal'

export function personal(declaration: Personal): Declaration {
  return declaration
}

/** How a column's values lie in the file. */
export type StoredAs = { nullable: boolean; json: boolean; flag: boolean; number: boolean }

export type PrivacyDeclaration = {
  table: string
  columns: Record<string, Declaration>
  /** The columns that hold the id of whom a row is about. */
  about: readonly string[]
  /** Where no column does: what a row belongs to, whose table says it. */
  through: Through | null
  stored: Record<string, StoredAs>
}

/** `column` refers to `key` in `table`. */
export type Through = { column: string; table: string; key: string }

/** Columns that name whom a row is about, where a table does not say otherwise. */
const namesSomebody = new Set(['person', 'owner'])

/**
 * Declares every column of `table`; one left out does not compile. `about` names the columns that
 * say whom a row is about, where they are not called person or owner; where none does, it is whoever
 * the row belongs to that the table refers to, and with `alsoThrough` that one too. Keys are the
 * file's names.
 */
export function declarePrivacy<T extends SQLiteTable>(
  table: T,
  columns: { [Column in keyof T['_']['columns']]: Declaration },
  about?: readonly Extract<keyof T['_']['columns'], string>[],
  alsoThrough = false,
): PrivacyDeclaration {
  const declared = new Map<string, Declaration>(Object.entries(columns))
  const byStoredName: PrivacyDeclaration['columns'] = {}
  const stored: PrivacyDeclaration['stored'] = {}
  const named: string[] = []
  const chosen: readonly string[] | undefined = about
  for (const [key, column] of Object.entries(getTableColumns(table))) {
    const declaration = declared.get(key)
    if (!declaration) continue
    byStoredName[column.name] = declaration
    stored[column.name] = {
      nullable: !column.notNull,
      json: column.columnType === 'SQLiteCustomColumn',
      flag: column.columnType === 'SQLiteBoolean',
      number: column.columnType === 'SQLiteInteger',
    }
    if (declaration === notPersonal) continue
    if (chosen ? chosen.includes(key) : namesSomebody.has(key)) named.push(column.name)
  }
  const through = named.length > 0 && !alsoThrough ? null : throughOf(table)
  return { table: getTableName(table), columns: byStoredName, about: named, through, stored }
}

/** The table whose rows own those of `table`: the first one that it refers to. */
function throughOf(table: SQLiteTable): Through | null {
  for (const { reference } of getTableConfig(table).foreignKeys) {
    const { columns, foreignColumns, foreignTable } = reference()
    const [column, key] = [columns[0], foreignColumns[0]]
    if (column && key && columns.length === 1) {
      return { column: column.name, table: getTableName(foreignTable), key: key.name }
    }
  }
  return null
}
