// Begins a migration on the file, does half of it, says so and waits to be killed.
import { writeSync } from 'node:fs'
import { openConnection } from '#db/connection.ts'
import { migrate, type Migration } from '#db/migrate.ts'

const [file = ''] = process.argv.slice(2)
const connection = openConnection(file)
const applied = connection
  .prepare<[], { tag: string; hash: string }>('select tag, hash from migrations')
  .all()
connection.close()

const half = [
  'CREATE TABLE half (id integer)',
  "UPDATE parent SET name = 'Half'",
  'DELETE FROM child',
  '',
]
Object.defineProperty(half, 3, {
  get() {
    writeSync(1, 'half')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
    return 'never reached'
  },
})
const known: Migration[] = applied.map((one) => ({ ...one, statements: [], rowsChange: [] }))
migrate(
  file,
  [...known, { tag: '0001_half', hash: 'hash', statements: half, rowsChange: [] }],
  [{ table: 'fact', erasable: ['body'] }],
)
