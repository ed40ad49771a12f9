import { getTableColumns, getTableName, type Table } from 'drizzle-orm'
import { customType, integer } from 'drizzle-orm/sqlite-core'

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

/** What a column holds about a person, why, how long, and what export and erasure do with it. */
export type Personal = {
  category: 'identity' | 'facts' | 'words' | 'room' | 'log'
  purpose: string
  retention: string
  export: boolean
  erasure: 'delete' | 'keep' | 'anonymise'
}
export type Declaration = Personal | 'not personal'
export const notPersonal: Declaration = 'not personal'

export function personal(declaration: Personal): Declaration {
  return declaration
}

export type PrivacyDeclaration = { table: string; columns: Record<string, Declaration> }

/** Declares every column of `table`; one left out does not compile. Keys are the file's names. */
export function declarePrivacy<T extends Table>(
  table: T,
  columns: { [Column in keyof T['_']['columns']]: Declaration },
): PrivacyDeclaration {
  const declared = new Map<string, Declaration>(Object.entries(columns))
  const byStoredName: Record<string, Declaration> = {}
  for (const [key, column] of Object.entries(getTableColumns(table))) {
    const declaration = declared.get(key)
    if (declaration) byStoredName[column.name] = declaration
  }
  return { table: getTableName(table), columns: byStoredName }
}
