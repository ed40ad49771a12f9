import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { openConnection } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { testFolder } from '#tests/support/database.ts'
import { columnsOf, privacyDeclarations, undeclared } from './declarations.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const run = promisify(execFile)

function migrated() {
  const file = join(testFolder(), 'casecircle.sqlite')
  migrate(file)
  const db = openConnection(file)
  onTestFinished(() => void db.close())
  return db
}

test('R3: the migrations are the schema: drizzle-kit finds nothing left to write', async () => {
  const out = join(testFolder(), 'sqlite')
  mkdirSync(out)
  cpSync(join(root, 'db', 'migrations', 'sqlite'), out, { recursive: true })
  const before = readdirSync(out)
  const kit = join(root, 'node_modules', 'drizzle-kit', 'bin.cjs')
  const options = ['--dialect=sqlite', '--schema=./db/schema/*.ts', `--out=${relative(root, out)}`]
  const { stdout } = await run(process.execPath, [kit, 'generate', ...options], { cwd: root })
  const added = readdirSync(out).filter((name) => !before.includes(name))
  expect(added.map((name) => readFileSync(join(out, name), 'utf8'))).toEqual([])
  expect(stdout).toContain('No schema changes')
})

test('every column of the database is declared: category, purpose, retention, export, erasure', async () => {
  const db = migrated()
  const declarations = await privacyDeclarations()
  expect(declarations.length).toBeGreaterThan(10)
  expect(undeclared(db, declarations)).toEqual([])
})

test('★ a column and a table that nobody declared are found', async () => {
  const db = migrated()
  const declarations = await privacyDeclarations()
  db.exec('alter table people add column nickname text')
  db.exec('create table diary (id text primary key, words text)')
  expect(undeclared(db, declarations)).toEqual(['people.nickname', 'diary.id', 'diary.words'])
})

test('nothing is declared that is not there, and no table twice', async () => {
  const declarations = await privacyDeclarations()
  const there = columnsOf(migrated())
  expect(new Set(declarations.map((one) => one.table)).size).toBe(declarations.length)
  for (const { table, columns } of declarations) {
    expect(Object.keys(columns).sort(), table).toEqual([...(there.get(table) ?? [])].sort())
  }
})

test('R3: no foreign key deletes rows by itself', () => {
  const db = migrated()
  const keys = [...columnsOf(db).keys()].flatMap((table) =>
    db
      .prepare<[string], { on_delete: string }>('select on_delete from pragma_foreign_key_list(?)')
      .all(table)
      .map(({ on_delete }) => `${table}: ${on_delete}`),
  )
  expect(keys.length).toBeGreaterThan(0)
  expect(keys.filter((key) => !key.endsWith(': NO ACTION'))).toEqual([])
})
