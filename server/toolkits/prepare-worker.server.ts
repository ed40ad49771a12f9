import { parentPort, workerData } from 'node:worker_threads'
import { taken, type PreparedBeside, type Queue } from './prepare-all.server.ts'
import { prepare } from './prepare.server.ts'

/** Another core while toolkits are published: prepares what nobody else has taken. */
const given: unknown = workerData

if (isQueue(given)) {
  for (const [place, work] of taken(given)) {
    const media = work.source.media.map((one) => ({ ...one, bytes: asBuffer(one.bytes) }))
    const answer: PreparedBeside = await prepare({
      ...work,
      source: { ...work.source, media },
    }).then(
      (prepared) => ({ place, prepared }),
      (error: unknown) => ({ place, fault: error instanceof Error ? (error.stack ?? '') : '' }),
    )
    parentPort?.postMessage(answer)
  }
}

/** On its way here a buffer has become plain bytes. */
function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** Given by prepareAll of the same process, and by nobody else. */
function isQueue(value: unknown): value is Queue {
  return typeof value === 'object' && value !== null && 'works' in value && 'next' in value
}
