// One of several processes that read a number and write it back one higher, on one file.
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { applyPragmas, openConnection, openDatabase } from '#db/connection.ts'

const [file = '', way = '', times = '0'] = process.argv.slice(2)
let failures = 0

await togetherWithTheOthers()
if (way === 'tx') await byTransaction()
else await deferred()
process.stdout.write(String(failures))

/** Starting a process takes long: nobody counts before all three are there. */
async function togetherWithTheOthers(): Promise<void> {
  const connection = openConnection(file)
  connection.pragma('busy_timeout = 5000')
  connection.exec('insert into arrived default values')
  const here = connection.prepare<[], { n: number }>('select count(*) as n from arrived')
  while ((here.get()?.n ?? 0) < 3) await wait(2)
  connection.close()
}

async function byTransaction(): Promise<void> {
  const db = openDatabase(file)
  for (let n = 0; n < Number(times); n += 1) {
    await db
      .tx(async (tx) => {
        const [row] = tx.all<{ n: number }>(sql`select n from counter`)
        await turn()
        tx.run(sql`update counter set n = ${(row?.n ?? 0) + 1}`)
      })
      .catch(() => (failures += 1))
  }
  db.close()
}

/** The same with SQLite's own BEGIN: a reader that wants to become a writer may be refused. */
async function deferred(): Promise<void> {
  const connection = new SQLite(file)
  applyPragmas(connection)
  for (let n = 0; n < Number(times); n += 1) {
    try {
      connection.exec('begin')
      const row = connection.prepare<[], { n: number }>('select n from counter').get()
      await turn()
      connection.prepare('update counter set n = ?').run((row?.n ?? 0) + 1)
      connection.exec('commit')
    } catch {
      failures += 1
      if (connection.inTransaction) connection.exec('rollback')
    }
  }
  connection.close()
}
