import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import type SQLite from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

const insideTransaction: unique symbol = Symbol('inside a transaction')

/** A handle that only exists inside `tx`; a face that must share a transaction asks for it by type. */
export type Transaction = BetterSQLite3Database & {
  readonly [insideTransaction]: true
  readonly $client: SQLite.Database
}

type Work = {
  run(tx: Transaction): Promise<unknown>
  resolve(value: unknown): void
  reject(reason: unknown): void
  /** What its works have asked to be done once all of it is on disk. */
  afterwards: (() => void)[]
}
type Settled = { work: Work; ok: boolean; result: unknown }

const inside = new AsyncLocalStorage<Work['afterwards']>()
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
 * Inside a transaction: does `work` at the moment at which it is committed, before anybody who
 * waits for the transaction goes on and before any later one begins; never when it is rolled back.
 * For telling in this process only: it must neither wait nor throw.
 */
export function afterCommit(work: () => void): void {
  const afterwards = inside.getStore()
  if (!afterwards) throw new Error('There is no transaction here whose commit could be awaited.')
  afterwards.push(work)
}

/**
 * Makes `tx`: runs `work` inside BEGIN IMMEDIATE … COMMIT on the one writing connection, and
 * resolves only after the commit is on disk. Works that wait in the same turn of the event loop
 * share one commit, each in a savepoint of its own, so one that throws takes nothing else with it.
 * Inside `work` await queries only. `tx` inside `tx` throws. Throws DatabaseBusy after 2 s.
 */
export function createTransactions(writer: SQLite.Database, onSlow: (ms: number) => void) {
  const handle = handleOn(writer)
  const say = statements(writer)
  let waiting: Work[] = []
  let running = false

  async function runAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, atMostInOneCommit)
      waiting = waiting.slice(atMostInOneCommit)
      await commitTogether(batch)
      // What was acknowledged is handed on, and what came is read, before the next ones.
      if (waiting.length > 0) await nextTurn()
    }
    running = false
  }

  async function commitTogether(batch: readonly Work[]): Promise<void> {
    const settled: Settled[] = []
    try {
      await begin(say)
      // Waiting for another process's lock is no fault of this transaction.
      const startedAt = performance.now()
      for (const work of batch) settled.push(await inSavepoint(writer, say, handle, work))
      say.commit.run()
      const took = performance.now() - startedAt
      if (took > slowAfterMs) queueMicrotask(() => onSlow(Math.round(took)))
    } catch (error) {
      for (const work of batch) work.reject(error)
      if (writer.inTransaction) rollBack(writer)
      return
    }
    for (const { work, ok } of settled) if (ok) tellAll(work.afterwards)
    for (const { work, ok, result } of settled) {
      if (ok) work.resolve(result)
      else work.reject(result)
    }
  }

  return function tx<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    refuseInside()
    // The works of one commit come from several requests: each keeps its own caller's context.
    const asCaller = AsyncLocalStorage.snapshot()
    return new Promise<T>((resolve, reject) => {
      let value: T
      const afterwards: Work['afterwards'] = []
      waiting.push({
        async run(transaction) {
          value = await asCaller(() => inside.run(afterwards, () => work(transaction)))
        },
        resolve: () => resolve(value),
        reject,
        afterwards,
      })
      if (running) return
      running = true
      setImmediate(() => void runAll())
    })
  }
}

/** A `tx` that works inside a transaction which is already going on: each work in a savepoint. */
export type Nested = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>

/**
 * Everything that `work` writes through the `tx` handed to it becomes one commit, or, when it throws
 * or the process ends, none of it does. Holds the writing connection all the while: only for what
 * happens before anybody else is served.
 */
export async function allOrNothing<T>(
  writer: SQLite.Database,
  work: (tx: Nested, read: Transaction) => Promise<T>,
): Promise<T> {
  const handle = handleOn(writer)
  const say = statements(writer)
  const afterwards: Work['afterwards'] = []
  let last: Promise<unknown> = Promise.resolve()
  const nested: Nested = async (one) => {
    refuseInside()
    const own: Work['afterwards'] = []
    const done = last.then(() => savepoint(writer, say, () => inside.run(own, () => one(handle))))
    last = done.catch(() => undefined)
    const result = await done
    afterwards.push(...own)
    return result
  }
  await begin(say)
  try {
    const result = await work(nested, handle)
    await last
    say.commit.run()
    tellAll(afterwards)
    return result
  } catch (error) {
    if (writer.inTransaction) rollBack(writer)
    throw error
  }
}

function refuseInside(): void {
  if (inside.getStore()) throw new Error('A transaction inside a transaction would wait for ever.')
}

type Statements = ReturnType<typeof statements>

/** Prepared once: every command runs through these. */
function statements(writer: SQLite.Database) {
  return {
    begin: writer.prepare('BEGIN IMMEDIATE'),
    commit: writer.prepare('COMMIT'),
    open: writer.prepare('SAVEPOINT work'),
    keep: writer.prepare('RELEASE work'),
    undo: writer.prepare('ROLLBACK TO work'),
  }
}

function handleOn(writer: SQLite.Database): Transaction {
  return Object.assign(drizzle(writer), { [insideTransaction]: true as const })
}

/** What is told must not undo what is done: a fault there is logged as nobody's. */
function tellAll(afterwards: readonly (() => void)[]): void {
  for (const tell of afterwards) {
    try {
      tell()
    } catch (error) {
      void Promise.reject(error instanceof Error ? error : new Error(String(error)))
    }
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
  say: Statements,
  handle: Transaction,
  work: Work,
): Promise<Settled> {
  try {
    return { work, ok: true, result: await savepoint(writer, say, () => work.run(handle)) }
  } catch (error) {
    // An error such as a full disk has already ended the whole transaction.
    if (!writer.inTransaction) throw error
    return { work, ok: false, result: error }
  }
}

/** Keeps what `work` does, or takes it back when it throws. */
async function savepoint<T>(
  writer: SQLite.Database,
  say: Statements,
  work: () => Promise<T>,
): Promise<T> {
  say.open.run()
  try {
    const result = await work()
    say.keep.run()
    return result
  } catch (error) {
    if (writer.inTransaction) {
      say.undo.run()
      say.keep.run()
    }
    throw error
  }
}

/** Another process may hold the write lock: wait without blocking the event loop. */
async function begin(say: Statements): Promise<void> {
  const until = performance.now() + giveUpAfterMs
  for (;;) {
    try {
      say.begin.run()
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() > until) throw new DatabaseBusy('The database is busy.')
      await wait(5 + Math.random() * 20)
    }
  }
}
