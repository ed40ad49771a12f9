import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Preparation, Prepared } from './prepare.server.ts'

/** What a worker says of the work of that number. */
export type PreparedBeside =
  { index: number; prepared: Prepared } | { index: number; fault: string }

/** A worker takes about a second to begin: fewer toolkits than this are done sooner without one. */
const fewestForAWorker = 4

/**
 * Prepares each, on as many cores as there are. In the order of `works`; an Error stands in the place
 * of what could not be prepared because of a fault of ours, so that the others go on.
 */
export async function prepareAll(works: readonly Preparation[]): Promise<(Prepared | Error)[]> {
  const lanes = lanesOf(works)
  const results: (Prepared | Error)[] = []
  const beside = lanes.slice(1).map((lane) =>
    inWorker(lane.map((index) => works[index]).filter((work) => work !== undefined)).then(
      (answers) => {
        lane.forEach((index, place) => {
          results[index] = answers[place] ?? new Error('a worker ended early')
        })
      },
    ),
  )
  // The parser is loaded when something has changed: most starts publish nothing.
  const { prepare } = await import('./prepare.server.ts')
  for (const index of lanes[0] ?? []) {
    const work = works[index]
    if (work) results[index] = await prepare(work).catch(asError)
  }
  await Promise.all(beside)
  return results
}

/** Which works each core does, by their length: the longest first, always to the least busy. */
function lanesOf(works: readonly Preparation[]): number[][] {
  const size = ({ source }: Preparation) =>
    source.files.reduce((sum, one) => sum + one.text.length, 0)
  const most = Math.max(
    1,
    Math.min(availableParallelism(), 4, Math.floor(works.length / (fewestForAWorker / 2))),
  )
  const lanes = Array.from({ length: most }, () => ({ load: 0, works: [] as number[] }))
  const byLength = works.map((work, index) => ({ index, size: size(work) }))
  for (const one of byLength.sort((a, b) => b.size - a.size)) {
    const [idlest] = [...lanes].sort((a, b) => a.load - b.load)
    idlest?.works.push(one.index)
    if (idlest) idlest.load += one.size
  }
  return lanes.map((lane) => lane.works)
}

async function inWorker(works: Preparation[]): Promise<(Prepared | Error)[]> {
  const worker = new Worker(new URL('./prepare-worker.server.ts', import.meta.url), {
    workerData: works,
  })
  const answers: (Prepared | Error)[] = []
  worker.on('message', (answer: PreparedBeside) => {
    answers[answer.index] = 'prepared' in answer ? answer.prepared : new Error(answer.fault)
  })
  await once(worker, 'exit').catch((error: unknown) => {
    answers.push(asError(error))
  })
  return answers
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
