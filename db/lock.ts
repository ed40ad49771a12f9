import { join } from 'node:path'
import SQLite from 'better-sqlite3'

/** Another process works on the folder. */
export class FolderInUse extends Error {
  readonly code = 'folder_in_use'
}

export type FolderLock = { release(): void }

/** A connection that nobody refers to would be closed, and its lock with it. */
const held = new Set<SQLite.Database>()

/**
 * Takes the data folder for this process, or throws FolderInUse at once. The system itself lets go
 * when the process ends, however it ends: no lock is ever left behind. What is locked is a file of
 * its own, empty for ever, so that operator's commands may work on the database beside the server.
 */
export function lockFolder(folder: string): FolderLock {
  const lock = new SQLite(join(folder, 'casecircle.lock'), { timeout: 0 })
  try {
    // Nothing is ever written there, so nothing has to be kept for a rollback.
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!isTaken(error)) throw error
    throw new FolderInUse(
      `Casecircle is running on the data folder ${folder}. Stop it first, or use another DATA_DIR.`,
    )
  }
  held.add(lock)
  return {
    release() {
      held.delete(lock)
      lock.close()
    },
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}
