// One of three processes that read a number and write it back one higher, on one file: by tx, then
// on another file by SQLite's own BEGIN. Answers how often each way failed.
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { openConnection, openDatabase } from '#db/connection.ts'

const [byTx = '', byDeferred = '', times = '0'] = process.argv.slice(2)

await togetherWithTheOthers(byTx)
const tx = await byTransaction(byTx)
await togetherWithTheOthers(byDeferred)
const deferred = await byDeferredBegin(byDeferred)
process.stdout.write(JSON.stringify({ tx, deferred }))

/** Starting a process takes long: nobody counts before all three are there. */
async function togetherWithTheOthers(file: string): Promise<void> {
  const connection = openConnection(file)
  connection.pragma('busy_timeout = 5000')
  connection.exec('insert into arrived default values')
  const here = connection.prepare<[], { n: number }>('select count(*) as n from arrived')
  while ((here.get()?.n ?? 0) < 3) await wait(2)
  connection.close()
}

async function byTransaction(file: string): Promise<number> {
  let failures = 0
  const db = openDatabase(file)
  for (let n = 0; n < Number(times); n += 1) {
    await db
      .tx(async (handle) => {
        const [row] = handle.all<{ n: number }>(sql`select n from counter`)
        await turn()
        handle.run(sql`update counter set n = ${(row?.n ?? 0) + 1}`)
      })
      .catch(() => (failures += 1))
  }
  db.close()
  return failures
}

/** A reader that wants to become a writer is refused when another has written meanwhile. */
async function byDeferredBegin(file: string): Promise<number> {
  let failures = 0
  const connection = openConnection(file)
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
  return failures
}
