import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm'
import type { Queries, Transaction } from '#db/connection.ts'
import { jobFileParts, jobs } from '#db/schema/jobs.ts'
import type { JobId, PersonId, ShareId } from '#server/platform/rules/ids.ts'
import { kindsOfShared, type Job, type JobKind, type JobState } from './rules/job.ts'

type Row = typeof jobs.$inferSelect
/** A job as it is kept, with what is to be done. */
export type StoredJob = Job & { key: string; payload: unknown; attempts: number }

export type NewJob = {
  id: JobId
  kind: JobKind
  key: string
  person: PersonId | null
  payload: unknown
}

/** The job that stands under this key, whoever asks. */
export async function findByKey(
  tx: Transaction,
  { kind, key }: Pick<NewJob, 'kind' | 'key'>,
): Promise<StoredJob | null> {
  const [row] = await tx
    .select()
    .from(jobs)
    .where(and(eq(jobs.kind, kind), eq(jobs.key, key)))
  return row ? toJob(row) : null
}

export async function addJob(tx: Transaction, job: NewJob, at: number): Promise<StoredJob> {
  const fresh = { state: 'waiting' as const, doneSteps: 0, attempts: 0, notBefore: at }
  const [row] = await tx
    .insert(jobs)
    .values({ ...job, ...fresh, createdAt: at })
    .returning()
  if (!row) throw new Error('a job was not kept')
  return toJob(row)
}

/** The person's own job. */
export async function findJob(db: Queries, person: PersonId, id: JobId): Promise<StoredJob | null> {
  const [row] = await db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, id), eq(jobs.person, person)))
  return row ? toJob(row) : null
}

/** The person's jobs, newest first. */
export async function jobsOf(db: Queries, person: PersonId): Promise<StoredJob[]> {
  const rows = await db
    .select()
    .from(jobs)
    .where(eq(jobs.person, person))
    .orderBy(desc(jobs.createdAt), asc(jobs.id))
  return rows.map(toJob)
}

/** Takes the job that has waited longest, of those that may begin; null when there is none. */
export async function takeNext(tx: Transaction, at: number): Promise<StoredJob | null> {
  const [row] = await tx
    .select()
    .from(jobs)
    .where(and(eq(jobs.state, 'waiting'), lte(jobs.notBefore, at)))
    .orderBy(asc(jobs.notBefore), asc(jobs.createdAt), asc(jobs.id))
    .limit(1)
  if (!row) return null
  const begun = { state: 'working' as const, attempts: row.attempts + 1, doneSteps: 0 }
  await tx.update(jobs).set(begun).where(eq(jobs.id, row.id))
  return toJob({ ...row, ...begun })
}

/** When the next job may begin; null when none waits. */
export async function nextDue(db: Queries): Promise<number | null> {
  const [row] = await db
    .select({ at: jobs.notBefore })
    .from(jobs)
    .where(eq(jobs.state, 'waiting'))
    .orderBy(asc(jobs.notBefore))
    .limit(1)
  return row?.at ?? null
}

/** Jobs whose process ended in the middle wait again. */
export async function putBackWorking(tx: Transaction, at: number): Promise<void> {
  await tx.update(jobs).set({ state: 'waiting', notBefore: at }).where(eq(jobs.state, 'working'))
}

type Change = Partial<
  Pick<
    Row,
    | 'state'
    | 'payload'
    | 'doneSteps'
    | 'allSteps'
    | 'attempts'
    | 'notBefore'
    | 'reason'
    | 'fileName'
    | 'fileType'
    | 'fileBytes'
    | 'finishedAt'
    | 'expiresAt'
  >
>

/** Changes a job that stands in `state`; one that was removed or changed since stays as it is. */
export async function changeJob(
  tx: Transaction,
  id: JobId,
  state: JobState,
  change: Change,
): Promise<boolean> {
  const changed = await tx
    .update(jobs)
    .set(change)
    .where(and(eq(jobs.id, id), eq(jobs.state, state)))
    .returning({ id: jobs.id })
  return changed.length > 0
}

/** Adds a part to a job's file, while the job is being worked at; false once it is not. */
export async function addPart(
  tx: Transaction,
  job: JobId,
  part: number,
  bytes: Buffer,
): Promise<boolean> {
  const [working] = await tx
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.id, job), eq(jobs.state, 'working')))
  if (!working) return false
  await tx.insert(jobFileParts).values({ job, part, bytes })
  return true
}

export async function dropParts(tx: Transaction, job: JobId): Promise<void> {
  await tx.delete(jobFileParts).where(eq(jobFileParts.job, job))
}

export async function readPart(db: Queries, job: JobId, part: number): Promise<Buffer | null> {
  const [row] = await db
    .select({ bytes: jobFileParts.bytes })
    .from(jobFileParts)
    .where(and(eq(jobFileParts.job, job), eq(jobFileParts.part, part)))
  return row?.bytes ?? null
}

/** Removes jobs with their files: those that have had their time, or all of one person's. */
export async function removeJobs(
  tx: Transaction,
  which: { expiredAt: number } | { person: PersonId; id?: JobId },
): Promise<number> {
  const condition =
    'expiredAt' in which
      ? lte(jobs.expiresAt, which.expiredAt)
      : and(
          eq(jobs.person, which.person),
          which.id === undefined ? undefined : eq(jobs.id, which.id),
        )
  const rows = await tx.select({ id: jobs.id }).from(jobs).where(condition)
  await removeByIds(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.length
}

/** Removes the jobs, whoever's they are, whose files hold any of these shares. */
export async function removeJobsOfShares(tx: Transaction, of: readonly ShareId[]): Promise<void> {
  if (of.length === 0) return
  const rows = await tx
    .select({ id: jobs.id, payload: jobs.payload })
    .from(jobs)
    .where(inArray(jobs.kind, [...kindsOfShared]))
  const named = rows.filter(({ payload }) => {
    const text = JSON.stringify(payload)
    return of.some((share) => text.includes(share))
  })
  await removeByIds(
    tx,
    named.map(({ id }) => id),
  )
}

async function removeByIds(tx: Transaction, ids: readonly JobId[]): Promise<void> {
  if (ids.length === 0) return
  await tx.delete(jobFileParts).where(inArray(jobFileParts.job, [...ids]))
  await tx.delete(jobs).where(inArray(jobs.id, [...ids]))
}

function toJob(row: Row): StoredJob {
  const { fileName, fileType, fileBytes } = row
  const isWhole = row.state === 'done' && fileName !== null && fileType !== null
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    person: row.person,
    payload: row.payload,
    state: row.state,
    attempts: row.attempts,
    doneSteps: row.doneSteps,
    allSteps: row.allSteps,
    reason: row.reason,
    file: isWhole ? { name: fileName, type: fileType, bytes: fileBytes ?? 0 } : null,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    expiresAt: row.expiresAt,
  }
}
