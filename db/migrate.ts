import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type SQLite from 'better-sqlite3'
import { appendOnly, type AppendOnly } from './append-only.ts'
import { openConnection } from './connection.ts'
import { copiesOf, copyName } from './old-copies.ts'

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

const waitForOthersMs = 10_000
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
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const connection = openConnection(file)
  try {
    // Another process may be starting on the same file: wait for it, then see what it left to do.
    connection.pragma(`busy_timeout = ${waitForOthersMs}`)
    const expected = pending(connection, migrations)
    if (expected.length === 0 && hasTriggers(connection, triggers)) return []
    if (!isNew && expected.length > 0) backUp(connection, file, expected[0]?.tag ?? 'migration')
    connection.pragma('foreign_keys = 0')
    if (connection.pragma('foreign_keys', { simple: true }) !== 0) {
      throw new MigrationRefused('SQLite kept foreign keys on: a rebuilt table would lose rows.')
    }
    const applied = inOneTransaction(connection, () => {
      const open = pending(connection, migrations)
      for (const migration of open) apply(connection, migration)
      makeTriggers(connection, triggers)
      return open.map((migration) => migration.tag)
    })
    connection.pragma('foreign_keys = 1')
    assertTriggers(connection, triggers)
    return applied
  } finally {
    connection.close()
  }
}

/** Whether `file` has every migration and trigger of this program. Throws as `migrate` does. */
export function isMigrated(file: string): boolean {
  if (!existsSync(file)) return false
  const connection = openConnection(file)
  try {
    return pending(connection, readMigrations()).length === 0 && hasTriggers(connection, appendOnly)
  } finally {
    connection.close()
  }
}

/** Gives an empty database every table and trigger of today, for one that lives in memory. */
export function prepareEmpty(
  connection: SQLite.Database,
  migrations = readMigrations(),
  triggers = appendOnly,
): void {
  for (const { statements } of migrations) {
    for (const statement of statements) connection.exec(statement)
  }
  makeTriggers(connection, triggers)
}

function inOneTransaction<T>(connection: SQLite.Database, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    connection.exec('COMMIT')
    return result
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

function appliedTo(connection: SQLite.Database): { tag: string; hash: string }[] {
  const [table] = connection
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE name = 'migrations'")
    .all()
  if (!table) return []
  return connection
    .prepare<[], { tag: string; hash: string }>('SELECT tag, hash FROM migrations ORDER BY tag')
    .all()
}

/** What is still to be applied; only reads, so that a refused file stays as it was. */
function pending(connection: SQLite.Database, migrations: readonly Migration[]): Migration[] {
  const applied = appliedTo(connection)
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
  const backups = copiesOf(file)
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const copy = join(backups, copyName(tag, Date.now()))
  connection.prepare('VACUUM INTO ?').run(copy)
  // VACUUM INTO leaves the copy in the system's cache: it must outlive a power cut to be a backup.
  const written = openSync(copy, 'r+')
  fsyncSync(written)
  closeSync(written)
}

function apply(connection: SQLite.Database, migration: Migration): void {
  const before = rowCounts(connection)
  for (const statement of migration.statements) connection.exec(statement)
  const after = rowCounts(connection)
  for (const [table, rows] of before) {
    const now = after.get(table) ?? 0
    if (now !== rows && !migration.rowsChange.includes(table)) {
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
  connection.exec(
    'CREATE TABLE IF NOT EXISTS migrations (tag TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL)',
  )
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

type Trigger = { name: string; sql: string }

/** The triggers that `list` asks for on the tables that exist. */
function triggersFor(connection: SQLite.Database, list: readonly AppendOnly[]): Trigger[] {
  const existing = new Set(tables(connection))
  return list
    .filter(({ table }) => existing.has(table))
    .flatMap(({ table, erasable, emptied = [], deletable }) => {
      const kept = connection
        .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
        .all(table)
        .map((column) => column.name)
        .filter((name) => !erasable.includes(name))
      const changed = kept
        .map((name) =>
          emptied.includes(name)
            ? `(OLD."${name}" IS NOT NEW."${name}" AND ifnull(NEW."${name}", '') <> '')`
            : `OLD."${name}" IS NOT NEW."${name}"`,
        )
        .join(' OR ')
      const abort = `BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`
      const noUpdate = {
        name: `${table}_no_update`,
        sql: `CREATE TRIGGER "${table}_no_update" BEFORE UPDATE ON "${table}" WHEN ${changed} ${abort}`,
      }
      const noDelete = {
        name: `${table}_no_delete`,
        sql: `CREATE TRIGGER "${table}_no_delete" BEFORE DELETE ON "${table}" ${abort}`,
      }
      return deletable ? [noUpdate] : [noUpdate, noDelete]
    })
}

/** (Re)creates the append-only triggers: a table that was rebuilt has lost its own. */
export function makeTriggers(connection: SQLite.Database, list: readonly AppendOnly[]): void {
  for (const { table } of list) {
    connection.exec(`DROP TRIGGER IF EXISTS "${table}_no_update"`)
    connection.exec(`DROP TRIGGER IF EXISTS "${table}_no_delete"`)
  }
  for (const { sql } of triggersFor(connection, list)) connection.exec(sql)
}

/** The first trigger that is missing or says something else than the list; null when all stand. */
function missingTrigger(connection: SQLite.Database, list: readonly AppendOnly[]): Trigger | null {
  const found = new Map(
    connection
      .prepare<[], Trigger>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      .all()
      .map(({ name, sql }) => [name, sql]),
  )
  return triggersFor(connection, list).find(({ name, sql }) => found.get(name) !== sql) ?? null
}

function hasTriggers(connection: SQLite.Database, list: readonly AppendOnly[]): boolean {
  return missingTrigger(connection, list) === null
}

/** Throws when an append-only table lacks one of its triggers. */
export function assertTriggers(connection: SQLite.Database, list: readonly AppendOnly[]): void {
  const missing = missingTrigger(connection, list)
  if (missing) {
    throw new MigrationRefused(
      `An append-only table is not protected: the trigger ${missing.name} is missing.`,
    )
  }
}
