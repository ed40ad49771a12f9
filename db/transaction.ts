import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type SQLite from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

const insideTransaction: unique symbol = Symbol('inside a transaction')

/** A handle that only exists inside `tx`; a face that must share a transaction asks for it by type. */
export type Transaction = BetterSQLite3Database & { readonly [insideTransaction]: true }

type Work = {
  run(tx: Transaction): Promise<unknown>
  resolve(value: unknown): void
  reject(reason: unknown): void
}
type Settled = { work: Work; ok: boolean; result: unknown }

const inside = new AsyncLocalStorage<true>()
const slowAfterMs = 50
const giveUpAfterMs = 2000
const atMostInOneCommit = 256

export class DatabaseBusy extends Error {
  readonly code = 'database_busy'
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}

/**
 * Makes `tx`: runs `work` inside BEGIN IMMEDIATE … COMMIT on the one writing connection, and
 * resolves only after the commit is on disk. Works that wait in the same turn of the event loop
 * share one commit, each in a savepoint of its own, so one that throws takes nothing else with it.
 * Inside `work` await queries only. `tx` inside `tx` throws. Throws DatabaseBusy after 2 s.
 */
export function createTransactions(writer: SQLite.Database, onSlow: (ms: number) => void) {
  const handle: Transaction = Object.assign(drizzle(writer), { [insideTransaction]: true as const })
  let waiting: Work[] = []
  let running = false

  async function runAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, atMostInOneCommit)
      waiting = waiting.slice(atMostInOneCommit)
      await commitTogether(batch)
    }
    running = false
  }

  async function commitTogether(batch: readonly Work[]): Promise<void> {
    const settled: Settled[] = []
    try {
      await begin(writer)
      // Waiting for another process's lock is no fault of this transaction.
      const startedAt = performance.now()
      for (const work of batch) settled.push(await inSavepoint(writer, handle, work))
      writer.exec('COMMIT')
      const took = performance.now() - startedAt
      if (took > slowAfterMs) queueMicrotask(() => onSlow(Math.round(took)))
    } catch (error) {
      for (const work of batch) work.reject(error)
      if (writer.inTransaction) rollBack(writer)
      return
    }
    for (const { work, ok, result } of settled) {
      if (ok) work.resolve(result)
      else work.reject(result)
    }
  }

  return function tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (inside.getStore())
      throw new Error('A transaction inside a transaction would wait for ever.')
    // The works of one commit come from several requests: each keeps its own caller's context.
    const asCaller = AsyncLocalStorage.snapshot()
    return new Promise<T>((resolve, reject) => {
      let value: T
      waiting.push({
        async run(transaction) {
          value = await asCaller(() => inside.run(true, () => work(transaction)))
        },
        resolve: () => resolve(value),
        reject,
      })
      if (running) return
      running = true
      setImmediate(() => void runAll())
    })
  }
}

/** A failed rollback must not stop those who wait behind it: their BEGIN will say what is wrong. */
function rollBack(writer: SQLite.Database): void {
  try {
    writer.exec('ROLLBACK')
  } catch {
    // SQLite had already rolled back, or the connection is closed.
  }
}

async function inSavepoint(
  writer: SQLite.Database,
  handle: Transaction,
  work: Work,
): Promise<Settled> {
  writer.exec('SAVEPOINT work')
  try {
    const result = await work.run(handle)
    writer.exec('RELEASE work')
    return { work, ok: true, result }
  } catch (error) {
    // An error such as a full disk has already ended the whole transaction.
    if (!writer.inTransaction) throw error
    writer.exec('ROLLBACK TO work')
    writer.exec('RELEASE work')
    return { work, ok: false, result: error }
  }
}

/** Another process may hold the write lock: wait without blocking the event loop. */
async function begin(writer: SQLite.Database): Promise<void> {
  const until = performance.now() + giveUpAfterMs
  for (;;) {
    try {
      writer.exec('BEGIN IMMEDIATE')
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() > until) throw new DatabaseBusy('The database is busy.')
      await wait(5 + Math.random() * 20)
    }
  }
}
