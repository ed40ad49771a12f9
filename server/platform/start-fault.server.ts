/**
 * What an operator reads when the product or a command cannot start: one sentence and what to do.
 * Null for a bug, which is to be thrown with its whole trace.
 */
export function startFault(
  error: unknown,
  { port, dataDir }: { port: number; dataDir: string },
): string | null {
  if (!(error instanceof Error)) return null
  // The query builder wraps what the database says.
  if (error.cause instanceof Error) return startFault(error.cause, { port, dataDir })
  if (!('code' in error)) return null
  const code = String(error.code)
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Stop what uses it, or choose another: PORT=3001 npm start`
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'database_busy') {
    return `Another program is changing the database in ${dataDir}. Wait until it is done, then try again.`
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return `The file casecircle.sqlite in ${dataDir} is damaged or is not a database. Put a backup in its place, or set another DATA_DIR.`
  }
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') {
    return `There is no room left where ${dataDir} is. Make room, then try again.`
  }
  if (notWritable.has(code) || code.startsWith('SQLITE_')) {
    return `The data folder ${dataDir} cannot be written. Give this account the right to write there, or set DATA_DIR.`
  }
  return ours.has(code) ? error.message : null
}

const notWritable = new Set(['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST'])
const ours = new Set(['unsafe_database', 'migration_refused', 'folder_in_use'])
