import type { JobKind, JobState } from '#server/jobs/rules/job.ts'
import type { JobId, PersonId } from '#server/platform/rules/ids.ts'
import {
  blob,
  declarePrivacy,
  index,
  instant,
  integer,
  json,
  notPersonal,
  personal,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from '../columns.sqlite.ts'

/** Work that is done after the request that asked for it, and survives a restart. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').$type<JobId>().primaryKey(),
    kind: text('kind').$type<JobKind>().notNull(),
    /** Asking for the same thing again, under the same key, makes no second job. */
    key: text('key').notNull(),
    /** Whose it is; null for work of the installation itself. */
    person: text('person').$type<PersonId>(),
    /** What is to be done: ids and choices, never words. */
    payload: json<unknown>('payload').notNull(),
    state: text('state').$type<JobState>().notNull(),
    doneSteps: integer('done_steps').notNull(),
    allSteps: integer('all_steps'),
    attempts: integer('attempts').notNull(),
    notBefore: instant('not_before').notNull(),
    /** Why it was given up, in a sentence for the person. */
    reason: text('reason'),
    fileName: text('file_name'),
    fileType: text('file_type'),
    fileBytes: integer('file_bytes'),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
    /** When it and its file are removed. */
    expiresAt: instant('expires_at'),
  },
  (table) => [
    uniqueIndex('jobs_key').on(table.kind, table.key),
    index('jobs_due').on(table.state, table.notBefore),
    index('jobs_person').on(table.person),
  ],
)

/** The file that a job has made, in parts; it is one only when its job is done. */
export const jobFileParts = sqliteTable(
  'job_file_parts',
  {
    job: text('job')
      .$type<JobId>()
      .notNull()
      .references(() => jobs.id),
    part: integer('part').notNull(),
    bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.job, table.part] })],
)

const asked = personal({
  category: 'facts',
  purpose: 'Does what the person has asked for, and tells when it is done',
  retention: 'one day after it is done',
  export: false,
  erasure: 'delete',
})
const file = personal({
  category: 'words',
  purpose: 'Keeps a file that the person has asked for until they fetch it',
  retention: 'one day after it is made',
  export: false,
  erasure: 'delete',
})

export const jobsPrivacy = [
  declarePrivacy(jobs, {
    id: notPersonal,
    kind: asked,
    key: asked,
    person: asked,
    payload: asked,
    state: notPersonal,
    doneSteps: notPersonal,
    allSteps: notPersonal,
    attempts: notPersonal,
    notBefore: notPersonal,
    reason: notPersonal,
    fileName: asked,
    fileType: notPersonal,
    fileBytes: notPersonal,
    createdAt: asked,
    finishedAt: asked,
    expiresAt: notPersonal,
  }),
  declarePrivacy(jobFileParts, { job: notPersonal, part: notPersonal, bytes: file }),
]
