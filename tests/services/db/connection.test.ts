import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  applyPragmas,
  assertSafeSqlite,
  openConnection,
  openDatabase,
  pragmas,
  type Queries,
} from '#db/connection.ts'
import { testDatabase, testFolder } from '#tests/support/database.ts'

/** What SQLite would be left with if it did not listen. */
const otherwise: Record<keyof typeof pragmas, string | number> = {
  journal_mode: 'delete',
  synchronous: 1,
  foreign_keys: 0,
  recursive_triggers: 0,
  trusted_schema: 1,
  busy_timeout: 5000,
  secure_delete: 0,
}

function settingsOf(db: Queries): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(pragmas).map((name) => {
      const [row] = db.all<Record<string, unknown>>(sql.raw(`pragma ${name}`))
      return [name, Object.values(row ?? {})[0]]
    }),
  )
}

/** SQLite's own code of what `work` throws; the query builder wraps it. */
function causeOf(work: () => unknown): unknown {
  try {
    work()
    return 'nothing was thrown'
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null
    return cause instanceof SQLite.SqliteError ? cause.code : cause
  }
}

test('R1: both connections keep every setting', async () => {
  const db = await testDatabase()
  expect(settingsOf(db.read)).toEqual(pragmas)
  await db.tx(async (tx) => expect(settingsOf(tx)).toEqual(pragmas))
})

test('R1 ★: a connection opened without them keeps several of them not', () => {
  const connection = new SQLite(join(testFolder(), 'plain.sqlite'))
  const kept = Object.entries(pragmas).filter(
    ([name, wanted]) => connection.pragma(name, { simple: true }) === wanted,
  )
  connection.close()
  expect(kept.length).toBeLessThan(Object.keys(pragmas).length - 3)
})

test.each(Object.entries(otherwise))(
  'R1: the start is refused when SQLite keeps %s as it was',
  (deaf, before) => {
    const connection = new SQLite(join(testFolder(), 'deaf.sqlite'))
    connection.pragma(`${deaf} = ${before}`)
    const heard = connection.pragma.bind(connection)
    connection.pragma = (source: string, options) =>
      source.startsWith(`${deaf} =`) ? [] : heard(source, options)
    expect(() => applyPragmas(connection)).toThrow(`${deaf} is ${before}, it must be`)
    connection.close()
  },
)

test('R1: a database that cannot have a write-ahead log is refused', () => {
  expect(() => openConnection(':memory:')).toThrow(
    expect.objectContaining({ code: 'unsafe_database' }),
  )
})

test('R1: SQLite below 3.51.3 is refused, later versions are not', () => {
  for (const old of ['3.51.2', '3.50.9', '3.7.17', '2.99.99', '0.0.0', '3.51']) {
    expect(() => assertSafeSqlite(old), old).toThrow(/can lose a write/)
  }
  for (const safe of ['3.51.3', '3.51.10', '3.52.0', '4.0.0']) {
    expect(() => assertSafeSqlite(safe), safe).not.toThrow()
  }
})

test('R1: the reader cannot write, whatever it is asked', async () => {
  const db = await testDatabase()
  for (const statement of [
    "insert into organisations values ('o', 'Nowhere', 0, 0)",
    'delete from people',
    'create table extra (id text)',
    'drop table people',
  ]) {
    expect(
      causeOf(() => db.read.run(sql.raw(statement))),
      statement,
    ).toBe('SQLITE_READONLY')
  }
})

test('what was committed is there when the file is opened again', async () => {
  const file = join(testFolder(), 'kept.sqlite')
  const first = openDatabase(file)
  await first.tx(async (tx) => {
    tx.run(sql`create table kept (word text)`)
    tx.run(sql`insert into kept values ('here')`)
  })
  first.close()
  const second = openDatabase(file)
  expect(second.read.all(sql`select word from kept`)).toEqual([{ word: 'here' }])
  second.close()
})

test('a commit is noticed, a read is not; one of another process can be told apart', async () => {
  const file = join(testFolder(), 'two.sqlite')
  const db = openDatabase(file)
  const other = openConnection(file)
  other.exec('create table t (n)')
  const [before, foreign] = [db.foreignChanges(), db.otherProcesses()]
  db.read.all(sql`select n from t`)
  expect([db.foreignChanges(), db.otherProcesses()]).toEqual([before, foreign])
  await db.tx(async (tx) => void tx.run(sql`insert into t values (1)`))
  const own = db.foreignChanges()
  expect(own).not.toBe(before)
  expect(db.otherProcesses()).toBe(foreign)
  other.exec('insert into t values (2)')
  expect(db.foreignChanges()).not.toBe(own)
  expect(db.otherProcesses()).not.toBe(foreign)
  other.close()
  db.close()
})

async function counted() {
  const db = await testDatabase()
  await db.tx(async (tx) => void tx.run(sql`create table t (n)`))
  const put = (n: number) => db.tx(async (tx) => void tx.run(sql`insert into t values (${n})`))
  return { db, put }
}
const rows = sql`select n from t`

test('reads of one moment see nothing that is committed in between, the next ones do', async () => {
  const { db, put } = await counted()
  const lengths = await db.together(async (read) => {
    const before = read.all(rows).length
    await put(1)
    return [before, read.all(rows).length, db.read.all(rows).length]
  })
  expect(lengths).toEqual([0, 0, 1])
  expect(await db.together(async (read) => read.all(rows).length)).toBe(1)
})

test('reads of one moment take turns; a fault in one takes nothing from the next', async () => {
  const { db, put } = await counted()
  const fails = db.together(async () => {
    throw new Error('this one fails')
  })
  const next = db.together(async (read) => {
    await put(1)
    return read.all(rows).length
  })
  await expect(fails).rejects.toThrow('this one fails')
  expect(await next).toBe(1)
  await expect(db.together(() => db.together(async () => 1))).rejects.toThrow(/inside such reads/)
})

test('all or nothing: what is written is seen inside, and by others only when all of it is', async () => {
  const { db } = await counted()
  const seen = await db.allOrNothing(async (whole) => {
    await Promise.all(
      [1, 2].map((n) => whole.tx(async (tx) => void tx.run(sql`insert into t values (${n})`))),
    )
    const failing = whole.tx(async (tx) => {
      tx.run(sql`insert into t values (3)`)
      throw new Error('only this one is undone')
    })
    await expect(failing).rejects.toThrow('only this one')
    return [whole.read.all(rows).length, db.read.all(rows).length]
  })
  expect(seen).toEqual([2, 0])
  expect(db.read.all(rows)).toHaveLength(2)
})

test('all or nothing: a fault in the middle leaves nothing, and the next write goes on', async () => {
  const { db, put } = await counted()
  const half = db.allOrNothing(async (whole) => {
    await whole.tx(async (tx) => void tx.run(sql`insert into t values (1)`))
    throw new Error('in the middle')
  })
  await expect(half).rejects.toThrow('in the middle')
  await put(2)
  expect(db.read.all(rows)).toEqual([{ n: 2 }])
})
