import type { Database, Transaction } from '#db/connection.ts'
import { afterCommit } from '#db/transaction.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { JobId, PersonId, TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { whyNoMore, type Job } from './rules/job.ts'
import * as store from './store.server.ts'
import { createWorker, type JobParts } from './worker.server.ts'

export type { NewJob } from './store.server.ts'
export type { JobTools, JobWork } from './worker.server.ts'

const noSuchJob = () => refuse('not_found', 'There is no such file of yours. Files stay for a day.')

/**
 * Durable work: a row in the database, done at least once, tried again, going on after a restart.
 *
 * A capability says once how its kind is done, `jobs.take('cpd-export', { work })`, and asks for it
 * inside its own transaction, `jobs.addIn(tx, { id, kind, key, person, payload })`: the job begins
 * after the commit, never without it, and once for each key. `work(job, tools)` may run again after a
 * fault or a restart, so it must be right to do it twice. A file that it makes is kept by
 * `tools.keep`, whole or not at all, for a day.
 */
export function createJobs(parts: JobParts) {
  const { db, clock } = parts
  const worker = createWorker(parts)

  async function ownJob(actor: Actor, id: JobId): Promise<store.StoredJob | null> {
    const found = await store.findJob(db.read, actor.person, id)
    const owner = found?.person ?? null
    if (!found || owner === null || !can(actor, 'read', { kind: 'own-record', owner })) return null
    return (await worker.allows(actor, found)) ? found : null
  }

  return {
    take: worker.take,
    /** Begins what waits, and what a process that has ended left in the middle. */
    resume: worker.resume,
    /** Lets no further job begin, and stops the one that is being worked at. */
    stop: worker.stop,
    /** When everything that may begin now is done. */
    idle: worker.idle,

    /**
     * Asks for work inside the caller's transaction; the same key again answers the first job.
     * Refused while the person has as many as one may have.
     */
    async addIn(tx: Transaction, job: store.NewJob): Promise<Outcome<Job>> {
      const standing = await store.findByKey(tx, job)
      if (standing) return ok(standing)
      const full = job.person === null ? null : whyNoMore(await store.jobsOf(tx, job.person))
      if (full !== null) return refuse('too_many', full)
      const kept = await store.addJob(tx, job, clock.now())
      afterCommit(worker.wake)
      return ok(kept)
    },

    /** The actor's job, with the team that it is made for, where it is for one. */
    async own(actor: Actor, id: JobId): Promise<Outcome<Job & { team: TeamId | null }>> {
      const found = await ownJob(actor, id)
      return found ? ok({ ...found, team: worker.teamOf(found) }) : noSuchJob()
    },

    /** The actor's jobs of these kinds, newest first. */
    async ownAll(actor: Actor, kinds: readonly Job['kind'][]): Promise<Job[]> {
      const all = await store.jobsOf(db.read, actor.person)
      const ofKind = all.filter((job) => kinds.includes(job.kind))
      const allowed = await Promise.all(ofKind.map((job) => worker.allows(actor, job)))
      return ofKind.filter((_, at) => allowed[at])
    },

    /** The file that the actor's job has made, part by part. */
    async file(
      actor: Actor,
      id: JobId,
    ): Promise<
      Outcome<{ name: string; type: string; bytes: number; parts: AsyncGenerator<Buffer> }>
    > {
      const job = await ownJob(actor, id)
      if (!job?.file) return noSuchJob()
      return ok({ ...job.file, parts: partsOf(db, id, job.file.bytes) })
    },

    /** Tries again what was given up. */
    async retry(actor: Actor, id: JobId): Promise<Outcome<JobId>> {
      const found = await ownJob(actor, id)
      if (!found) return noSuchJob()
      await db.tx(async (tx) => {
        const again = { state: 'waiting', attempts: 0, notBefore: clock.now() } as const
        const none = { reason: null, finishedAt: null, expiresAt: null }
        await store.changeJob(tx, id, 'failed', { ...again, ...none })
        afterCommit(worker.wake)
      })
      return ok(id)
    },

    /** Removes the actor's job with its file, whatever state it is in. */
    async remove(actor: Actor, id: JobId): Promise<Outcome<JobId>> {
      const found = await ownJob(actor, id)
      if (!found) return noSuchJob()
      await db.tx((tx) => store.removeJobs(tx, { person: actor.person, id }))
      return ok(id)
    },

    /** Whether a job of the person's has come to this end and is still there. */
    async hasEnded(person: PersonId, state: 'done' | 'failed'): Promise<boolean> {
      return (await store.jobsOf(db.read, person)).some((job) => job.state === state)
    },

    /** Removes all jobs of a person, and the files that they have made. */
    eraseIn(tx: Transaction, person: PersonId): Promise<number> {
      return store.removeJobs(tx, { person })
    },

    /** Removes what has had its day. Answers how many. */
    removeExpired(): Promise<number> {
      const expiredAt = clock.now()
      return db.tx((tx) => store.removeJobs(tx, { expiredAt }))
    },
  }
}

export type Jobs = ReturnType<typeof createJobs>

/** Breaks off where the file is taken away meanwhile: half a file must not look like a whole one. */
async function* partsOf(db: Database, job: JobId, whole: number): AsyncGenerator<Buffer> {
  let read = 0
  for (let part = 0; read < whole; part += 1) {
    const bytes = await store.readPart(db.read, job, part)
    if (bytes === null) throw new Error('a file was taken away while it was fetched')
    read += bytes.length
    yield bytes
  }
}
