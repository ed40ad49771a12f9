import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type SQLite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { AppendOnly } from '#db/append-only.ts'
import { openConnection } from '#db/connection.ts'
import {
  assertTriggers,
  makeTriggers,
  migrate,
  MigrationRefused,
  readMigrations,
} from '#db/migrate.ts'
import { testFolder } from '#tests/support/database.ts'

const first = `CREATE TABLE parent (id text PRIMARY KEY NOT NULL, name text NOT NULL);
--> statement-breakpoint
CREATE TABLE child (
  id text PRIMARY KEY NOT NULL,
  parent text NOT NULL REFERENCES parent(id) ON DELETE CASCADE
);
--> statement-breakpoint
CREATE TABLE fact (id text PRIMARY KEY NOT NULL, words text NOT NULL, body text);`

/** As drizzle-kit writes it when a column's type changes. */
function rebuild(table: string, columns: string, names: string): string {
  return `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE __new_${table} (${columns});
--> statement-breakpoint
INSERT INTO __new_${table}(${names}) SELECT ${names} FROM ${table};--> statement-breakpoint
DROP TABLE ${table};--> statement-breakpoint
ALTER TABLE __new_${table} RENAME TO ${table};--> statement-breakpoint
PRAGMA foreign_keys=ON;`
}
const rebuildParent = rebuild('parent', 'id text PRIMARY KEY NOT NULL, name text', 'id, name')
const rebuildFact = rebuild(
  'fact',
  'id text PRIMARY KEY NOT NULL, words text, body text',
  'id, words, body',
)
const guarded: AppendOnly[] = [{ table: 'fact', erasable: ['body'] }]

/** A family of one parent and three children and one fact, at the first migration. */
function family() {
  const folder = testFolder()
  const file = join(folder, 'family.sqlite')
  const migrations: [string, string][] = [['0000_first', first]]
  const list = () => {
    const from = testFolder()
    for (const [tag, text] of migrations) writeFileSync(join(from, `${tag}.sql`), text)
    return readMigrations(from)
  }
  expect(migrate(file, list(), guarded)).toEqual(['0000_first'])
  look((db) => {
    db.exec("insert into parent values ('p', 'Parent')")
    for (const n of [1, 2, 3]) db.exec(`insert into child values ('c${n}', 'p')`)
    db.exec("insert into fact values ('f', 'kept', 'erasable')")
  })
  function look<T>(work: (db: SQLite.Database) => T): T {
    const db = openConnection(file)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  const rows = (table: string) =>
    look((db) => db.prepare<[], { n: number }>(`select count(*) as n from ${table}`).get()?.n)
  return {
    ...{ folder, file, look, rows },
    next: (tag: string, text: string) => {
      migrations.push([tag, text])
      return () => migrate(file, list(), guarded)
    },
    edit: (text: string) => {
      migrations[0] = ['0000_first', text]
      return () => migrate(file, list(), guarded)
    },
    again: (triggers = guarded) => migrate(file, list(), triggers),
    backups: () =>
      existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : [],
    bytes: () => createHash('sha256').update(readFileSync(file)).digest('hex'),
  }
}

function naively(db: SQLite.Database, text: string): void {
  db.exec('begin')
  for (const statement of text.split('--> statement-breakpoint')) db.exec(statement)
  db.exec('commit')
}

test('R3: a migration that rebuilds a parent keeps its children', () => {
  const { next, rows } = family()
  expect(next('0001_rebuild', rebuildParent)()).toEqual(['0001_rebuild'])
  expect(rows('parent')).toBe(1)
  expect(rows('child')).toBe(3)
})

test('R3 ★: run as it is written, inside a transaction, it deletes all three', () => {
  const { look, rows } = family()
  look((db) => naively(db, rebuildParent))
  expect(rows('parent')).toBe(1)
  expect(rows('child')).toBe(0)
})

test('R3: after a rebuild the table is as append-only as before', () => {
  const { next, look } = family()
  next('0001_rebuild', rebuildFact)()
  look((db) => {
    expect(() => db.exec("update fact set words = 'changed'")).toThrow('fact is append-only')
    expect(() => db.exec('delete from fact')).toThrow('fact is append-only')
    expect(() => db.exec("insert or replace into fact values ('f', 'changed', '')")).toThrow(
      'fact is append-only',
    )
    db.exec('update fact set body = null')
    expect(db.prepare('select * from fact').all()).toEqual([{ id: 'f', words: 'kept', body: null }])
  })
})

test('R3 ★: without making the triggers again the rebuilt table would be open', () => {
  const { look } = family()
  look((db) => {
    db.pragma('foreign_keys = 0')
    naively(db, rebuildFact)
    expect(() => assertTriggers(db, guarded)).toThrow(/fact_no_update is missing/)
    db.exec("update fact set words = 'changed'")
    db.exec('delete from fact')
    makeTriggers(db, guarded)
    expect(() => assertTriggers(db, guarded)).not.toThrow()
  })
})

test('R3: a table that joins the list is protected at the next start, without a migration', () => {
  const { look, again } = family()
  const longer = [...guarded, { table: 'child', erasable: [] }]
  look((db) => expect(() => assertTriggers(db, longer)).toThrow(/child_no_update is missing/))
  expect(again(longer)).toEqual([])
  look((db) => expect(() => db.exec('delete from child')).toThrow('child is append-only'))
  // What may be erased is part of the promise: a trigger that says something else is made anew.
  expect(again([{ table: 'fact', erasable: [] }])).toEqual([])
  look((db) => expect(() => db.exec('update fact set body = null')).toThrow('append-only'))
})

test('R3: an applied migration that was edited is refused, and nothing is touched', () => {
  const { edit, bytes, backups } = family()
  const before = bytes()
  expect(edit(`${first}\n-- a remark`)).toThrow(/0000_first was edited after it had been applied/)
  expect(bytes()).toBe(before)
  expect(backups()).toEqual([])
})

test('R3: a database of a newer program is refused in one sentence, and nothing is touched', () => {
  const { file, look, again, bytes, backups } = family()
  look((db) => db.exec("insert into migrations values ('0009_later', 'hash', 1)"))
  const before = bytes()
  expect(again).toThrow(MigrationRefused)
  expect(again).toThrow(/^This database belongs to a newer Casecircle [^\n]*\.$/)
  expect(bytes()).toBe(before)
  expect(existsSync(`${file}-wal`)).toBe(false)
  expect(backups()).toEqual([])
})

test('R3: a migration that would lose rows is refused and undone; explained, it is done', () => {
  const { next, rows } = family()
  const lossy = rebuildParent.replace('FROM parent', "FROM parent WHERE id = 'nobody'")
  expect(next('0001_lossy', lossy)).toThrow('leave 0 of 1 rows in parent. Nothing was changed')
  expect(rows('parent')).toBe(1)
  expect(rows('child')).toBe(3)
  const other = family()
  const explained = "-- rows: child\nDELETE FROM child WHERE id = 'c1';"
  expect(other.next('0001_explained', explained)()).toEqual(['0001_explained'])
  expect(other.rows('child')).toBe(2)
})

test('R3: a table that vanishes with its rows must be explained too', () => {
  const { next, rows } = family()
  expect(next('0001_drop', 'DROP TABLE child;')).toThrow('leave 0 of 3 rows in child')
  expect(rows('child')).toBe(3)
  const other = family()
  expect(other.next('0001_drop', '-- rows: child\nDROP TABLE child;')()).toEqual(['0001_drop'])
})

test('R3: a migration that would leave a row without what it refers to is refused', () => {
  const { next, rows } = family()
  const orphaning = '-- rows: parent\nDELETE FROM parent;'
  expect(next('0001_orphans', orphaning)).toThrow('3 rows without what they refer to')
  expect(rows('parent')).toBe(1)
})

test('R3: a fault half-way undoes the whole migration', () => {
  const { next, look, rows } = family()
  const faulty = `${rebuildParent}--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);`
  expect(next('0001_faulty', faulty)).toThrow(/nowhere/)
  expect(rows('child')).toBe(3)
  look((db) => {
    expect(() => db.exec('insert into parent (id) values (1)')).toThrow(/NOT NULL/)
    expect(db.prepare('select tag from migrations').all()).toEqual([{ tag: '0000_first' }])
  })
})

test('R3: before a change the database is backed up; a new one and an unchanged one are not', () => {
  const { folder, next, again, backups } = family()
  expect(again()).toEqual([])
  expect(backups()).toEqual([])
  next('0001_rebuild', rebuildParent)()
  const [copy = '', ...more] = backups()
  expect(more).toEqual([])
  expect(copy).toMatch(/^before-0001_rebuild-\d+\.sqlite$/)
  const db = openConnection(join(folder, 'backups', copy))
  expect(db.prepare('select count(*) as n from child').get()).toEqual({ n: 3 })
  expect(() => db.exec('insert into parent (id) values (1)')).toThrow(/NOT NULL/)
  db.close()
})

/** Another process that migrates the same file and stops where it is told; see its first lines. */
async function another(file: string, stop: 'half' | 'looked') {
  const script = join(import.meta.dirname, 'migrating-process.ts')
  const args = ['--disable-warning=ExperimentalWarning', script, file, stop]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exited = once(child, 'exit')
  await once(child.stdout, 'data')
  return { child, exited, said: () => said }
}

test('R3: killed in the middle of a migration, the next start does it all', async () => {
  const { file, next, look, rows } = family()
  const { child, exited } = await another(file, 'half')
  child.kill('SIGKILL')
  await exited
  expect(next('0001_half', 'CREATE TABLE half (id integer);')()).toEqual(['0001_half'])
  expect(rows('child')).toBe(3)
  look((db) => {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(db.prepare('select name from parent').all()).toEqual([{ name: 'Parent' }])
  })
})

test('R3: of two processes that start at once, one migrates and the other finds it done', async () => {
  const { file, rows } = family()
  const db = openConnection(file)
  db.exec('begin immediate')
  const other = await another(file, 'looked')
  db.exec('create table half (id integer)')
  db.exec("insert into migrations values ('0001_half', 'hash', 1)")
  db.exec('commit')
  db.close()
  expect(await other.exited).toEqual([0, null])
  expect(other.said().split(' ').at(-1)).toBe('[]')
  expect(rows('child')).toBe(3)
})
