import { parentPort, workerData } from 'node:worker_threads'
import { prepare, type Preparation } from './prepare.server.ts'
import type { PreparedBeside } from './prepare-all.server.ts'

/** The second core while toolkits are published: prepares what it is given, one after the other. */
const given: unknown = workerData
const works = isWork(given) ? given : []

for (const [index, work] of works.entries()) {
  const media = work.source.media.map((one) => ({ ...one, bytes: Buffer.from(one.bytes) }))
  const answer: PreparedBeside = await prepare({ ...work, source: { ...work.source, media } }).then(
    (prepared) => ({ index, prepared }),
    (error: unknown) => ({ index, fault: error instanceof Error ? (error.stack ?? '') : '' }),
  )
  parentPort?.postMessage(answer)
}

/** Given by prepareAll of the same process, and by nobody else. */
function isWork(value: unknown): value is Preparation[] {
  return Array.isArray(value)
}
