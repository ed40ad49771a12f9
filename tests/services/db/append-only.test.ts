import { join } from 'node:path'
import type SQLite from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { appendOnly } from '#db/append-only.ts'
import { openConnection } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { testFolder } from '#tests/support/database.ts'

type Column = { name: string; type: string; pk: number }

/** One made-up row in `table`; what it refers to need not exist. */
function withOneRow(table: string) {
  const file = join(testFolder(), 'casecircle.sqlite')
  migrate(file)
  const db = openConnection(file)
  onTestFinished(() => void db.close())
  db.pragma('foreign_keys = 0')
  const columns = db
    .prepare<[string], Column>('select name, type, pk from pragma_table_info(?)')
    .all(table)
  write(db, 'insert', table, columns)
  return { db, columns, rows: () => db.prepare(`select * from "${table}"`).all() }
}

function write(db: SQLite.Database, verb: string, table: string, columns: readonly Column[]) {
  const values = columns.map(({ type }) => (/int/i.test(type) ? 1 : 'x'))
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  db.prepare(`${verb} into "${table}" (${names}) values (${values.map(() => '?').join(', ')})`).run(
    values,
  )
}

test('the log of rooms, learning facts, evidence, audit and releases are append-only', () => {
  expect(appendOnly.map((one) => one.table).sort()).toEqual(
    expect.arrayContaining(['audit_log', 'evidence', 'learning_facts', 'releases', 'room_events']),
  )
})

describe.each(appendOnly)('$table', ({ table, erasable }) => {
  test('refuses UPDATE of each column, but for those that may be erased', () => {
    const { db, columns } = withOneRow(table)
    for (const { name, type } of columns) {
      const other = /int/i.test(type) ? 2 : 'changed'
      const update = () => db.prepare(`update "${table}" set "${name}" = ?`).run(other)
      if (erasable.includes(name)) expect(update().changes).toBe(1)
      else expect(update, name).toThrow(`${table} is append-only`)
    }
  })

  test('refuses DELETE and REPLACE', () => {
    const { db, columns, rows } = withOneRow(table)
    const before = rows()
    expect(() => db.exec(`delete from "${table}"`)).toThrow(`${table} is append-only`)
    expect(() => write(db, 'insert or replace', table, columns)).toThrow('append-only')
    expect(() => write(db, 'replace', table, columns)).toThrow('append-only')
    const key = columns.find((column) => column.pk > 0)?.name ?? ''
    expect(() => db.exec(`update or replace "${table}" set "${key}" = "${key}" || '1'`)).toThrow(
      'append-only',
    )
    expect(rows()).toEqual(before)
  })

  test('★ without recursive triggers REPLACE would walk past', () => {
    const { db, columns, rows } = withOneRow(table)
    db.pragma('recursive_triggers = 0')
    write(db, 'insert or replace', table, columns)
    expect(rows()).toHaveLength(1)
  })
})
