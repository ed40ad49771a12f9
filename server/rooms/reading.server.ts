import type { Queries } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { OrganisationId, PersonId, RoomId, TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { sha256 } from './log/chain.server.ts'
import { createGroupReading, type GroupsBy } from './group-reading.server.ts'
import { isGroupStream, type LogEvent, type Stream } from './rules/events.ts'
import { streamsFor, type GroupNote, type Help } from './rules/group-notes.ts'
import type { GroupPlan } from './rules/group-plans.ts'
import { ownView } from './rules/mine.ts'
import { eventsAtOnce, streamName, type Heads, type Mine, type Snapshot } from './rules/protocol.ts'
import type { FormatPart, Role, View } from './rules/shapes.ts'
import { isStaff, roleOf } from './rules/state.ts'
import { digestInput } from './rules/view.ts'
import type { Made } from './sources.server.ts'
import * as log from './log/log-store.server.ts'
import * as store from './store.server.ts'
import {
  mayBeLetIn,
  noSuchRoom,
  resourceOf,
  type Current,
  traceFrom,
  type Trace,
  type Writing,
} from './writing.server.ts'

const bytesAtOnce = 400_000

/** What the pages of a room need beside its snapshot. Stages are only for staff. */
export type RoomFacts = {
  room: RoomId
  team: TeamId
  teamName: string
  toolkit: store.RoomRow['toolkit']
  formatTitle: string
  rules: string[]
  minutes: number
  /** Parts that people play in this format. */
  parts: FormatPart[]
  /** Who speaks, in plain words, by phase. */
  speaks: Record<string, string>
  staff?: {
    says: Record<string, string>
    guide: string
    stages: { stage: string; title: string }[]
  }
}

/** One stage of the case, with a content warning in one sentence; `notesHtml` only for staff. */
export type StagePage = {
  stage: string
  title: string
  html: string
  warning?: string
  notesHtml?: string
}

/** A member of the room as its reader finds it. */
type Inside = { current: Current; role: Role }

/** All that is read of rooms. Who has no right to see a room finds none. */
export function createReading(made: Made, writing: Writing, after: (trace: Trace) => void) {
  const { db, clock, toolkits, organisations } = made
  const groups = createGroupReading(made, writing)
  const digests = new WeakMap<View, string>()

  function digestOf(view: View): string {
    const known = digests.get(view)
    if (known !== undefined) return known
    const digest = sha256(digestInput(view))
    digests.set(view, digest)
    return digest
  }

  async function find(
    actor: Actor,
    room: RoomId,
    read: Queries = db.read,
  ): Promise<Current | null> {
    const row = await store.findRoom(read, actor.organisation, room)
    return row ? writing.currentOf(read, row) : null
  }

  /** The room for somebody who is in it; a member of the team who came later is let in. */
  async function inside(actor: Actor, room: RoomId): Promise<Outcome<Inside>> {
    const current = await find(actor, room)
    if (!current) return noSuchRoom()
    const role = roleOf(current.state.view, actor.person)
    if (role) return mayEnter(actor, current) ? ok({ current, role }) : noSuchRoom()
    return mayBeLetIn(actor, current) ? letIn(actor, current.row) : noSuchRoom()
  }

  /**
   * The room and what is the reader's own in it, both of one moment: otherwise a card could be
   * missing from both, or stand in both, when it is shown to all in between.
   */
  async function atOneMoment(
    actor: Actor,
    room: RoomId,
  ): Promise<Outcome<Inside & { mine: Mine; notes: GroupNote[]; helps: readonly Help[] }>> {
    const look = () =>
      db.together(async (read) => {
        const current = await find(actor, room, read)
        const role = current ? roleOf(current.state.view, actor.person) : undefined
        if (!current || !role || !mayEnter(actor, current)) return null
        const notes = await groups.notesFor(actor, current, role, read)
        const helps = await groups.helpsFor(current, role, read)
        return { current, role, notes, helps, mine: await mine(actor, room, read) }
      })
    const seen = await look()
    if (seen) return ok(seen)
    const come = await inside(actor, room)
    if (!come.ok) return come
    const now = await look()
    return now ? ok(now) : noSuchRoom()
  }

  async function letIn(actor: Actor, row: store.RoomRow): Promise<Outcome<Inside>> {
    const trace = await db.tx(async (tx): Promise<Outcome<Trace>> => {
      const current = await writing.currentOf(tx, row)
      const begun = traceFrom(current)
      const entered = await writing.enter(tx, begun, actor)
      return entered.ok ? ok(begun) : entered
    })
    if (!trace.ok) return trace
    after(trace.value)
    const { current } = trace.value
    const role = roleOf(current.state.view, actor.person)
    return role ? ok({ current, role }) : noSuchRoom()
  }

  async function mine(
    actor: Pick<Actor, 'person'>,
    room: RoomId,
    read: Queries = db.read,
  ): Promise<Mine> {
    return ownView(await store.mineOf(read, room, actor.person))
  }

  return {
    digestOf,
    inside,
    mine: (actor: Pick<Actor, 'person'>, room: RoomId) => mine(actor, room),

    /** What somebody who comes in by socket is told first. */
    async snapshotHead(
      actor: Actor,
      room: RoomId,
    ): Promise<Outcome<{ role: Role; heads: Heads; mine: Mine }>> {
      const found = await atOneMoment(actor, room)
      if (!found.ok) return found
      const { current, role, mine } = found.value
      return ok({ role, heads: headsFor(current, actor.person, role), mine })
    },

    /** Everything a reader needs at once, at one head. */
    async snapshot(actor: Actor, room: RoomId): Promise<Outcome<Snapshot>> {
      const found = await atOneMoment(actor, room)
      if (!found.ok) return found
      const { current, role, mine, notes, helps } = found.value
      const { view } = current.state
      return ok({
        person: actor.person,
        heads: headsFor(current, actor.person, role),
        digest: digestOf(view),
        role,
        view,
        mine,
        beside: current.state.beside,
        notes,
        helps: [...helps],
      })
    },

    /** Where a room stands, for readers that were let in already. */
    async position(
      organisation: OrganisationId,
      room: RoomId,
    ): Promise<{ heads: Heads & { staff: number }; view: View } | null> {
      const row = await store.findRoom(db.read, organisation, room)
      if (!row) return null
      const { heads, state } = await writing.currentOf(db.read, row)
      return { heads: numbersOf(heads), view: state.view }
    },

    /** At most 500 events of one stream after `since`, and where that stream ends. */
    async events(
      actor: Actor,
      room: RoomId,
      stream: string,
      since: number,
    ): Promise<Outcome<{ events: LogEvent[]; head: number }>> {
      const found = await inside(actor, room)
      if (!found.ok) return found
      const name = streamName.safeParse(stream)
      if (!name.success || !Number.isSafeInteger(since) || since < 0) {
        return refuse('invalid', 'Ask for a stream of the room and a number from 0.')
      }
      const { role, current } = found.value
      const asked = name.data
      if (!streamsFor(current.state.view, actor.person, role).includes(asked)) {
        const whose = asked === 'staff' ? 'facilitators' : 'the people of this group'
        return refuse('forbidden', `Only ${whose} read this.`)
      }
      const head = current.heads[asked]?.head ?? 0
      const limit = eventsAtOnce
      const events = await log.eventsAfter(db.read, room, asked, { since, until: head, limit })
      return ok({ events: withinBytes(events), head })
    },

    /**
     * A stage of the case: staff may read ahead, with the notes; for everybody else what is not
     * released and what does not exist are the same.
     */
    async stage(actor: Actor, room: RoomId, stage: string): Promise<Outcome<StagePage>> {
      const found = await inside(actor, room)
      if (!found.ok) return found
      const { current } = found.value
      const { row, state } = current
      const ahead = can(actor, 'read-ahead', resourceOf(current, actor.person))
      const released = state.view.stages.some((one) => one.stage === stage)
      const none = refuse('not_found', 'There is no such part of the case here yet.')
      if (!ahead && !released) return none
      if (!row.setup.stages.some((one) => one.stage === stage)) return none
      const text = await toolkits.stage(row.release, stage)
      if (!text) return none
      const { title, html, warning, notesHtml } = text
      const read = { stage, title, html, ...(warning ? { warning } : {}) }
      return ok(ahead ? { ...read, notesHtml } : read)
    },

    /** What was stamped on the room; what helps to lead it only for staff. */
    async facts(actor: Actor, room: RoomId): Promise<Outcome<RoomFacts>> {
      const found = await inside(actor, room)
      if (!found.ok) return found
      const { row } = found.value.current
      const {
        formatTitle,
        rules,
        minutes,
        says,
        guide,
        stages,
        parts = [],
        speaks = {},
      } = row.setup
      const stamped = { formatTitle, rules, minutes, parts, speaks }
      const { team, toolkit, organisation } = row
      const teamName = (await organisations.team(db.read, organisation, team))?.name ?? ''
      const facts = { room, team, teamName, toolkit, ...stamped }
      return ok(isStaff(found.value.role) ? { ...facts, staff: { says, guide, stages } } : facts)
    },

    /**
     * Small groups as they could be formed, for whoever holds the seat: by chance, or spread by what
     * people last chose on a scale or voted for, which is one plan whatever `number` says, and tells
     * nobody's answer.
     */
    async proposeGroups(
      actor: Actor,
      room: RoomId,
      asked: { how: GroupsBy; number?: number | undefined },
    ): Promise<Outcome<GroupPlan[]>> {
      const found = await inside(actor, room)
      if (!found.ok) return found
      if (found.value.current.state.view.seat.person !== actor.person) {
        return refuse('forbidden', 'Only the facilitator forms groups.')
      }
      return groups.propose(found.value.current, asked)
    },

    now: () => clock.now(),
  }
}
export type Reading = ReturnType<typeof createReading>

function mayEnter(actor: Actor, current: Current): boolean {
  return can(actor, 'enter', resourceOf(current, actor.person))
}

/** Where every stream of a room ends. */
export function numbersOf(heads: log.Heads): Heads & { staff: number } {
  const numbers: Heads & { staff: number } = { room: heads.room.head, staff: heads.staff.head }
  for (const stream of Object.keys(heads).filter(isGroupStream)) {
    numbers[stream] = heads[stream]?.head ?? 0
  }
  return numbers
}

/** The first of `events` that go into one packet: a slow reader is not sent megabytes at once. */
function withinBytes(events: LogEvent[]): LogEvent[] {
  let bytes = 0
  const end = events.findIndex((event) => {
    bytes += JSON.stringify(event).length
    return bytes > bytesAtOnce
  })
  return end < 0 ? events : events.slice(0, Math.max(1, end))
}

/** Where each stream ends that this reader may read. */
function headsFor({ heads, state }: Current, person: PersonId, role: Role): Heads {
  return headsAmong(numbersOf(heads), streamsFor(state.view, person, role))
}

/** `heads` of these streams alone; a group in which nothing was written yet stands at 0. */
export function headsAmong(heads: Heads, streams: readonly Stream[]): Heads {
  const among: Heads = { room: heads.room }
  for (const stream of streams) among[stream] = heads[stream] ?? 0
  return among
}
