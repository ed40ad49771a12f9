import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Preparation, Prepared } from './prepare.server.ts'

/** What every core is given: all the work, and the place of the next that nobody has taken. */
export type Queue = { works: Preparation[]; next: Int32Array }

/** What a worker says of the work at that place of the queue. */
export type PreparedBeside =
  { place: number; prepared: Prepared } | { place: number; fault: string }

/** A worker takes about a second to begin: fewer toolkits than this are done sooner without one. */
const fewestForAWorker = 4

/** Room for what is thrown away soon: a syntax tree is, and to tidy up less often saves a tenth. */
const youngGenerationMb = 64

/**
 * Prepares each, on as many cores as there are. In the order of `works`; an Error stands in the place
 * of what could not be prepared because of a fault of ours, so that the others go on.
 */
export async function prepareAll(works: readonly Preparation[]): Promise<(Prepared | Error)[]> {
  const order = longestFirst(works)
  const queue = {
    works: order.map(({ work }) => work),
    next: new Int32Array(new SharedArrayBuffer(4)),
  }
  const results: (Prepared | Error)[] = works.map(() => new Error('a worker ended early'))
  const keep = (place: number, result: Prepared | Error) => {
    const index = order[place]?.index
    if (index !== undefined) results[index] = result
  }
  const shared = { ...queue, works: queue.works.map(sharedMedia) }
  const beside = Array.from({ length: workersFor(works) }, () => inWorker(shared, keep))
  // The parser is loaded when something has changed: most starts publish nothing.
  const { prepare } = await import('./prepare.server.ts')
  for (const [place, work] of taken(queue)) keep(place, await prepare(work).catch(asError))
  await Promise.all(beside)
  return results
}

/** Takes one work after the other, until the cores together have taken them all. */
export function* taken({ works, next }: Queue): Generator<[number, Preparation]> {
  for (;;) {
    const place = Atomics.add(next, 0, 1)
    const work = works[place]
    if (!work) return
    yield [place, work]
  }
}

/** So that none of the cores begins its longest when the others have done. */
function longestFirst(works: readonly Preparation[]): { work: Preparation; index: number }[] {
  const size = ({ source }: Preparation) =>
    source.files.reduce((sum, one) => sum + one.text.length, 0)
  return works
    .map((work, index) => ({ work, index, size: size(work) }))
    .sort((a, b) => b.size - a.size)
}

function workersFor(works: readonly Preparation[]): number {
  const lanes = Math.min(
    availableParallelism(),
    4,
    Math.floor(works.length / (fewestForAWorker / 2)),
  )
  return Math.max(0, lanes - 1)
}

/** Pictures and videos once for all workers, however many there are. */
function sharedMedia(work: Preparation): Preparation {
  const media = work.source.media.map((one) => {
    const bytes = Buffer.from(new SharedArrayBuffer(one.bytes.length))
    one.bytes.copy(bytes)
    return { ...one, bytes }
  })
  return { ...work, source: { ...work.source, media } }
}

async function inWorker(
  queue: Queue,
  keep: (place: number, result: Prepared | Error) => void,
): Promise<void> {
  const worker = new Worker(new URL('./prepare-worker.server.ts', import.meta.url), {
    workerData: queue,
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  })
  worker.on('message', (answer: PreparedBeside) => {
    keep(answer.place, 'prepared' in answer ? answer.prepared : new Error(answer.fault))
  })
  // What it had not taken is done by the others; what it had taken stays an Error.
  await once(worker, 'exit').catch(() => undefined)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
