import { createHash } from 'node:crypto'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import { roomId, type RoomId, type TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { formatMinutes, type Format, type FormatPhase } from '#server/toolkits/rules/format.ts'
import type { Release } from '#server/toolkits/rules/release.ts'
import { codeIn } from './doors/joining.server.ts'
import type { NewEvent } from './rules/events.ts'
import { peopleInRoom } from './rules/limits.ts'
import { iso } from './rules/mine.ts'
import {
  planOf,
  refusedFormat,
  startOf,
  withMinutes,
  type RescheduleForm,
  type ScheduleForm,
} from './rules/schedule.ts'
import type { Person, StageTitle } from './rules/shapes.ts'
import { foldState, isPast } from './rules/state.ts'
import type { Made } from './sources.server.ts'
import * as log from './log/log-store.server.ts'
import * as store from './store.server.ts'
import { noSuchRoom, resourceOf, traceFrom, type Trace, type Writing } from './writing.server.ts'

type Planned = { release: Release; format: Format; stages: StageTitle[]; startsAt: number }

/** Making a room, and moving it to another time. */
export function createScheduling(made: Made, writing: Writing, after: (trace: Trace) => void) {
  const { db, clock, random, toolkits, organisations } = made

  /** Everything that a room is stamped with, or what is wrong with the form. */
  async function plan(actor: Actor, team: TeamId, form: ScheduleForm): Promise<Outcome<Planned>> {
    const start = startOf(form, clock.now())
    if (!start.ok) return start
    const release = await toolkits.current(form.toolkit)
    if (!release) return refuse('invalid', 'Choose a toolkit from the list.', { field: 'toolkit' })
    const { organisation } = actor
    const asWritten = await toolkits.format(form.format, { organisation, team })
    if (!asWritten) return refuse('invalid', 'Choose a format from the list.', { field: 'format' })
    const format = withMinutes(asWritten, form.minutes)
    const refused = refusedFormat(format.phases, release.stages)
    if (refused !== null) return refuse('invalid', refused, { field: 'format' })
    const stages: StageTitle[] = []
    for (const stage of release.stages) {
      const text = await toolkits.stage(release.hash, stage)
      if (text) stages.push({ stage, title: text.title })
    }
    return ok({ release, format, stages, startsAt: start.value })
  }

  /** The team as people of a room: its maker facilitates, the others take part. */
  async function peopleOf(
    actor: Actor,
    team: TeamId,
    { coFacilitator }: ScheduleForm,
  ): Promise<Outcome<Person[]>> {
    const members = await organisations.membersOf(db.read, actor.organisation, team)
    if (members.length > peopleInRoom) {
      return refuse('invalid', `A room holds ${peopleInRoom} people. Your team has more.`)
    }
    const known = members.some(({ person }) => person === coFacilitator)
    if (coFacilitator !== undefined && (!known || coFacilitator === actor.person)) {
      return refuse('invalid', 'Choose somebody else of your team.', { field: 'coFacilitator' })
    }
    return ok(
      members.map(({ person, name, jobTitle }) => {
        if (person === actor.person) return { person, name, jobTitle, role: 'facilitator' }
        const helps = person === coFacilitator
        return { person, name, jobTitle, role: helps ? 'co-facilitator' : 'participant' }
      }),
    )
  }

  /**
   * Makes a room of `team`: the actor holds its seat, its members take part. The same form with the
   * same id answers the room that it made.
   */
  async function schedule(
    actor: Actor,
    team: TeamId,
    form: ScheduleForm,
  ): Promise<Outcome<RoomId>> {
    const { organisation } = actor
    if (!can(actor, 'schedule-room', { kind: 'team', team, organisation })) {
      return refuse('not_found', 'There is no such team among yours.')
    }
    const planned = await plan(actor, team, form)
    if (!planned.ok) return planned
    const people = await peopleOf(actor, team, form)
    if (!people.ok) return people
    const pressed = pressedBy(actor, team, form)
    const id = await db.tx(async (tx) => {
      const known = pressed ? await store.findRoom(tx, organisation, pressed) : null
      if (known && !isPast(known.status)) return known.id
      const id = pressed && !known ? pressed : roomId.parse(random.uuid())
      const row = rowOf(actor, team, id, planned.value, clock.now())
      await store.insertRoom(tx, row)
      const heads = await log.headsOf(tx, id)
      const events = created(actor, row, planned.value, people.value)
      const salt = () => random.bytes(16)
      const effect = { events, mines: [] }
      const done = await log.append(tx, id, heads, effect, null, { at: clock.now(), salt })
      made.states.keep(id, done.heads.room, foldState(done.events))
      const rows = people.value.map(({ person, role }) => ({ person, role, removed: false }))
      await store.putPeople(tx, id, rows)
      await codeIn(tx, id, made)
      return id
    })
    return ok(id)
  }

  /** Moves a room that was not opened yet to another time. */
  async function reschedule(
    actor: Actor,
    room: RoomId,
    form: RescheduleForm,
  ): Promise<Outcome<null>> {
    const row = await store.findRoom(db.read, actor.organisation, room)
    if (!row) return noSuchRoom()
    const start = startOf(form, clock.now())
    const done = await db.tx(async (tx): Promise<Outcome<Trace>> => {
      const current = await writing.currentOf(tx, row)
      const { view } = current.state
      const resource = resourceOf(current, actor.person)
      if (!can(actor, 'enter', resource)) return noSuchRoom()
      if (!can(actor, 'reschedule', resource)) {
        return refuse('forbidden', 'Only the facilitator can move the room to another time.')
      }
      if (view.room.status !== 'scheduled') {
        return refuse('wrong_phase', 'The room was opened: it cannot be moved any more.')
      }
      if (!start.ok) return start
      const trace = traceFrom(current)
      const moved: NewEvent = {
        stream: 'room',
        type: 'room.rescheduled',
        body: { startsAt: iso(start.value) },
        actor: actor.person,
      }
      await writing.write(tx, trace, { events: [moved], mines: [] })
      return ok(trace)
    })
    if (!done.ok) return done
    after(done.value)
    return ok(null)
  }

  return { schedule, reschedule }
}

/** The id that a form's room has, by who sent it and all that it says; null for a form without id. */
function pressedBy({ person }: Actor, team: TeamId, form: ScheduleForm): RoomId | null {
  if (form.id === undefined) return null
  const said = createHash('sha256').update(JSON.stringify([person, team, form]))
  return roomId.parse(uuidOf(said.digest('hex')))
}

/** The first 128 bits of a hash in the shape of a UUID. */
function uuidOf(hex: string): string {
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => hex.slice(from, to))
  return `${a}-${b}-4${c}-8${d}-${e}`
}

function rowOf(
  actor: Actor,
  team: TeamId,
  id: RoomId,
  { release, format, stages, startsAt }: Planned,
  now: number,
): store.RoomRow {
  return {
    id,
    organisation: actor.organisation,
    team,
    title: release.title,
    toolkit: release.toolkit,
    release: release.hash,
    format: format.id,
    setup: {
      formatTitle: format.title,
      rules: format.rules,
      says: byPhase(format, 'say'),
      guide: format.guide,
      minutes: formatMinutes(format),
      stages,
      parts: format.parts,
      speaks: byPhase(format, 'speaks'),
    },
    status: 'scheduled',
    seat: actor.person,
    seatNumber: 1,
    startsAt,
    dueAt: null,
    createdAt: now,
  }
}

function byPhase(format: Format, key: 'say' | 'speaks'): Record<string, string> {
  const said = ({ id, [key]: words }: FormatPhase) => (words ? [[id, words] as const] : [])
  return Object.fromEntries(format.phases.flatMap(said))
}

function created(
  actor: Actor,
  row: store.RoomRow,
  { format, stages, startsAt }: Planned,
  people: Person[],
): NewEvent[] {
  const { id, title } = row
  const body = {
    id,
    title,
    format: format.id,
    startsAt: iso(startsAt),
    phases: format.phases.map(planOf),
    people,
    seat: { person: actor.person, number: 1 },
  }
  return [
    { stream: 'room', type: 'room.created', body, actor: actor.person },
    { stream: 'staff', type: 'stages.listed', body: { stages } },
  ]
}
