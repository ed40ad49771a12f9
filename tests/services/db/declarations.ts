import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type SQLite from 'better-sqlite3'
import { z } from 'zod'
import type { PrivacyDeclaration } from '#db/columns.sqlite.ts'

export const schemaFolder = join(import.meta.dirname, '..', '..', '..', 'db', 'schema')

const personal = z.strictObject({
  category: z.enum(['identity', 'facts', 'words', 'room', 'log']),
  purpose: z.string().min(3),
  retention: z.string().min(3),
  export: z.boolean(),
  erasure: z.enum(['delete', 'keep', 'anonymise']),
  as: z.string().min(3).optional(),
})
const declaration = z.strictObject({
  table: z.string(),
  columns: z.record(z.string(), z.union([z.literal('not personal'), personal])),
  about: z.array(z.string()),
  through: z.strictObject({ column: z.string(), table: z.string(), key: z.string() }).nullable(),
  stored: z.record(
    z.string(),
    z.strictObject({
      nullable: z.boolean(),
      json: z.boolean(),
      flag: z.boolean(),
      number: z.boolean(),
    }),
  ),
})
const exported = z.union([declaration.transform((one) => [one]), z.array(declaration)])

/** Every *Privacy export of db/schema. */
export async function privacyDeclarations(): Promise<PrivacyDeclaration[]> {
  const found: PrivacyDeclaration[] = []
  for (const name of readdirSync(schemaFolder)) {
    const module: unknown = await import(join(schemaFolder, name))
    for (const [key, value] of Object.entries(z.looseObject({}).parse(module))) {
      if (key.endsWith('Privacy')) found.push(...exported.parse(value))
    }
  }
  return found
}

/** The product's tables with their columns; not SQLite's own and not the runner's list. */
export function columnsOf(db: SQLite.Database): Map<string, string[]> {
  const tables = db
    .prepare<[], { name: string }>(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'migrations'",
    )
    .all()
  const columns = db.prepare<[string], { name: string }>('select name from pragma_table_info(?)')
  return new Map(tables.map(({ name }) => [name, columns.all(name).map((column) => column.name)]))
}

/** 'table.column' of whatever the database has and no declaration names. */
export function undeclared(
  db: SQLite.Database,
  declarations: readonly PrivacyDeclaration[],
): string[] {
  const declared = new Set(
    declarations.flatMap(({ table, columns }) => Object.keys(columns).map((c) => `${table}.${c}`)),
  )
  return [...columnsOf(db)]
    .flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`))
    .filter((name) => !declared.has(name))
}
