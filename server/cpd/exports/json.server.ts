import { z } from 'zod'
import { createBreath } from '#server/platform/breath.server.ts'
import { releaseHash, roomId, toolkitId } from '#server/platform/rules/ids.ts'
import { day } from '#server/platform/rules/london.ts'
import type { Fact } from '#server/evidence/rules/evidence.ts'
import { activityText, othersFor } from '../rules/entry/answer.ts'
import type { LinkedEvidence } from '../rules/entry/brought.ts'
import type { CpdExport, ExportedEntry } from './export.server.ts'

const instant = z.iso.datetime()
const line = z.string().max(1000)
const amount = z.number().min(0).max(10_000_000)
const moduleFact = z.strictObject({
  kind: z.literal('module-completed'),
  toolkit: toolkitId,
  title: line,
  version: line,
  release: releaseHash,
  sections: amount,
  checks: amount,
  activeMinutes: amount,
  completedAt: instant,
})
const roomFact = z.strictObject({
  kind: z.literal('room-attended'),
  room: roomId,
  toolkit: toolkitId,
  title: line,
  format: line,
  formatTitle: line,
  stagesOpened: amount,
  stagesOpenedAt: z.array(instant).max(1000).optional(),
  phases: z.array(line).max(1000),
  phasesOpened: amount,
  minutesPresent: amount,
  peers: z.array(z.strictObject({ jobTitle: line, count: amount })).max(1000),
  facilitatorJobTitle: line,
  startedAt: instant,
  endedAt: instant,
})

/** The version of the format that is written; earlier ones can be read. */
export const exportVersion = 3

/** The format of the JSON export: docs/cpd-export.schema.json is made from it. */
export const cpdExport = z.strictObject({
  format: z.literal('casecircle-cpd'),
  version: z.literal(exportVersion),
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
  /** Where the person is registered, the first one first; none where they never chose. */
  registrations: z
    .array(z.strictObject({ regulator: z.string().max(60), endsOn: day.nullable() }))
    .max(20),
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
          fact: z.discriminatedUnion('kind', [moduleFact, roomFact]),
        }),
      ),
      createdAt: instant,
      savedAt: instant.nullable(),
      submittedAt: instant.nullable(),
    }),
  ),
})
export type CpdExportJson = z.input<typeof cpdExport>

/**
 * A record as JSON, piece by piece. Reading it back by `cpdExport` gives every text and fact
 * unchanged; what is brought in from it into an empty installation is exported the same again.
 */
export async function* jsonOf(
  exported: CpdExport,
  onEntry: (written: number) => void | Promise<void> = () => undefined,
): AsyncGenerator<Uint8Array> {
  const { profile } = exported
  const around: CpdExportJson = {
    format: 'casecircle-cpd',
    version: exportVersion,
    exportedAt: iso(exported.at),
    scope: exported.scope,
    person: exported.person,
    profile: {
      id: profile.id,
      name: profile.name,
      validFrom: profile.validFrom,
      questions: profile.fields.map(({ id, question }) => ({ id, question })),
    },
    registrations: exported.registrations.map(({ regulator, endsOn }) => ({ regulator, endsOn })),
    entries: [],
  }
  const empty = JSON.stringify(around, null, 2)
  const end = ']\n}'
  yield Buffer.from(empty.slice(0, -end.length), 'utf8')
  const breath = createBreath()
  for (const [at, one] of exported.entries.entries()) {
    const text = JSON.stringify(entryOf(exported, one), null, 2).replace(/^/gm, '    ')
    yield Buffer.from(`${at === 0 ? '' : ','}\n${text}`, 'utf8')
    await onEntry(at + 1)
    await breath()
  }
  yield Buffer.from(`${exported.entries.length === 0 ? '' : '\n  '}${end}\n`, 'utf8')
}

function entryOf(
  { asking }: CpdExport,
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
        : { id: activityType, label: activityText(asking, entry) ?? activityType },
    ...fields,
    others: othersFor(asking, entry.fields),
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

function evidenceOf({ id, at, fact }: LinkedEvidence) {
  return { id, attestedAt: iso(at), fact: factOf(fact) }
}

// In the order of the schema, wherever the fact comes from: the same record is the same bytes.
function factOf(fact: Fact): CpdExportJson['entries'][number]['evidence'][number]['fact'] {
  if (fact.kind === 'module-completed') {
    const { kind, toolkit, title, version, release, sections, checks, activeMinutes } = fact
    return {
      ...{ kind, toolkit, title, version, release, sections, checks, activeMinutes },
      completedAt: iso(fact.completedAt),
    }
  }
  const { kind, room, toolkit, title, format, formatTitle, stagesOpened } = fact
  return {
    ...{ kind, room, toolkit, title, format, formatTitle, stagesOpened },
    ...(fact.stagesOpenedAt ? { stagesOpenedAt: fact.stagesOpenedAt.map(iso) } : {}),
    phases: fact.phases,
    phasesOpened: fact.phasesOpened,
    minutesPresent: fact.minutesPresent,
    peers: fact.peers.map(({ jobTitle, count }) => ({ jobTitle, count })),
    facilitatorJobTitle: fact.facilitatorJobTitle,
    startedAt: iso(fact.startedAt),
    endedAt: iso(fact.endedAt),
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
