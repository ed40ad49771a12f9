import type { JobId, PersonId } from '#server/platform/rules/ids.ts'

/** What work there is. A kind without its work, or with two, does not start. */
export const jobKinds = ['cpd-export', 'team-export'] as const
export type JobKind = (typeof jobKinds)[number]

/** Those whose files hold what others share: what they keep about themselves names each share. */
export const kindsOfShared = ['team-export'] as const satisfies readonly JobKind[]

/** `waiting` also between two attempts; `failed` when it was given up. */
export type JobState = 'waiting' | 'working' | 'done' | 'failed'

/** A job as the person sees it whose it is. */
export type Job = {
  id: JobId
  kind: JobKind
  person: PersonId | null
  state: JobState
  doneSteps: number
  /** Null while nobody knows how many there are. */
  allSteps: number | null
  reason: string | null
  file: { name: string; type: string; bytes: number } | null
  createdAt: number
  finishedAt: number | null
  expiresAt: number | null
}

/** So many of one person's jobs wait or are worked at together. */
export const mostUnderWay = 5
/** So many of one person's jobs are kept, finished ones and their files with them. */
export const mostKept = 20

/** Why somebody who has these jobs gets no further one, and what to do; null while there is room. */
export function whyNoMore(all: readonly Pick<Job, 'state'>[]): string | null {
  if (all.filter((job) => !isOver(job)).length >= mostUnderWay) {
    return `${mostUnderWay} of your files are being made already. Wait until one is ready, or remove one.`
  }
  if (all.length >= mostKept) {
    return `You have ${mostKept} files here already. Remove one, or wait: each of them goes after a day.`
  }
  return null
}

/** How often something is tried before it is given up. */
export const mostAttempts = 4
/** How long a finished job and its file stay. */
export const keptForMs = 86_400_000

const waits = [5_000, 60_000, 600_000]

/** How long to wait after that many attempts have failed, in ms. */
export function waitAfter(attempts: number): number {
  return waits[Math.min(attempts, waits.length) - 1] ?? 0
}

/** How far it is, 0 to 100; null while nobody knows. */
export function percentDone({ state, doneSteps, allSteps }: Job): number | null {
  if (state === 'done') return 100
  if (allSteps === null || allSteps === 0) return null
  return Math.min(99, Math.floor((doneSteps / allSteps) * 100))
}

export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return state === 'done' || state === 'failed'
}
