// Starts a migration of the file and stops on the way, for the test to act in between:
// `half` does half of the migration, says so, and waits to be killed; `looked` says so when it has
// seen what is to be done, and goes on to wait for the lock. Answers what it applied.
import { writeSync } from 'node:fs'
import { openConnection } from '#db/connection.ts'
import { migrate, type Migration } from '#db/migrate.ts'

const [file = '', stop = ''] = process.argv.slice(2)
const connection = openConnection(file)
const applied = connection
  .prepare<[], { tag: string; hash: string }>('select tag, hash from migrations')
  .all()
connection.close()

const statements = [
  'CREATE TABLE half (id integer)',
  "UPDATE parent SET name = 'Half'",
  'DELETE FROM child',
]
const next: Migration = {
  tag: '0001_half',
  hash: 'hash',
  statements: stop === 'half' ? statements : statements.slice(0, 1),
  rowsChange: [],
}
if (stop === 'half') {
  Object.defineProperty(next.statements, 3, {
    get() {
      writeSync(1, 'half ')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
      return 'never reached'
    },
  })
} else {
  Object.defineProperty(next, 'tag', {
    get() {
      writeSync(1, 'looked ')
      return '0001_half'
    },
  })
}
const known = applied.map((one): Migration => ({ ...one, statements: [], rowsChange: [] }))
const done = migrate(file, [...known, next], [{ table: 'fact', erasable: ['body'] }])
writeSync(1, JSON.stringify(done))
