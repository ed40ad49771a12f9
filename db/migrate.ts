import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type SQLite from 'better-sqlite3'
import { appendOnly, type AppendOnly } from './append-only.ts'
import { openConnection } from './connection.ts'

export type Migration = {
  tag: string
  statements: readonly string[]
  hash: string
  rowsChange: readonly string[]
}

/** The database cannot be brought to this program's version; nothing was touched. */
export class MigrationRefused extends Error {
  readonly code = 'migration_refused'
}

const folder = join(import.meta.dirname, 'migrations', 'sqlite')

/**
 * Reads the migrations in the order of their names. A line `-- rows: a, b` at a file's head says
 * that the number of rows of these tables changes on purpose.
 */
export function readMigrations(from = folder): Migration[] {
  return readdirSync(from)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(from, name), 'utf8')
      const rows = /^-- rows: (.+)$/m.exec(sql)
      return {
        tag: name.replace(/\.sql$/, ''),
        hash: createHash('sha256').update(sql).digest('hex'),
        rowsChange: rows?.[1]?.split(',').map((table) => table.trim()) ?? [],
        statements: sql
          .split('--> statement-breakpoint')
          .map((statement) => statement.trim())
          // PRAGMA foreign_keys does nothing inside a transaction: the runner sets it outside.
          .filter((statement) => statement !== '' && !/^PRAGMA foreign_keys/i.test(statement)),
      }
    })
}

/**
 * Brings `file` to the newest migration: backup, foreign keys off before the transaction, migrate,
 * foreign key check, row counts, triggers from the one list, commit. Throws MigrationRefused when
 * the file is of a newer program or an applied migration was edited. Returns the tags applied.
 */
export function migrate(
  file: string,
  migrations = readMigrations(),
  triggers = appendOnly,
): string[] {
  const isNew = !existsSync(file)
  mkdirSync(dirname(file), { recursive: true })
  const connection = openConnection(file)
  try {
    const open = pending(connection, migrations)
    if (open.length > 0) {
      if (!isNew) backUp(connection, file, open[0]?.tag ?? 'migration')
      connection.pragma('foreign_keys = 0')
      connection.exec('BEGIN IMMEDIATE')
      try {
        for (const migration of open) apply(connection, migration)
        makeTriggers(connection, triggers)
        connection.exec('COMMIT')
      } catch (error) {
        if (connection.inTransaction) connection.exec('ROLLBACK')
        throw error
      }
      connection.pragma('foreign_keys = 1')
    }
    assertTriggers(connection, triggers)
    return open.map((migration) => migration.tag)
  } finally {
    connection.close()
  }
}

function pending(connection: SQLite.Database, migrations: readonly Migration[]): Migration[] {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS migrations (tag TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL)',
  )
  const applied = connection
    .prepare<[], { tag: string; hash: string }>('SELECT tag, hash FROM migrations ORDER BY tag')
    .all()
  const known = new Map(migrations.map((migration) => [migration.tag, migration]))
  for (const { tag, hash } of applied) {
    const migration = known.get(tag)
    if (!migration) {
      throw new MigrationRefused(
        `This database belongs to a newer Casecircle (it has the change ${tag}). Start that version, or use another DATA_DIR.`,
      )
    }
    if (migration.hash !== hash) {
      throw new MigrationRefused(
        `The migration ${tag} was edited after it had been applied. Restore it, and put the change into a new file.`,
      )
    }
  }
  const done = new Set(applied.map((row) => row.tag))
  return migrations.filter((migration) => !done.has(migration.tag))
}

function backUp(connection: SQLite.Database, file: string, tag: string): void {
  const backups = join(dirname(file), 'backups')
  mkdirSync(backups, { recursive: true })
  const copy = join(backups, `before-${tag}-${Date.now()}.sqlite`)
  connection.prepare('VACUUM INTO ?').run(copy)
}

function apply(connection: SQLite.Database, migration: Migration): void {
  const before = rowCounts(connection)
  for (const statement of migration.statements) connection.exec(statement)
  const after = rowCounts(connection)
  for (const [table, rows] of before) {
    const now = after.get(table)
    if (now !== undefined && now !== rows && !migration.rowsChange.includes(table)) {
      throw new MigrationRefused(
        `The migration ${migration.tag} would leave ${now} of ${rows} rows in ${table}. Nothing was changed.`,
      )
    }
  }
  const broken = connection.pragma('foreign_key_check')
  if (Array.isArray(broken) && broken.length > 0) {
    throw new MigrationRefused(
      `The migration ${migration.tag} would leave ${broken.length} rows without what they refer to. Nothing was changed.`,
    )
  }
  connection
    .prepare('INSERT INTO migrations (tag, hash, at) VALUES (?, ?, ?)')
    .run(migration.tag, migration.hash, Date.now())
}

function tables(connection: SQLite.Database): string[] {
  return connection
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'",
    )
    .all()
    .map((row) => row.name)
}

function rowCounts(connection: SQLite.Database): Map<string, number> {
  return new Map(
    tables(connection).map((table) => [
      table,
      connection.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${table}"`).get()?.n ?? 0,
    ]),
  )
}

/** (Re)creates the append-only triggers: a table that was rebuilt has lost its own. */
export function makeTriggers(connection: SQLite.Database, list: readonly AppendOnly[]): void {
  const existing = new Set(tables(connection))
  for (const { table, erasable, deletable } of list) {
    if (!existing.has(table)) continue
    const kept = connection
      .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map((column) => column.name)
      .filter((name) => !erasable.includes(name))
    const changed = kept.map((name) => `OLD."${name}" IS NOT NEW."${name}"`).join(' OR ')
    connection.exec(`DROP TRIGGER IF EXISTS "${table}_no_update"`)
    connection.exec(`DROP TRIGGER IF EXISTS "${table}_no_delete"`)
    connection.exec(
      `CREATE TRIGGER "${table}_no_update" BEFORE UPDATE ON "${table}" WHEN ${changed}
       BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    )
    if (deletable) continue
    connection.exec(
      `CREATE TRIGGER "${table}_no_delete" BEFORE DELETE ON "${table}"
       BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    )
  }
}

/** Throws when an append-only table lacks one of its triggers. */
export function assertTriggers(connection: SQLite.Database, list: readonly AppendOnly[]): void {
  const existing = new Set(tables(connection))
  const triggers = new Set(
    connection
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .all()
      .map((row) => row.name),
  )
  for (const { table, deletable } of list) {
    if (!existing.has(table)) continue
    const wanted = deletable ? [`${table}_no_update`] : [`${table}_no_update`, `${table}_no_delete`]
    for (const name of wanted) {
      if (!triggers.has(name)) {
        throw new MigrationRefused(
          `The table ${table} is not protected: the trigger ${name} is missing.`,
        )
      }
    }
  }
}
