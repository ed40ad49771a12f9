import type { Queries } from './connection.ts'

/**
 * A query that each handle builds and prepares once: building it again costs more than running it.
 * For what runs with every request or command.
 */
export function prepared<P>(make: (db: Queries) => P): (db: Queries) => P {
  const made = new WeakMap<Queries, P>()
  return (db) => {
    const known = made.get(db)
    if (known) return known
    const fresh = make(db)
    made.set(db, fresh)
    return fresh
  }
}
