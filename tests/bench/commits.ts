import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openConnection, openDatabase } from '#db/connection.ts'
import { sqliteTable, text } from '#db/columns.sqlite.ts'
import { rowsOf, type Row } from './figures.ts'

const lines = sqliteTable('lines', {
  id: text('id').primaryKey(),
  body: text('body').notNull(),
})
type Rounds = { ours: number[][]; bare: number[][] }
const oneByOne = 100
const together = 100
const body = 'I would ask the school first. '.repeat(4)

/**
 * One row, durable: through `tx` and the query builder against a prepared statement on a
 * connection with the same settings, in another file; one after the other, and a hundred at once,
 * which `tx` puts into one commit as the bare side does by hand.
 */
export async function benchCommits(rounds: number, folder: string): Promise<Row[]> {
  const raw = openConnection(join(folder, 'raw.sqlite'))
  raw.exec('create table lines (id text primary key, body text not null)')
  const insert = raw.prepare('insert into lines (id, body) values (?, ?)')
  const made = openConnection(join(folder, 'ours.sqlite'))
  made.exec('create table lines (id text primary key, body text not null)')
  made.close()
  const db = openDatabase(join(folder, 'ours.sqlite'))
  const put = () =>
    db.tx(async (tx) => {
      await tx.insert(lines).values({ id: randomUUID(), body })
    })

  const single: Rounds = { ours: [], bare: [] }
  const grouped: Rounds = { ours: [], bare: [] }
  for (let number = 0; number <= rounds; number++) {
    const ours = await timed(oneByOne, put)
    const bare = await timed(oneByOne, async () => void insert.run(randomUUID(), body))
    const oursAtOnce = await timed(10, async () => {
      await Promise.all(Array.from({ length: together }, put))
    })
    const bareAtOnce = await timed(10, async () => {
      raw.exec('BEGIN IMMEDIATE')
      for (let row = 0; row < together; row++) insert.run(randomUUID(), body)
      raw.exec('COMMIT')
    })
    if (number === 0) continue
    single.ours.push(ours)
    single.bare.push(bare)
    grouped.ours.push(oursAtOnce)
    grouped.bare.push(bareAtOnce)
  }
  db.close()
  raw.close()
  return [
    ...rowsOf('Commit of one row', single.ours, single.bare, [50, 95, 99]),
    ...rowsOf('A hundred rows at once', grouped.ours, grouped.bare, [50, 95]),
  ]
}

async function timed(times: number, work: () => Promise<void>): Promise<number[]> {
  const took: number[] = []
  for (let count = 0; count < times; count++) {
    const at = performance.now()
    await work()
    took.push(performance.now() - at)
  }
  return took
}
