import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Clock } from '#server/platform/clock.server.ts'
import { errorFields, type Log } from '#server/platform/log.server.ts'
import type { PersonId, TeamId } from '#server/platform/rules/ids.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import type { NoticeKind, Tell, Tells } from '#server/reminders/notices.server.ts'
import { keptForMs, mostAttempts, waitAfter, type JobKind } from './rules/job.ts'
import * as store from './store.server.ts'

/** What work may use while it is done. */
export type JobTools = {
  /** Says how far it is; throws when the job is no longer to be done. Cheap enough for each step. */
  progress(done: number, all: number | null): Promise<void>
  /** Keeps the file, whole or not at all. Call it once. */
  keep(file: { name: string; type: string }, pieces: AsyncIterable<Uint8Array>): Promise<void>
  /** Changes what the job keeps about itself: ids of what went into its file, for `allows`. */
  amend(payload: unknown): Promise<void>
}

export type JobWork = {
  /** Does it. What it refuses is not tried again: the sentence is for the person. */
  work(
    job: { person: PersonId | null; key: string; payload: unknown },
    tools: JobTools,
  ): Promise<Outcome<null>>
  /** Whether the person whose job it is may still see it; always, when left out. */
  allows?(actor: Actor, payload: unknown): Promise<boolean>
  /** The team that it is made for, where it is for one: its page is the way back from the file. */
  team?(payload: unknown): TeamId
}

/** What jobs are kept in, told by and told to. */
export type JobParts = {
  db: Database
  clock: Clock
  log: Log
  /** How somebody hears that their job is over. */
  tells: Tells
}

type Ended = { state: 'done' } | { state: 'failed'; reason: string }

/** A job was taken away, or the product is closing: its work is to end. */
class NoLongerWanted extends Error {
  readonly code = 'job_no_longer_wanted'
}

const partBytes = 524_288
const tellsEachMs = 400
const againAfterMs = 60_000
const failed = 'Something went wrong on our side. Nothing of it was kept. Try again.'

/** Does one job after the other. */
export function createWorker({ db, clock, log, tells }: JobParts) {
  const works = new Map<JobKind, JobWork>()
  let running: Promise<void> | null = null
  let isStopped = true
  let isAskedAgain = false
  /** One may stand as being worked at, though nobody works at it. */
  let isLeftWorking = false
  let timer: NodeJS.Timeout | undefined

  function take(kind: JobKind, work: JobWork): void {
    if (works.has(kind)) throw new Error(`${kind} has work already`)
    works.set(kind, work)
  }

  /** Begins with what waits, unless it is being done already. */
  function wake(): void {
    if (isStopped) return
    if (running) {
      isAskedAgain = true
      return
    }
    isAskedAgain = false
    clearTimeout(timer)
    running = doAll()
      .catch((error: unknown) => {
        log.error(errorFields(error), 'jobs failed')
        isLeftWorking = true
        timer = setTimeout(wake, againAfterMs).unref()
      })
      .finally(() => {
        running = null
        // Whoever asked while the last look was being taken is not forgotten.
        if (isAskedAgain) wake()
      })
  }

  async function doAll(): Promise<void> {
    if (isLeftWorking) await db.tx((tx) => store.putBackWorking(tx, clock.now()))
    isLeftWorking = false
    for (;;) {
      const job = isStopped ? null : await db.tx((tx) => store.takeNext(tx, clock.now()))
      if (!job) break
      try {
        await doOne(job)
      } catch (error) {
        // Not even how it ended could be written down: it waits like any other, and the rest go on.
        log.error({ event: job.kind, ...errorFields(error) }, 'a job was left')
        await putOff(job)
      }
    }
    const due = isStopped ? null : await store.nextDue(db.read)
    if (due === null) return
    timer = setTimeout(wake, Math.max(50, due - clock.now()))
    timer.unref()
  }

  async function doOne(job: store.StoredJob): Promise<void> {
    const work = works.get(job.kind)
    // It has taken the whole process with it, again and again.
    if (job.attempts > 2 * mostAttempts) return giveUp(job, failed)
    try {
      await db.tx((tx) => store.dropParts(tx, job.id))
      if (!work) throw new Error('nobody does this kind')
      const done = await work.work(job, toolsFor(job))
      if (!done.ok) return await giveUp(job, done.error.message)
      await end(job, 'file-ready', { state: 'done' })
    } catch (error) {
      await afterFault(job, error)
    }
  }

  async function afterFault(job: store.StoredJob, error: unknown): Promise<void> {
    const isUnwanted = error instanceof NoLongerWanted
    if (isUnwanted && isStopped) {
      await db.tx((tx) => store.dropParts(tx, job.id))
      return
    }
    if (isUnwanted) return
    log.error({ event: job.kind, ...errorFields(error) }, 'a job failed')
    if (job.attempts >= mostAttempts) return giveUp(job, failed)
    await putOff(job)
  }

  async function putOff({ id, attempts }: store.StoredJob): Promise<void> {
    const notBefore = clock.now() + waitAfter(attempts)
    await db.tx(async (tx) => {
      await store.dropParts(tx, id)
      await store.changeJob(tx, id, 'working', { state: 'waiting', notBefore })
    })
  }

  function giveUp(job: store.StoredJob, reason: string): Promise<void> {
    return end(job, 'file-failed', { state: 'failed', reason })
  }

  /**
   * It is over, and whose it is hears of it: both in one commit, or neither. Where they cannot be
   * told it is over all the same: the product itself says so.
   */
  async function end(job: store.StoredJob, kind: NoticeKind, as: Ended): Promise<void> {
    const { person } = job
    if (person === null) return endIn(job, as, null)
    try {
      await endIn(job, as, await tells(kind, person))
    } catch (error) {
      log.error({ event: kind, ...errorFields(error) }, 'nobody was told of a job')
      await endIn(job, as, null)
    }
  }

  async function endIn({ id }: store.StoredJob, as: Ended, tell: Tell | null): Promise<void> {
    const finishedAt = clock.now()
    await db.tx(async (tx) => {
      if (as.state === 'failed') await store.dropParts(tx, id)
      const over = { ...as, finishedAt, expiresAt: finishedAt + keptForMs }
      const isOver = await store.changeJob(tx, id, 'working', over)
      if (isOver) await tell?.(tx, `${id} ${finishedAt}`)
    })
  }

  function toolsFor({ id }: store.StoredJob): JobTools {
    let toldAt = 0
    return {
      async progress(doneSteps, allSteps) {
        if (isStopped) throw new NoLongerWanted()
        if (performance.now() - toldAt < tellsEachMs) return
        toldAt = performance.now()
        const isWanted = await db.tx((tx) =>
          store.changeJob(tx, id, 'working', { doneSteps, allSteps }),
        )
        if (!isWanted) throw new NoLongerWanted()
      },
      async amend(payload) {
        await db.tx((tx) => store.changeJob(tx, id, 'working', { payload }))
      },
      async keep({ name, type }, pieces) {
        let bytes = 0
        let part = 0
        for await (const whole of inParts(pieces)) {
          const [at, isWanted] = [part, !isStopped]
          if (!isWanted || !(await db.tx((tx) => store.addPart(tx, id, at, whole)))) {
            throw new NoLongerWanted()
          }
          bytes += whole.length
          part += 1
        }
        const file = { fileName: name, fileType: type, fileBytes: bytes }
        await db.tx((tx) => store.changeJob(tx, id, 'working', file))
      },
    }
  }

  async function allows(actor: Actor, { kind, payload }: store.StoredJob): Promise<boolean> {
    return (await works.get(kind)?.allows?.(actor, payload)) ?? true
  }

  function teamOf({ kind, payload }: store.StoredJob): TeamId | null {
    return works.get(kind)?.team?.(payload) ?? null
  }

  async function resume(): Promise<void> {
    await db.tx((tx) => store.putBackWorking(tx, clock.now()))
    isStopped = false
    wake()
  }

  async function stop(): Promise<void> {
    isStopped = true
    clearTimeout(timer)
    await running
  }

  async function idle(): Promise<void> {
    while (running) await running
  }

  return { take, wake, allows, teamOf, resume, stop, idle }
}

/** Pieces of any size as parts of one: no part is larger, so that none is long to keep. */
async function* inParts(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + partBytes - size)
      held.push(taken)
      at += taken.length
      size += taken.length
      if (size < partBytes) continue
      yield Buffer.concat(held)
      held = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(held)
}
