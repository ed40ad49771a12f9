import { join } from 'node:path'
import { openDatabase } from '#db/connection.ts'
import { systemClock } from '#server/platform/clock.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { createToolkits } from '#server/toolkits/toolkits.server.ts'

/**
 * Publishes another content folder beside a running product, as an operator does:
 * `DATA_DIR=… node tests/support/publish-folder.ts FOLDER`. Prints findings; 1 when there is one.
 */
const [folder = ''] = process.argv.slice(2)
const db = openDatabase(join(process.env['DATA_DIR'] ?? '', 'casecircle.sqlite'))
const toolkits = createToolkits({
  db,
  clock: systemClock,
  contentFolder: folder,
  log: createLog('silent'),
})
const { findings } = await toolkits.publishAll()
db.close()
for (const line of findings) console.error(line)
process.exitCode = findings.length > 0 ? 1 : 0
