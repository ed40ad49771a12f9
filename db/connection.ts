import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { allOrNothing, createTransactions, type Transaction } from './transaction.ts'

/** A handle for queries: drizzle's common surface, always awaited. */
export type Queries = BetterSQLite3Database & { readonly $client: SQLite.Database }
export type { Transaction } from './transaction.ts'

export type Database = {
  /** Reads only: the connection refuses to write. */
  read: Queries
  /**
   * Several reads of one moment: what is committed in between is not seen by any of them. Inside
   * `work` await queries on its handle only; it waits for others who read so.
   */
  together<T>(work: (read: Queries) => Promise<T>): Promise<T>
  /** The same for what takes long: in a line of its own, so that nobody who reads together waits. */
  atLeisure<T>(work: (read: Queries) => Promise<T>): Promise<T>
  /** The one way to write; see createTransactions. */
  tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * Before anybody is served: what `work` writes through the database handed to it becomes one
   * commit, or none of it does.
   */
  allOrNothing<T>(work: (database: Database) => Promise<T>): Promise<T>
  /** A number that moves when anybody has committed to the same file: we or another process. */
  foreignChanges(): number
  /** The same for other processes alone. */
  otherProcesses(): number
  /**
   * Empties the write-ahead log, which holds what was overwritten until then. False when somebody
   * was still reading an earlier state after a while: then it is to be tried again.
   */
  emptyLog(): Promise<boolean>
  close(): void
}

/** Settings of every connection: R1 of the trust page. Durable before acknowledged, strict, erasing. */
export const pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  recursive_triggers: 1,
  trusted_schema: 0,
  busy_timeout: 50,
  secure_delete: 1,
} as const

/** The first SQLite without the write-ahead log's reset fault. */
const oldestSafeSqlite = [3, 51, 3] as const

export class UnsafeDatabase extends Error {
  readonly code = 'unsafe_database'
}

/** Sets each pragma and reads it back; throws UnsafeDatabase when SQLite did not take one. */
export function applyPragmas(connection: SQLite.Database): void {
  for (const [name, wanted] of Object.entries(pragmas)) {
    connection.pragma(`${name} = ${wanted}`)
    const got = connection.pragma(name, { simple: true })
    if (got !== wanted) {
      throw new UnsafeDatabase(
        `The database does not keep its promises: ${name} is ${String(got)}, it must be ${wanted}.`,
      )
    }
  }
}

/** Throws UnsafeDatabase when SQLite itself is too old to be trusted with a write-ahead log. */
export function assertSafeSqlite(version: string): void {
  const found = version.split('.').map(Number)
  for (const [index, least] of oldestSafeSqlite.entries()) {
    const part = found[index] ?? 0
    if (part > least) return
    if (part < least) {
      throw new UnsafeDatabase(
        `SQLite ${version} can lose a write. Install SQLite ${oldestSafeSqlite.join('.')} or later.`,
      )
    }
  }
}

/** Opens `file` with every setting of R1 in force, or throws UnsafeDatabase and leaves it closed. */
export function openConnection(file: string): SQLite.Database {
  const connection = new SQLite(file)
  try {
    const version = connection.prepare<[], { v: string }>('select sqlite_version() as v').get()
    assertSafeSqlite(version?.v ?? '0.0.0')
    applyPragmas(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function openReader(file: string): SQLite.Database {
  const reader = openConnection(file)
  reader.pragma('query_only = 1')
  if (reader.pragma('query_only', { simple: true }) === 1) return reader
  reader.close()
  throw new UnsafeDatabase('The database does not keep its promises: the reader could write.')
}

/** `together` on a connection of its own: a read transaction there keeps nobody else waiting. */
function createTogether(reader: SQLite.Database): Database['together'] {
  const handle = drizzle(reader)
  const [begin, end] = [reader.prepare('BEGIN'), reader.prepare('COMMIT')]
  const inside = new AsyncLocalStorage<true>()
  let last: Promise<unknown> = Promise.resolve()

  async function atOneMoment<T>(work: (read: Queries) => Promise<T>): Promise<T> {
    begin.run()
    try {
      return await inside.run(true, () => work(handle))
    } finally {
      end.run()
    }
  }

  return async (work) => {
    if (inside.getStore()) throw new Error('Reads inside such reads would wait for ever.')
    const done = last.then(() => atOneMoment(work))
    last = done.catch(() => undefined)
    return done
  }
}

/**
 * Opens the product's database: one writing connection, and three that can only read. `onSlow` hears
 * of transactions over 50 ms.
 */
export function openDatabase(file: string, onSlow: (ms: number) => void = () => {}): Database {
  const writer = openConnection(file)
  const reader = openReader(file)
  const [momentReader, leisureReader] = [openReader(file), openReader(file)]
  // A connection does not count its own commits: the reader has none, all of ours are the writer's.
  const [foreignChanges, otherProcesses] = [dataVersionOf(reader), dataVersionOf(writer)]
  return {
    read: drizzle(reader),
    together: createTogether(momentReader),
    atLeisure: createTogether(leisureReader),
    tx: createTransactions(writer, onSlow),
    allOrNothing: (work) =>
      allOrNothing(writer, (tx, read) => work(withinOne({ tx, read, otherProcesses }))),
    foreignChanges,
    otherProcesses,
    emptyLog: () => emptyLogOf(writer),
    close() {
      reader.close()
      momentReader.close()
      leisureReader.close()
      writer.pragma('wal_checkpoint(TRUNCATE)')
      writer.close()
    },
  }
}

/**
 * A database that is nowhere but in this process's memory, and gone with it: for what must leave no
 * record. One connection reads and writes, so reads of one moment take their turn as writes do.
 */
export function openInMemory(prepare: (connection: SQLite.Database) => void): Database {
  const connection = new SQLite(':memory:')
  prepare(connection)
  connection.pragma(`foreign_keys = ${pragmas.foreign_keys}`)
  const tx = createTransactions(connection, () => {})
  const changes = connection.prepare<[], { n: number }>('select total_changes() as n')
  const otherProcesses = () => 0
  return {
    read: drizzle(connection),
    together: (work) => tx((read) => work(read)),
    atLeisure: (work) => tx((read) => work(read)),
    tx,
    allOrNothing: (work) =>
      allOrNothing(connection, (nested, read) =>
        work(withinOne({ tx: nested, read, otherProcesses })),
      ),
    foreignChanges: () => changes.get()?.n ?? 0,
    otherProcesses,
    emptyLog: () => Promise.resolve(true),
    close: () => void connection.close(),
  }
}

const emptyWithinMs = 3_000

/** Between two transactions, when nobody reads what stood before. */
async function emptyLogOf(writer: SQLite.Database): Promise<boolean> {
  const checkpoint = writer.prepare<[], { busy: number }>('pragma wal_checkpoint(TRUNCATE)')
  const until = performance.now() + emptyWithinMs
  do {
    if (!writer.inTransaction && checkpoint.get()?.busy === 0) return true
    await wait(20)
  } while (performance.now() < until)
  return false
}

function dataVersionOf(connection: SQLite.Database): () => number {
  const version = connection.prepare<[], { data_version: number }>('pragma data_version')
  return () => version.get()?.data_version ?? 0
}

/** The database as it is seen from inside its one great transaction. */
function withinOne(parts: Pick<Database, 'tx' | 'read' | 'otherProcesses'>): Database {
  let asked = 0
  const database: Database = {
    ...parts,
    // Nothing is committed here, so nobody may take what they read before for the newest.
    foreignChanges: () => (asked += 1),
    together: (work) => work(parts.read),
    atLeisure: (work) => work(parts.read),
    allOrNothing: (work) => work(database),
    emptyLog: () => Promise.resolve(false),
    close: () => undefined,
  }
  return database
}
