import { openInMemory, type Database } from '#db/connection.ts'
import { prepareEmpty } from '#db/migrate.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import { errorFields } from '#server/platform/log.server.ts'
import {
  personId,
  type FormatId,
  type PersonId,
  type RoomId,
  type TeamId,
  type ToolkitId,
} from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { createRooms, type Rooms } from '../rooms.server.ts'
import { inventedColleagues } from '../rules/rehearsal/colleagues.ts'
import { wishes, type Wish } from '../rules/rehearsal/wishes.ts'
import type { Sources } from '../sources.server.ts'

/** A rehearsal is thrown away after so long; where there are many, one that nobody looks at. */
const lastsMs = 4 * 3_600_000
const idleAfterMs = 30 * 60_000
export const rehearsalsAtOnce = 20
const lookEveryMs = 1_000
const closesAfterMs = 10_000
/** More than any phase asks for at one moment. */
const actsAtOnce = 60

type RehearsalSources = Pick<
  Sources,
  'clock' | 'random' | 'toolkits' | 'organisations' | 'audit' | 'log' | 'closingMs' | 'limitsOff'
> & { db: Pick<Database, 'read'> }

type Rehearsal = {
  room: RoomId
  owner: Actor
  team: TeamId
  colleagues: readonly Actor[]
  rooms: Rooms
  db: Database
  endsAt: number
  /** When its owner last looked at it or did something in it. */
  usedAt: number
  /** Since when a wish has been there, and which were met. */
  since: Map<string, number>
  met: Set<string>
  acting: Promise<void>
}

/**
 * A manager walks a format alone, with invented colleagues who act as a team does. It is the same
 * service over a database in memory: what happens in it is in no table, no evidence, no list, and is
 * gone when it ends, at the latest after some hours or with the process.
 */
export function createRehearsals(sources: RehearsalSources) {
  const { clock, random, log } = sources
  const going = new Map<string, Rehearsal>()
  const listeners = new Set<(rooms: Rooms) => void>()
  let timer: NodeJS.Timeout | null = null

  /** Begins one for a team of the actor's, open and with everybody there. An earlier one is ended. */
  async function begin(
    actor: Actor,
    team: TeamId,
    chosen: { toolkit: ToolkitId; format: FormatId },
  ): Promise<Outcome<RoomId>> {
    const resource = { kind: 'team', team, organisation: actor.organisation } as const
    if (!can(actor, 'schedule-room', resource)) {
      return refuse('not_found', 'There is no such team among yours.')
    }
    if (!hasPlaceFor(actor.person)) return tooMany()
    const colleagues = await colleaguesOf(actor, team)
    const db = openInMemory(prepareEmpty)
    const rooms = createRooms({ ...sources, db, ...stage(sources, actor, team, colleagues) })
    const soon = clock.now() + 60_000
    const form = { ...chosen, date: londonDay(soon), time: londonMinute(soon) }
    const made = await rooms.schedule(actor, team, form)
    if (!made.ok) {
      db.close()
      return made
    }
    const own = [...going.values()].filter(({ owner }) => owner.person === actor.person)
    const idle = leastUsed(actor.person)
    for (const one of own) await end(one)
    if (going.size >= rehearsalsAtOnce && idle) await end(idle)
    const room = made.value
    going.set(room, {
      ...{ room, owner: actor, team, colleagues, rooms, db },
      ...{ endsAt: clock.now() + lastsMs, usedAt: clock.now(), since: new Map(), met: new Set() },
      acting: Promise.resolve(),
    })
    for (const { person } of colleagues) rooms.presence.arrived(room, person)
    await rooms.resume()
    const open = { id: random.uuid(), room, type: 'room.open', expect: { seat: 1 } }
    await rooms.command(actor, open, 'post')
    for (const listener of listeners) listener(rooms)
    timer ??= setInterval(() => void look(), lookEveryMs).unref()
    return ok(room)
  }

  /** Somebody else's that has not been looked at for long. */
  function leastUsed(person: PersonId): Rehearsal | undefined {
    return [...going.values()]
      .filter(({ owner, usedAt }) => owner.person !== person && usedAt <= clock.now() - idleAfterMs)
      .sort((a, b) => a.usedAt - b.usedAt)[0]
  }

  /** Nobody is put out of a rehearsal that they are in the middle of. */
  function hasPlaceFor(person: PersonId): boolean {
    const others = [...going.values()].filter(({ owner }) => owner.person !== person)
    return others.length < rehearsalsAtOnce || leastUsed(person) !== undefined
  }

  /** Real colleagues' names are not given to invented ones. */
  async function colleaguesOf(actor: Actor, team: TeamId): Promise<Actor[]> {
    const members = await sources.organisations.membersOf(sources.db.read, actor.organisation, team)
    const invented = inventedColleagues(
      random.seed(),
      members.map(({ name }) => name),
    )
    const { organisation, organisationName } = actor
    const teamName = actor.memberships.find((one) => one.team === team)?.teamName ?? ''
    return invented.map((one) => ({
      ...one,
      ...{ organisation, organisationName, administrator: false },
      person: personId.parse(random.uuid()),
      memberships: [{ team, teamName, role: 'practitioner' }],
    }))
  }

  /** What the colleagues have come to by now, they do: one after the other, as the room changes. */
  function act(one: Rehearsal): Promise<void> {
    one.acting = one.acting
      .then(() => actNow(one))
      .catch((error: unknown) => {
        log.error({ ...errorFields(error), event: 'rehearsal' }, 'a rehearsal could not go on')
      })
    return one.acting
  }

  async function actNow(one: Rehearsal): Promise<void> {
    await one.rooms.closeDue()
    for (let count = 0; count < actsAtOnce && going.has(one.room); count += 1) {
      const wish = await nextDue(one)
      const actor = one.colleagues.find(({ person }) => person === wish?.person)
      if (!wish || !actor) return
      one.met.add(wish.key)
      const { type, body = {} } = wish
      // What the room refuses is let go: somebody else may have been quicker.
      await one.rooms.command(actor, { id: random.uuid(), room: one.room, type, body }, 'socket')
    }
  }

  async function nextDue(one: Rehearsal): Promise<Wish | null> {
    const position = await one.rooms.position(one.owner.organisation, one.room)
    if (!position) return null
    const now = clock.now()
    const people = one.colleagues.map(({ person }) => person)
    const open = wishes(position.view, people, now).filter(({ key }) => !one.met.has(key))
    for (const { key } of open) if (!one.since.has(key)) one.since.set(key, now)
    const dueAt = ({ key, afterMs }: Wish) => (one.since.get(key) ?? now) + afterMs
    const [first] = open.filter((wish) => dueAt(wish) <= now).sort((a, b) => dueAt(a) - dueAt(b))
    return first ?? null
  }

  /** Throws away what has had its time. */
  async function endDue(): Promise<void> {
    for (const one of [...going.values()]) if (one.endsAt <= clock.now()) await end(one)
  }

  async function look(): Promise<void> {
    await endDue()
    for (const one of [...going.values()]) await act(one)
  }

  async function end(one: Rehearsal): Promise<void> {
    going.delete(one.room)
    await one.acting
    await one.rooms.stop()
    // Somebody may be in the middle of looking at it.
    setTimeout(() => one.db.close(), closesAfterMs).unref()
    if (going.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }

  function ownOf(person: PersonId, room: string): Rehearsal | null {
    const found = going.get(room)
    return found?.owner.person === person ? found : null
  }

  return {
    begin,
    /** Throws it away at once. Answers whose team it was for. */
    async end(actor: Actor, room: RoomId): Promise<Outcome<TeamId>> {
      const found = ownOf(actor.person, room)
      if (!found) return refuse('not_found', 'This rehearsal is over. Nothing of it was kept.')
      await end(found)
      return ok(found.team)
    },
    /** The rehearsal that the actor has going on; null when there is none. */
    going: (actor: Actor): RoomId | null =>
      [...going.values()].find(({ owner }) => owner.person === actor.person)?.room ?? null,
    /** Whether `room` is a rehearsal: its pages say so. */
    isRehearsal: (room: RoomId) => going.has(room),
    /** Lets the colleagues of `room` act now; nothing where it is no rehearsal. */
    async actIn(room: RoomId): Promise<void> {
      const found = going.get(room)
      if (found) await act(found)
    },
    /**
     * The rooms in which `room` lives, for `person`: only for whoever rehearses; null for everybody
     * else, to whom there is no such room, and for every real room.
     */
    roomsOf(room: string, person: string | null): Rooms | null {
      const found = going.get(room)
      if (found && person === found.owner.person) found.usedAt = clock.now()
      return found && (person === null || person === found.owner.person) ? found.rooms : null
    },
    /** Hears of the rooms of each rehearsal that begins. */
    whenBegun: (listener: (rooms: Rooms) => void) => void listeners.add(listener),
    endDue,
    stop: async () => {
      for (const one of [...going.values()]) await end(one)
    },
  }
}

const tooMany = () =>
  refuse(
    'unavailable',
    `${rehearsalsAtOnce} rehearsals are going on here, as many as there can be at once. Nothing was begun. Try again in half an hour: one that nobody uses by then gives way.`,
    { retryAfter: idleAfterMs / 1000 },
  )

export type Rehearsals = ReturnType<typeof createRehearsals>

/** The sources of the same service as on a stage: the case is real, the people are not, nothing lasts. */
function stage(
  { toolkits, organisations }: RehearsalSources,
  owner: Actor,
  team: TeamId,
  colleagues: readonly Actor[],
): Pick<Sources, 'toolkits' | 'organisations' | 'evidence'> {
  const everyone = [owner, ...colleagues]
  const member = ({ person, name, jobTitle, administrator }: Actor) => ({
    ...{ person, name, jobTitle, administrator },
    role: person === owner.person ? ('manager' as const) : ('practitioner' as const),
  })
  const teamName = owner.memberships.find((one) => one.team === team)?.teamName ?? ''
  return {
    toolkits: {
      format: (format, of) => toolkits.format(format, of),
      stage: (release, stageOfCase) => toolkits.stage(release, stageOfCase),
      async current(toolkit) {
        const release = await toolkits.current(toolkit)
        return release ? { ...release, title: `Rehearsal: ${release.title}` } : null
      },
    },
    organisations: {
      membersOf: () => Promise.resolve(everyone.map(member)),
      people: (_read, _organisation, people) =>
        Promise.resolve(everyone.filter(({ person }) => people.includes(person)).map(member)),
      hereAmong: () => Promise.resolve(new Set(everyone.map(({ person }) => person))),
      team: () => Promise.resolve({ team, name: teamName }),
      // Whoever loses the right to lead loses their rehearsal with it.
      actorFor: (person) =>
        person === owner.person
          ? organisations.actorFor(person)
          : Promise.resolve(colleagues.find((one) => one.person === person) ?? null),
      isCurrent: (actor) => actor.person !== owner.person || organisations.isCurrent(actor),
    },
    // Nobody has attended a rehearsal.
    evidence: { attestIn: () => Promise.resolve(), ofPeople: () => Promise.resolve([]) },
  }
}
