import type { Database } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { createAudit } from '#server/audit/audit.server.ts'
import { createEvidence } from '#server/evidence/evidence.server.ts'
import { createOrganisations } from '#server/organisations/organisations.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import type { Random } from '#server/platform/random.server.ts'
import {
  formatId,
  personId,
  releaseHash,
  toolkitId,
  type OrganisationId,
  type PersonId,
  type RoomId,
  type TeamId,
} from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { createRooms, type Rooms } from '#server/rooms/rooms.server.ts'
import type { PhaseKind } from '#server/rooms/rules/phase-kind.ts'
import type { CaseStudies } from '#server/rooms/sources.server.ts'
import { format as formatSchema } from '#server/toolkits/rules/format.ts'
import { testDatabase } from '#tests/support/database.ts'

export const startedAt = Date.parse('2026-11-26T10:00:00.000Z')

const names = ['amara', 'ben', 'chloe', 'dev', 'ewa', 'farid'] as const
type Name = (typeof names)[number]

export type World = Awaited<ReturnType<typeof createWorld>>

/** Chance that always falls the same way, so that two runs can be compared byte by byte. */
export function fixedRandom(): Random {
  let n = 0
  const next = () => {
    n += 1
    return n
  }
  return {
    uuid: () => `${next().toString(16).padStart(8, '0')}-5555-4555-8555-555555555555`,
    bytes: (length) => new Uint8Array(length).fill(next() % 256),
    seed: () => next(),
  }
}

type StageTexts = readonly { title: string; html: string; notesHtml: string }[]
export const threeStages: StageTexts = [1, 2, 3].map((n) => ({
  title: `Part ${n}: the call from school`,
  html: `<p>text of part ${n}</p>`,
  notesHtml: `<p>notes for part ${n}</p>`,
}))

/** A toolkit with a case in stages and one format: what rooms ask of the real ones. */
function caseStudies(
  stages: StageTexts,
  kinds: readonly PhaseKind[],
  withoutNames: boolean,
): CaseStudies {
  const swott = formatSchema.parse({
    id: 'swott',
    title: 'SWOTT team case study',
    summary: 'Ninety minutes.',
    size: { min: 2, max: 10 },
    rules: ['One person speaks at a time.'],
    guide: 'Keep the time.',
    basis: 'Ours.',
    phases: kinds.map((kind, index) => ({
      id: kinds.indexOf(kind) === index ? kind : `${kind}-${index}`,
      kind,
      title: `Phase ${index + 1}`,
      minutes: 5,
      say: `Say ${kind}`,
      anonymous: withoutNames && kind === 'write',
      ...(kind === 'disclose' ? { stage: 'stage-1' } : {}),
      ...(kind === 'theme' || kind === 'vote' ? { dots: 3 } : {}),
      ...(kind === 'scale' ? { scale: { min: 1, max: 5 } } : {}),
    })),
  })
  const hash = releaseHash.parse('a'.repeat(64))
  return {
    current: (toolkit) => ({
      toolkit,
      hash,
      version: '1.0.0',
      kind: 'team',
      title: 'Participation',
      summary: '',
      themes: [],
      audiences: [],
      minutes: 50,
      sectionCount: 6,
      checkCount: 8,
      reflectionCount: 5,
      stageCount: stages.length,
      review: { by: 'nobody yet', on: '2026-01-01', next: '2027-01-01' },
      publishedAt: startedAt,
      preview: false,
      sections: [],
      stages: stages.map((_, index) => `stage-${index + 1}`),
      authors: [],
      licence: 'CC BY 4.0',
      standards: [],
      references: [],
      glossary: [],
      change: { severity: 'none', note: '' },
      retired: [],
    }),
    format: (id) =>
      id === swott.id ? { ...swott, minutes: 5 * kinds.length, guideHtml: '' } : null,
    stage: (_release, id) => {
      const number = Number(id.split('-')[1])
      const found = stages[number - 1]
      return Promise.resolve(found ? { id, number, minutes: 2, ...found } : null)
    },
  }
}

export const everyKind: readonly PhaseKind[] = [
  'welcome',
  'disclose',
  'round',
  'write',
  'theme',
  'vote',
  'scale',
  'discuss',
  'agree',
  'own-learning',
]

type Options = {
  db?: Database
  random?: Random
  kinds?: readonly PhaseKind[]
  stages?: StageTexts
  limitsOff?: boolean
  closingMs?: number
  /** Whether people write without names. */
  withoutNames?: boolean
}

/** Northbridge's first team with rooms of its own, on a clock that is turned by hand. */
export async function createWorld(options: Options = {}) {
  const db = options.db ?? (await testDatabase())
  let now = startedAt
  const clock = { now: () => now }
  const random = options.random ?? fixedRandom()
  const logged: string[] = []
  const log = createLog('debug', { write: (line: string) => void logged.push(line) })
  const organisations = createOrganisations({ db, clock, random })
  const evidence = createEvidence({ db, clock, random })
  const audit = createAudit({ db, clock, random })
  const { stages = threeStages, kinds = everyKind, withoutNames = false } = options
  const toolkits = caseStudies(stages, kinds, withoutNames)

  function newServer(on: Database = db): Rooms {
    return createRooms({
      db: on,
      clock,
      random,
      toolkits,
      organisations,
      audit,
      evidence,
      log,
      closingMs: options.closingMs ?? 10_000,
      limitsOff: options.limitsOff ?? true,
    })
  }

  const { organisation, east, west } = await db.tx(async (tx) => {
    const council = await organisations.createIn(tx, 'Northbridge Council')
    return {
      organisation: council,
      east: await organisations.teamNamedIn(tx, council, 'Family Support East'),
      west: await organisations.teamNamedIn(tx, council, 'Adults Locality West'),
    }
  })
  const join = createJoin(db, organisations, organisation)
  const cast: Record<string, PersonId> = {}
  for (const name of names) cast[name] = await join(name, east, name === 'amara')
  cast['grace'] = await join('grace', west, true)

  async function actor(name: Name | 'grace' | 'hana'): Promise<Actor> {
    const person = cast[name]
    const found = person ? await organisations.actorFor(person) : null
    if (!found) throw new Error(`no ${name}`)
    return found
  }

  return {
    db,
    clock,
    evidence,
    organisations,
    organisation,
    logged,
    east,
    newServer,
    rooms: newServer(),
    actor,
    async hire(name: 'hana', team: TeamId): Promise<Actor> {
      cast[name] = await join(name, team, false)
      return actor(name)
    },
    wait(ms: number): void {
      now += ms
    },
  }
}

function createJoin(
  db: Database,
  organisations: ReturnType<typeof createOrganisations>,
  organisation: OrganisationId,
) {
  let n = 0
  return async (name: string, team: TeamId, manages: boolean): Promise<PersonId> => {
    n += 1
    const person = personId.parse(`0000000${n}-9999-4999-8999-999999999999`)
    await db.tx(async (tx) => {
      const title = name.charAt(0).toUpperCase() + name.slice(1)
      const jobTitle = manages ? 'Team manager' : 'Social worker'
      const who = { person, name: title, jobTitle, administrator: false }
      await organisations.affiliateIn(tx, organisation, who)
      await organisations.joinTeamIn(tx, team, person, manages ? 'manager' : 'practitioner')
    })
    return person
  }
}

let commands = 0
export function commandId(): string {
  commands += 1
  return `${commands.toString(16).padStart(8, '0')}-7777-4777-8777-777777777777`
}

/** A room of the first team, opened and gone on to `phase`; Amara leads, Ewa helps. */
export async function openRoom(world: World, { phase }: { phase?: PhaseKind } = {}) {
  const amara = await world.actor('amara')
  const ewa = await world.actor('ewa')
  const made = await world.rooms.schedule(amara, world.east, {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    date: londonDay(world.clock.now()),
    time: londonMinute(world.clock.now()),
    coFacilitator: ewa.person,
  })
  if (!made.ok) throw new Error(made.error.message)
  const driver = createDriver(world, made.value)
  if (phase) await driver.goTo(phase)
  return driver
}

/** Sends commands to one room as any of its people. */
export function createDriver(world: World, room: RoomId, rooms: Rooms = world.rooms) {
  async function view() {
    const found = await rooms.snapshot(await world.actor('amara'), room)
    if (!found.ok) throw new Error(found.error.message)
    return found.value.view
  }

  const driver = {
    room,
    rooms,
    view,
    async send(name: Name | 'grace' | 'hana', given: object, by: 'socket' | 'post' = 'post') {
      return rooms.command(await world.actor(name), { id: commandId(), room, ...given }, by)
    },
    async lead(type: string, body: object = {}) {
      const { seat, current } = await view()
      const expect = { seat: seat.number, ...(type === 'phase.next' ? { phase: current } : {}) }
      const actor = await world.organisations.actorFor(seat.person)
      if (!actor) throw new Error('nobody leads')
      return rooms.command(actor, { id: commandId(), room, type, body, expect })
    },
    async next() {
      const answer = await driver.lead('phase.next')
      if (!answer.ok) throw new Error(answer.error.message)
      world.wait(12_000)
      await rooms.closeDue()
    },
    async goTo(kind: PhaseKind) {
      if ((await view()).room.status === 'scheduled') await driver.lead('room.open')
      if ((await view()).room.status === 'lobby') await driver.lead('room.start')
      while ((await view()).current !== kind) await driver.next()
    },
    async log(stream = 'room', name: Name = 'amara') {
      const found = await rooms.events(await world.actor(name), room, stream, 0)
      return found.ok ? found.value.events : []
    },
    async mine(name: Name) {
      return rooms.mine(await world.actor(name), room)
    },
  }
  return driver
}
export type Driver = Awaited<ReturnType<typeof openRoom>>
