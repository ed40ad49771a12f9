import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openDatabase, type Database } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { beginPublished } from './published.ts'

/** A folder of its own for one test, removed when the test has finished. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'casecircle-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** As `testDatabase`, with the product's own toolkits published. */
export async function publishedDatabase(): Promise<Database> {
  const file = join(testFolder(), 'casecircle.sqlite')
  beginPublished(file)
  return testDatabase(file)
}

/** A migrated database in a file of its own, closed when the test has finished. */
export async function testDatabase(
  file = join(testFolder(), 'casecircle.sqlite'),
): Promise<Database> {
  migrate(file)
  const db = openDatabase(file)
  onTestFinished(() => db.close())
  return db
}
