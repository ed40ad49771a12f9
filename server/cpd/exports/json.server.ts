import { z } from 'zod'
import { day } from '#server/platform/rules/london.ts'
import type { Evidence, Fact } from '#server/evidence/rules/evidence.ts'
import { othersFor } from '../rules/answer.ts'
import { activityLabel } from '../rules/profile.ts'
import type { CpdExport, ExportedEntry } from './export.server.ts'

const instant = z.iso.datetime()
const module = z.strictObject({
  kind: z.literal('module-completed'),
  toolkit: z.string(),
  title: z.string(),
  version: z.string(),
  release: z.string(),
  sections: z.number(),
  checks: z.number(),
  activeMinutes: z.number(),
  completedAt: instant,
})
const room = z.strictObject({
  kind: z.literal('room-attended'),
  room: z.uuid(),
  toolkit: z.string(),
  title: z.string(),
  format: z.string(),
  formatTitle: z.string(),
  stagesOpened: z.number(),
  phases: z.array(z.string()),
  phasesOpened: z.number(),
  minutesPresent: z.number(),
  peers: z.array(z.strictObject({ jobTitle: z.string(), count: z.number() })),
  facilitatorJobTitle: z.string(),
  startedAt: instant,
  endedAt: instant,
})

/** The format of the JSON export: docs/cpd-export.schema.json is made from it. */
export const cpdExport = z.strictObject({
  format: z.literal('casecircle-cpd'),
  version: z.literal(2),
  exportedAt: instant,
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('entry'), entry: z.uuid() }),
    z.strictObject({ kind: z.literal('year'), year: z.int() }),
    z.strictObject({ kind: z.literal('everything') }),
  ]),
  person: z.strictObject({ name: z.string(), jobTitle: z.string() }),
  profile: z.strictObject({
    id: z.string(),
    name: z.string(),
    validFrom: day,
    questions: z.array(z.strictObject({ id: z.string(), question: z.string() })),
  }),
  entries: z.array(
    z.strictObject({
      id: z.uuid(),
      title: z.string(),
      status: z.enum(['draft', 'ready']),
      activityType: z.strictObject({ id: z.string(), label: z.string() }).nullable(),
      date: day.nullable(),
      typedDate: z
        .strictObject({ day: z.string(), month: z.string(), year: z.string() })
        .nullable(),
      description: z.string(),
      learnt: z.string(),
      impact: z.string(),
      peerLearning: z.string(),
      others: z.record(z.string(), z.string()),
      standards: z.array(z.string()),
      minutes: z.int().nullable(),
      participatoryMinutes: z.int().nullable(),
      evidence: z.array(
        z.strictObject({
          id: z.uuid(),
          attestedAt: instant,
          fact: z.discriminatedUnion('kind', [module, room]),
        }),
      ),
      createdAt: instant,
      savedAt: instant.nullable(),
      submittedAt: instant.nullable(),
    }),
  ),
})
export type CpdExportJson = z.input<typeof cpdExport>

/** A record as JSON. Reading it back by `cpdExport` gives every text and fact unchanged. */
export function jsonOf(exported: CpdExport): string {
  const { profile } = exported
  const document: CpdExportJson = {
    format: 'casecircle-cpd',
    version: 2,
    exportedAt: iso(exported.at),
    scope: exported.scope,
    person: exported.person,
    profile: {
      id: profile.id,
      name: profile.name,
      validFrom: profile.validFrom,
      questions: profile.fields.map(({ id, question }) => ({ id, question })),
    },
    entries: exported.entries.map((one) => entryOf(exported, one)),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function entryOf(
  { profile }: CpdExport,
  { entry, title, evidence }: ExportedEntry,
): CpdExportJson['entries'][number] {
  const { activityType, ...fields } = entry.fields
  return {
    id: entry.id,
    title,
    status: entry.status,
    activityType:
      activityType === null
        ? null
        : { id: activityType, label: activityLabel(profile, activityType) ?? activityType },
    ...fields,
    others: othersFor(profile, entry.fields),
    typedDate: entry.typedDate,
    standards: entry.standards,
    minutes: entry.minutes,
    participatoryMinutes: entry.participatoryMinutes,
    evidence: evidence.map(evidenceOf),
    createdAt: iso(entry.createdAt),
    savedAt: entry.savedAt === null ? null : iso(entry.savedAt),
    submittedAt: entry.submittedAt === null ? null : iso(entry.submittedAt),
  }
}

function evidenceOf({ id, at, fact }: Evidence) {
  return { id, attestedAt: iso(at), fact: factOf(fact) }
}

function factOf(fact: Fact) {
  if (fact.kind === 'module-completed') return { ...fact, completedAt: iso(fact.completedAt) }
  return { ...fact, startedAt: iso(fact.startedAt), endedAt: iso(fact.endedAt) }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
