import { z } from 'zod'
import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import type { Jobs } from '#server/jobs/jobs.server.ts'
import type { Job } from '#server/jobs/rules/job.ts'
import type { JobId, PersonId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { wholeOf } from '#server/platform/zip.server.ts'
import {
  exportFileName,
  exportFormat,
  formatFacts,
  mostAtOnce,
  type ExportFormat,
} from '../rules/export-format.ts'
import { exportScope, scopeText, type ExportScope } from '../rules/export-scope.ts'
import type { CpdExport } from './export.server.ts'
import { fileOf } from './file.server.ts'
import { cpdExport } from './json.server.ts'

/** A file as a browser is given it. */
export type ExportedFile = { name: string; type: string; bytes: Buffer }

const payload = z.strictObject({
  scope: exportScope,
  format: exportFormat,
  regulator: z.string().optional(),
})
const nothingThere = () => refuse('not_found', 'There is no such entry in your record.')

/** How a record leaves as a file: at once, or as a job where it is long. Each answers its owner. */
export function createExporting({
  db,
  jobs,
  actorFor,
  exported,
}: {
  db: Database
  jobs: Jobs
  actorFor: (person: PersonId) => Promise<Actor | null>
  exported: (actor: Actor, scope: ExportScope, regulator?: string) => Promise<CpdExport | null>
}) {
  jobs.take('cpd-export', {
    async work(job, tools) {
      const { scope, format, regulator } = payload.parse(job.payload)
      const actor = job.person === null ? null : await actorFor(job.person)
      if (!actor) return refuse('forbidden', 'You are in no organisation any more.')
      const chosen = await exported(actor, scope, regulator)
      if (!chosen) return nothingThere()
      const pieces = fileOf[format](chosen, (done, all) => tools.progress(done, all))
      await tools.keep(
        { name: exportFileName(scope, format), type: formatFacts[format].type },
        pieces,
      )
      return ok(null)
    },
  })

  return {
    /** The published description of the JSON export. */
    exportSchema: schemaText(),

    /** The actor's record as one file. */
    async exportFile(
      actor: Actor,
      scope: ExportScope,
      format: ExportFormat,
      regulator?: string,
    ): Promise<Outcome<ExportedFile>> {
      const chosen = await exported(actor, scope, regulator)
      if (!chosen) return nothingThere()
      const bytes = await wholeOf(fileOf[format](chosen, () => undefined))
      return ok({
        name: exportFileName(scope, format),
        type: formatFacts[format].type,
        bytes,
      })
    },

    /** How many entries that is, where it is so long that it is made as a job; else null. */
    async longExport(actor: Actor, scope: ExportScope): Promise<number | null> {
      if (scope.kind === 'entry') return null
      const count = (await exported(actor, scope))?.entries.length ?? 0
      return count > mostAtOnce ? count : null
    },

    /** Asks for the file as a job. `id` is made by the page once: asking again makes no second. */
    async startExport(
      actor: Actor,
      id: JobId,
      scope: ExportScope,
      format: ExportFormat,
      regulator?: string,
    ): Promise<Outcome<JobId>> {
      const asked = { scope: scopeText(scope), format, regulator }
      const key = `${actor.person} ${id}`
      const job = await db.tx((tx) =>
        jobs.addIn(tx, {
          ...{ id, kind: 'cpd-export', key, person: actor.person, payload: asked },
        }),
      )
      return job.ok ? ok(job.value.id) : job
    },

    /** The actor's files that are being made or wait to be fetched, newest first. */
    exportJobs(actor: Actor): Promise<Job[]> {
      return jobs.ownAll(actor, ['cpd-export'])
    },
  }
}

/** The schema as docs/cpd-export.schema.json has it. */
export function schemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(cpdExport, { io: 'input' }), null, 2)}\n`
}
