import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import SQLite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { applyPragmas, openConnection, openDatabase } from '#db/connection.ts'
import { afterCommit, createTransactions } from '#db/transaction.ts'
import { testFolder } from '#tests/support/database.ts'

const run = promisify(execFile)
const counted = z.strictObject({ tx: z.number(), deferred: z.number() })

function counterDatabase() {
  const file = join(testFolder(), 'counter.sqlite')
  const db = openDatabase(file)
  onTestFinished(() => db.close())
  const other = openConnection(file)
  onTestFinished(() => void other.close())
  other.exec('create table counter (n integer not null); insert into counter values (0)')
  other.exec('create table kept (n integer primary key); create table arrived (at integer)')
  const count = () => other.prepare<[], { n: number }>('select n from counter').get()?.n
  const kept = () => other.prepare<[], { n: number }>('select count(*) as n from kept').get()?.n
  return { file, db, other, count, kept }
}

/** The one writing connection with every statement written down. */
function traced() {
  const said: string[] = []
  const writer = new SQLite(join(testFolder(), 'traced.sqlite'), {
    verbose: (line) => said.push(String(line)),
  })
  onTestFinished(() => void writer.close())
  applyPragmas(writer)
  writer.exec('create table kept (n integer primary key)')
  said.length = 0
  const slow: number[] = []
  const tx = createTransactions(writer, (ms) => slow.push(ms))
  return { tx, writer, slow, times: (what: string) => said.filter((line) => line === what).length }
}

test('R2: of 200 works at once of which one fails, 199 are kept', async () => {
  const { db, kept } = counterDatabase()
  const settled = await Promise.allSettled(
    Array.from({ length: 200 }, (_, n) =>
      db.tx(async (tx) => {
        tx.run(sql`insert into kept values (${n})`)
        await turn()
        if (n === 77) throw new Error('this one fails')
        return n
      }),
    ),
  )
  expect(settled.filter((one) => one.status === 'rejected')).toHaveLength(1)
  expect(settled[77]).toMatchObject({ status: 'rejected', reason: { message: 'this one fails' } })
  expect(settled[78]).toEqual({ status: 'fulfilled', value: 78 })
  expect(kept()).toBe(199)
  expect(db.read.all(sql`select n from kept where n = 77`)).toEqual([])
})

test('R2: a transaction inside a transaction throws, and those behind it go on', async () => {
  const { db, kept } = counterDatabase()
  const nested = db.tx(async (tx) => {
    tx.run(sql`insert into kept values (1)`)
    await db.tx(async () => undefined)
  })
  const behind = db.tx(async (tx) => void tx.run(sql`insert into kept values (2)`))
  await expect(nested).rejects.toThrow(/inside a transaction/)
  await behind
  expect(kept()).toBe(1)
})

test('R2: works of one turn share one commit, works of later turns have their own', async () => {
  const { tx, times } = traced()
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      tx(async (handle) => void handle.run(sql`insert into kept values (${n})`)),
    ),
  )
  expect(times('BEGIN IMMEDIATE')).toBe(1)
  expect(times('COMMIT')).toBe(1)
  for (const n of [31, 32, 33]) {
    await tx(async (handle) => void handle.run(sql`insert into kept values (${n})`))
  }
  expect(times('COMMIT')).toBe(4)
})

test('R2: nobody is told before the commit they share is on disk', async () => {
  const { db, other } = counterDatabase()
  const seen = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      await db.tx(async (tx) => void tx.run(sql`insert into kept values (${n})`))
      return other.prepare<[number], { n: number }>('select n from kept where n = ?').get(n)?.n
    }),
  )
  expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => n))
})

test('what waits for a commit is told at the commit, before anybody goes on; never of what failed', async () => {
  const { db, other } = counterDatabase()
  const told: unknown[] = []
  const look = () => other.prepare('select n from kept').all().length
  const put = (n: number, fails = false) =>
    db
      .tx(async (tx) => {
        tx.run(sql`insert into kept values (${n})`)
        afterCommit(() => told.push(['told', n, look()]))
        if (fails) throw new Error('undone')
      })
      .then(
        () => told.push(['went on', n]),
        () => told.push(['failed', n]),
      )
  await Promise.all([put(1), put(2, true), put(3)])
  expect(told).toEqual([
    ['told', 1, 2],
    ['told', 3, 2],
    ['went on', 1],
    ['failed', 2],
    ['went on', 3],
  ])
  expect(() => afterCommit(() => undefined)).toThrow(/no transaction/)
})

test('R2: when the shared commit fails, everybody is told so, and the next ones go on', async () => {
  const { tx, writer } = traced()
  writer.exec('create table parent (id integer primary key)')
  writer.exec(
    'create table child (id integer references parent deferrable initially deferred not null)',
  )
  const works = [
    tx(async (handle) => void handle.run(sql`insert into kept values (1)`)),
    tx(async (handle) => void handle.run(sql`insert into child values (9)`)),
  ]
  const settled = await Promise.allSettled(works)
  expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected'])
  await tx(async (handle) => void handle.run(sql`insert into kept values (2)`))
  expect(writer.prepare('select n from kept').all()).toEqual([{ n: 2 }])
})

test('R2: a slow transaction is reported, waiting for another process is not', async () => {
  const { tx, slow } = traced()
  const began = performance.now()
  await tx(async () => undefined)
  await turn()
  // Where the machine stood still meanwhile, even this one was slow.
  if (performance.now() - began < 50) expect(slow).toEqual([])
  slow.length = 0
  await tx(async () => {
    const until = performance.now() + 60
    while (performance.now() < until);
  })
  await turn()
  expect(slow).toHaveLength(1)
})

test('R2: while another process holds the lock, the event loop goes on and the work is done after', async () => {
  const { db, other, kept } = counterDatabase()
  other.exec('begin immediate')
  let turns = 0
  const work = db.tx(async (tx) => void tx.run(sql`insert into kept values (1)`))
  while (turns < 200) {
    await turn()
    turns += 1
  }
  other.exec('commit')
  await work
  expect(kept()).toBe(1)
})

test('R2: a lock that is never let go is answered as busy after two seconds', async () => {
  const { db, other } = counterDatabase()
  other.exec('begin immediate')
  await expect(db.tx(async () => undefined)).rejects.toMatchObject({ code: 'database_busy' })
  other.exec('rollback')
  await expect(db.tx(async () => 'done')).resolves.toBe('done')
})

test('R2: 200 who read and write back at once lose nothing', async () => {
  const { db, count } = counterDatabase()
  await Promise.all(
    Array.from({ length: 200 }, () =>
      db.tx(async (tx) => {
        const [row] = tx.all<{ n: number }>(sql`select n from counter`)
        await turn()
        tx.run(sql`update counter set n = ${(row?.n ?? 0) + 1}`)
      }),
    ),
  )
  expect(count()).toBe(200)
})

test('R2 ★: the same without a transaction loses updates', async () => {
  const { other, count } = counterDatabase()
  await Promise.all(
    Array.from({ length: 200 }, async () => {
      const row = other.prepare<[], { n: number }>('select n from counter').get()
      await turn()
      other.prepare('update counter set n = ?').run((row?.n ?? 0) + 1)
    }),
  )
  expect(count()).toBeLessThan(200)
})

test('R2: three processes that read and write back fail never; ★ with a deferred BEGIN they do', async () => {
  const byTx = counterDatabase()
  const deferred = counterDatabase()
  const script = join(import.meta.dirname, 'counting-process.ts')
  const args = ['--disable-warning=ExperimentalWarning', script, byTx.file, deferred.file, '120']
  const done = await Promise.all([1, 2, 3].map(() => run(process.execPath, args)))
  const failures = done.map(({ stdout }) => counted.parse(JSON.parse(stdout)))
  expect(failures.map((one) => one.tx)).toEqual([0, 0, 0])
  expect(byTx.count()).toBe(360)
  const refused = failures.reduce((sum, one) => sum + one.deferred, 0)
  expect(refused).toBeGreaterThan(0)
  expect(deferred.count()).toBe(360 - refused)
})
