/** Whether nothing can be written for now, for no fault of the room: the disk or others stand in the way. */
export function isUnavailable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === 'database_busy' || code === 'head_moved' || /^SQLITE_(FULL|IOERR|BUSY)/.test(code)
}
