import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { testDatabase, testFolder } from '#tests/support/database.ts'
import { nobodyTold } from '#tests/support/nobody-told.ts'
import { createCpd, type Cpd, type Save } from '#server/cpd/cpd.server.ts'
import type { ExportFormat } from '#server/cpd/rules/export-format.ts'
import type { ExportScope } from '#server/cpd/rules/export-scope.ts'
import { createJobs } from '#server/jobs/jobs.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { readProfiles } from '#server/cpd/profiles.server.ts'
import { entryForm, type Written } from '#server/cpd/rules/entry/entry.ts'
import type { Profile } from '#server/cpd/rules/regulator/profile.ts'
import { createEvidence } from '#server/evidence/evidence.server.ts'
import type {
  Evidence,
  Fact,
  ModuleCompleted,
  RoomAttended,
} from '#server/evidence/rules/evidence.ts'
import { entryShares } from '#server/sharing/entry-shares.server.ts'
import { createOrganisations } from '#server/organisations/organisations.server.ts'
import type { Actor, TeamRole } from '#server/access/rules/actor.ts'
import {
  entryId,
  personId,
  releaseHash,
  roomId,
  toolkitId,
  type EntryId,
  type OrganisationId,
  type TeamId,
} from '#server/platform/rules/ids.ts'

export const content = join(import.meta.dirname, '..', '..', '..', 'content')
export const profiles = readProfiles(content)

/** A council with two teams, a second council, and a clock that is turned by hand. */
export async function openRecord(rules: readonly Profile[] = profiles) {
  const file = join(testFolder(), 'casecircle.sqlite')
  const db = await testDatabase(file)
  let at = Date.parse('2026-11-27T14:32:00Z')
  let last = 0
  const clock = { now: () => at }
  const random = {
    uuid: () => `00000000-0000-4000-8000-${(last += 1).toString(16).padStart(12, '0')}`,
    bytes: (length: number) => new Uint8Array(length),
    seed: () => 1,
  }
  const organisations = createOrganisations({ db, clock, random })
  const evidence = createEvidence({ db, clock, random })
  const words = ownWordsElsewhere()
  const jobs = createJobs({ db, clock, log: createLog('silent'), tells: nobodyTold })
  onTestFinished(() => jobs.stop())
  const made = { db, clock, random, evidence, organisations, profiles: rules, jobs, ...words }
  const cpd = createCpd({
    ...made,
    shares: entryShares,
    actorFor: (person) => organisations.actorFor(person),
  })

  const northbridge = await db.tx((tx) => organisations.createIn(tx, 'Northbridge Council'))
  const southport = await db.tx((tx) => organisations.createIn(tx, 'Southport Council'))
  const east = await db.tx((tx) => organisations.teamNamedIn(tx, northbridge, 'East'))
  const west = await db.tx((tx) => organisations.teamNamedIn(tx, northbridge, 'West'))
  const south = await db.tx((tx) => organisations.teamNamedIn(tx, southport, 'South'))

  async function person(
    name: string,
    organisation: OrganisationId,
    teams: readonly (readonly [TeamId, TeamRole])[],
    administrator = false,
  ): Promise<Actor> {
    const id = personId.parse(random.uuid())
    await db.tx(async (tx) => {
      const who = { person: id, name, jobTitle: 'Social worker', administrator }
      await organisations.affiliateIn(tx, organisation, who)
      for (const [team, role] of teams) await organisations.joinTeamIn(tx, team, id, role)
    })
    const actor = await organisations.actorFor(id)
    if (!actor) throw new Error(`${name} did not join`)
    return actor
  }

  return {
    ...{ file, db, clock, random, organisations, evidence },
    cpd,
    jobs,
    words,
    teams: { east, west, south },
    people: {
      amara: await person('Amara Okafor', northbridge, [[east, 'manager']]),
      ben: await person('Ben Hartley', northbridge, [[east, 'practitioner']]),
      chloe: await person('Chloe Marsh', northbridge, [[east, 'practitioner']]),
      grace: await person('Grace Lund', northbridge, [[west, 'manager']]),
      jo: await person('Jo Field', northbridge, [], true),
      sol: await person('Sol Reyes', southport, [[south, 'manager']]),
    },
    /** Turns the clock to an instant in ISO text. */
    turnTo: (iso: string) => {
      at = Date.parse(iso)
    },
    attest: async (actor: Actor, fact: Fact): Promise<EntryId> => {
      const { person, organisation } = actor
      const key = fact.kind === 'room-attended' ? `room:${fact.room}` : `module:${fact.toolkit}`
      const made = await db.tx((tx) => evidence.attestIn(tx, { person, organisation, key, fact }))
      return entryId.parse(made.id)
    },
  }
}
export type OpenRecord = Awaited<ReturnType<typeof openRecord>>

/** What people wrote in modules and rooms, by person; answers nobody but its owner. */
function ownWordsElsewhere() {
  const reflections = new Map<string, { item: string; prompt: string; text: string }[]>()
  const learning = new Map<string, { learnt?: string; peerLearning?: string }>()
  const notes = new Map<string, { phaseTitle: string; text: string }[]>()
  const carried = new Map<string, string[]>()
  return {
    reflected: reflections,
    learnt: learning,
    noted: notes,
    /** The standards that toolkits carry, by toolkit. */
    carried,
    standards: {
      carriedBy: async (evidence: readonly Evidence[]) =>
        new Map(evidence.map(({ id, fact }) => [id, carried.get(fact.toolkit) ?? []])),
    },
    learning: { reflections: async (actor: Actor) => reflections.get(actor.person) ?? [] },
    notes: { ofToolkit: async () => [] },
    rooms: {
      ownLearning: async (actor: Actor) => ({
        ...learning.get(actor.person),
        notes: notes.get(actor.person) ?? [],
      }),
    },
  }
}

export const theModule: ModuleCompleted = {
  kind: 'module-completed',
  toolkit: toolkitId.parse('participation'),
  title: 'Listening when a child says little',
  version: '1.0.0',
  release: releaseHash.parse('ab'.repeat(32)),
  sections: 6,
  checks: 9,
  activeMinutes: 41,
  completedAt: Date.parse('2026-11-24T16:00:00Z'),
}
export const theRoom: RoomAttended = {
  kind: 'room-attended',
  room: roomId.parse('20000000-0000-4000-8000-000000000001'),
  toolkit: toolkitId.parse('participation'),
  title: 'The quiet visit',
  format: 'swott',
  formatTitle: 'SWOTT team case study',
  stagesOpened: 2,
  stagesOpenedAt: [Date.parse('2026-11-26T10:05:00Z'), Date.parse('2026-11-26T10:41:00Z')],
  phases: ['Welcome', 'Write', 'Own learning'],
  phasesOpened: 10,
  minutesPresent: 88,
  peers: [
    { jobTitle: 'Social worker', count: 3 },
    { jobTitle: 'Team manager', count: 1 },
  ],
  facilitatorJobTitle: 'Team manager',
  startedAt: Date.parse('2026-11-26T10:00:00Z'),
  endedAt: Date.parse('2026-11-26T11:30:00Z'),
}

/** A form as the browser posts it. */
export function written(fields: Record<string, string> = {}): Written {
  return entryForm.parse(fields).written
}

export function saveOf(fields: Record<string, string> = {}, revision = 0, writer?: string): Save {
  return { written: written(fields), revision, writer: writer ?? null }
}

/** Answers that complete a piece of its own. */
export function complete(mark: string, more: Record<string, string> = {}) {
  return {
    activityType: 'supervision',
    'date-day': '14',
    'date-month': '5',
    'date-year': '2026',
    description: `About ${mark}, which matters to me.`,
    learnt: `I learnt ${mark}.`,
    impact: `People will notice ${mark}.`,
    ...more,
  }
}

/** The value, or a failing test that says what was refused. */
export function done<T>(
  outcome: { ok: true; value: T } | { ok: false; error: { message: string } },
): T {
  if (!outcome.ok) throw new Error(outcome.error.message)
  return outcome.value
}

/** A record's file as text, as a person takes it out. */
export async function fileText(
  cpd: Cpd,
  actor: Actor,
  format: ExportFormat,
  scope: ExportScope = { kind: 'everything' },
  regulator?: string,
): Promise<string> {
  return done(await cpd.exportFile(actor, scope, format, regulator)).bytes.toString('utf8')
}
