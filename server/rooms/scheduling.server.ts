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
import { foldState } from './rules/state.ts'
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
    const startsAt = startOf(form, clock.now())
    if (startsAt === null) {
      return refuse('invalid', 'Choose a time from now on.', { field: 'date' })
    }
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
    return ok({ release, format, stages, startsAt })
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

  /** Makes a room of `team`: the actor holds its seat, its members take part. */
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
    const id = roomId.parse(random.uuid())
    const row = rowOf(actor, team, id, planned.value, clock.now())
    await db.tx(async (tx) => {
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
    const startsAt = startOf(form, clock.now())
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
      if (startsAt === null) {
        return refuse('invalid', 'Choose a time from now on.', { field: 'date' })
      }
      const trace = traceFrom(current)
      const moved: NewEvent = {
        stream: 'room',
        type: 'room.rescheduled',
        body: { startsAt: iso(startsAt) },
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
