import type { Queries, Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can, type Resource, type Standing } from '#server/access/rules/can.ts'
import { roleIn } from '#server/access/rules/actor.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { attendance, openedPhases, peersOf } from './rules/attendance.ts'
import { closeDue, isDue } from './rules/closing.ts'
import type { LogEvent, NewEvent } from './rules/events.ts'
import { peopleInRoom } from './rules/limits.ts'
import { emptyMine, partsOpened, type MineRecord } from './rules/mine.ts'
import { notesOf, type GroupNote } from './rules/group-notes.ts'
import { closesAt } from './rules/moment.ts'
import type { Effect, Mines } from './rules/phases/rules.ts'
import type { Role } from './rules/shapes.ts'
import { currentPhase, findPhase, foldState, isOver, roleOf, type State } from './rules/state.ts'
import { leadsAsMember } from './rules/succession.ts'
import type { Made } from './sources.server.ts'
import { presenceOf } from './presence/presence-store.server.ts'
import * as log from './log/log-store.server.ts'
import * as store from './store.server.ts'

/** A room as a transaction finds it: what was stamped on it, its state, and where the log ends. */
export type Current = { row: store.RoomRow; state: State; heads: log.Heads }

/** What a transaction did, for what follows after its commit. */
export type Trace = {
  moved: boolean
  people: Set<PersonId>
  current: Current
  /** The events as they stand in the log. */
  written: LogEvent[]
  /** Whoever sent the command is not to be remembered. */
  forgotten?: boolean
}

/**
 * What follows a commit needs of a trace. It holds no state: hundreds of commands wait for one
 * commit, and each state that one of them held would be a list of all cards of its own.
 */
export type Done = Pick<Trace, 'moved' | 'people' | 'written'> & {
  room: RoomId
  /** Where the room's own stream ends now. */
  head: number
  /** When the phase that closes is to be closed; null when none does. */
  dueAt: number | null
}

export function doneOf({ moved, people, written, current }: Trace): Done {
  const { row, state, heads } = current
  return { moved, people, written, room: row.id, head: heads.room.head, dueAt: closesAt(state) }
}

/** The trace of a transaction that finds the room as `current` says. */
export function traceFrom(current: Current): Trace {
  return { moved: false, people: new Set(), current, written: [] }
}

export function noSuchRoom(): { ok: false; error: { code: 'not_found'; message: string } } {
  return {
    ok: false,
    error: { code: 'not_found', message: 'There is no such room among yours.' },
  }
}

/** The room as `can` asks about it, with where `person` stands in it. */
export function resourceOf(
  { row, state }: Pick<Current, 'row' | 'state'>,
  person: PersonId,
): Extract<Resource, { kind: 'room' }> {
  const { team, organisation } = row
  const isOut = state.removed.includes(person)
  const standing = isOut ? 'removed' : standingOf(roleOf(state.view, person))
  return { kind: 'room', team, organisation, standing, guest: state.guests.includes(person) }
}

function standingOf(role: Role | undefined): Standing {
  if (role === undefined) return 'none'
  return role === 'projector' ? 'observer' : role
}

/** How rooms are read and written inside a transaction. */
export function createWriting(made: Made) {
  const { states, clock, random, evidence } = made

  async function currentOf(db: Queries, row: store.RoomRow): Promise<Current> {
    const heads = await log.headsOf(db, row.id)
    return { row, heads, state: await states.at(db, row.id, heads.room) }
  }

  /** What the small groups have written and not yet brought back; reads nothing where there are none. */
  async function notesIn(db: Queries, { row, state, heads }: Current): Promise<GroupNote[]> {
    if (currentPhase(state)?.kind !== 'small-groups') return []
    return notesOf(state.view, await log.groupEvents(db, row.id, heads))
  }

  /** Writes `effect`; throws HeadMoved when the room is not where `current` says. */
  async function write(
    tx: Transaction,
    trace: Trace,
    effect: Effect,
    command: { id: string; person: PersonId } | null = null,
  ): Promise<log.Appended> {
    const { row, state: before, heads } = trace.current
    const at = clock.now()
    const salt = () => random.bytes(16)
    const done = await log.append(tx, row.id, heads, effect, command, { at, salt })
    const state = foldState(done.events, before)
    states.keep(row.id, done.heads.room, state)
    trace.current = { row, state, heads: done.heads }
    trace.moved ||= done.events.length > 0
    trace.written.push(...done.events)
    for (const { person } of effect.mines) trace.people.add(person)
    if (effect.levels) {
      await store.levelMines(tx, row.id)
      await log.forgetRevisions(tx, row.id)
      for (const { person } of before.view.people) trace.people.add(person)
    }
    await project(tx, row.id, before, state)
    if (!isOver(before.view) && isOver(state.view)) await attest(tx, trace.current)
    return done
  }

  /** Who attended gets evidence of it, in the transaction that closes the room. */
  async function attest(tx: Transaction, { row, state }: Current): Promise<void> {
    const { startedAt, closedAt, view } = state
    if (startedAt === undefined || closedAt === undefined) return
    const all = attendance(state, await presenceOf(tx, row.id), closedAt)
    const mines = await store.minesOf(tx, row.id)
    const titles = (ids: string[]) => ids.flatMap((id) => findPhase(view, id)?.title ?? [])
    const facilitator = view.people.find(({ person }) => person === view.seat.person)
    for (const one of all.filter(({ attended }) => attended)) {
      await evidence.attestIn(tx, {
        person: one.person,
        organisation: row.organisation,
        key: `room:${row.id}`,
        fact: {
          kind: 'room-attended',
          room: row.id,
          toolkit: row.toolkit,
          title: row.title,
          format: row.format,
          formatTitle: row.setup.formatTitle,
          ...partsOpened(mines.get(one.person) ?? emptyMine),
          phases: titles(one.phases),
          phasesOpened: openedPhases(state).length,
          minutesPresent: one.minutesPresent,
          peers: peersOf(state, all, one.person),
          facilitatorJobTitle: facilitator?.jobTitle ?? '',
          startedAt,
          endedAt: closedAt,
        },
      })
    }
  }

  /** Closes the phase whose time is over, so that nothing is judged by a phase that is past. */
  async function settle(tx: Transaction, trace: Trace): Promise<void> {
    const { row, state } = trace.current
    if (!isDue(state, clock.now())) return
    const mines = minesFrom(await store.minesOf(tx, row.id))
    const on = { mines, seed: random.seed(), freshId: () => random.uuid() }
    await write(tx, trace, closeDue(state, { ...on, notes: await notesIn(tx, trace.current) }))
  }

  /**
   * Where `actor` stands; somebody who came to the team later is let in. `not_found` for everybody
   * else, and for whoever was removed.
   */
  async function enter(tx: Transaction, trace: Trace, actor: Actor): Promise<Outcome<Role>> {
    const role = roleOf(trace.current.state.view, actor.person)
    if (role) {
      return can(actor, 'enter', resourceOf(trace.current, actor.person)) ? ok(role) : noSuchRoom()
    }
    return mayBeLetIn(actor, trace.current) ? letIn(tx, trace, actor) : noSuchRoom()
  }

  /**
   * Lets in somebody of the organisation who has the room's code, while it is open; that they are a
   * guest stands in the log. `not_found` for everybody else, and for whoever was removed.
   */
  async function enterByCode(tx: Transaction, trace: Trace, actor: Actor): Promise<Outcome<Role>> {
    const { row, state } = trace.current
    const { status } = state.view.room
    const resource = resourceOf(trace.current, actor.person)
    const isOpen = status === 'lobby' || status === 'running' || status === 'paused'
    if (!isOpen || state.removed.includes(actor.person)) return noSuchRoom()
    if (!can(actor, 'join-by-code', resource)) return noSuchRoom()
    const role = roleOf(state.view, actor.person)
    if (role && can(actor, 'enter', resource)) return ok(role)
    return letIn(tx, trace, actor, roleIn(actor, row.team) === null)
  }

  async function letIn(
    tx: Transaction,
    trace: Trace,
    actor: Actor,
    byCode = false,
  ): Promise<Outcome<Role>> {
    const { view } = trace.current.state
    const { person, name, jobTitle } = actor
    const known = roleOf(view, person)
    if (!known && view.people.length >= peopleInRoom) {
      return refuse('too_many', 'This room is full. Ask the facilitator to make place.')
    }
    const body = { person, name, jobTitle, role: 'participant' as const }
    const events: NewEvent[] = [
      ...(known ? [] : [{ stream: 'room', type: 'person.joined', body, actor: person } as const]),
      ...(byCode ? [{ stream: 'room', type: 'code.used', body: {}, actor: person } as const] : []),
    ]
    await write(tx, trace, { events, mines: [] })
    return ok(known ?? 'participant')
  }

  return { currentOf, write, settle, enter, enterByCode, notesIn }
}
export type Writing = ReturnType<typeof createWriting>

/** Whether somebody who is not in the room may be let in: a member of its team, while it goes on. */
export function mayBeLetIn(actor: Actor, current: Current): boolean {
  const { view, removed } = current.state
  if (isOver(view) || removed.includes(actor.person)) return false
  return can(actor, 'be-let-in', resourceOf(current, actor.person))
}

/** Whether whoever holds the seat still leads: as one of the team, or a guest of the organisation. */
export async function isLed(
  read: Queries,
  organisations: Pick<Made['organisations'], 'membersOf' | 'hereAmong'>,
  { row, state }: Pick<Current, 'row' | 'state'>,
): Promise<boolean> {
  const { person, number } = state.view.seat
  const members = await organisations.membersOf(read, row.organisation, row.team)
  const member = members.find((one) => one.person === person)
  if (member) return leadsAsMember(member.role, number)
  if (!state.guests.includes(person)) return false
  return (await organisations.hereAmong(read, row.organisation, [person])).has(person)
}

export function minesFrom(records: ReadonlyMap<PersonId, MineRecord>): Mines {
  return (person) => records.get(person) ?? emptyMine
}

/** Keeps in tables what lists and the scheduler read of the state, when it has changed. */
async function project(tx: Transaction, room: RoomId, before: State, after: State): Promise<void> {
  const [old, now] = [projection(before), projection(after)]
  if (!isSame(old, now)) await store.putProjection(tx, room, now)
  if (before.view.people === after.view.people) return
  const gone = before.view.people
    .filter(({ person }) => !roleOf(after.view, person))
    .map(({ person, role }) => ({ person, role, removed: true }))
  const here = after.view.people
    .filter(({ person, role }) => roleOf(before.view, person) !== role)
    .map(({ person, role }) => ({ person, role, removed: false }))
  await store.putPeople(tx, room, [...gone, ...here])
}

type Projection = Parameters<typeof store.putProjection>[2]

function projection(state: State): Projection {
  const { room, seat } = state.view
  return {
    status: room.status,
    seat: seat.person,
    seatNumber: seat.number,
    startsAt: Date.parse(room.startsAt),
    dueAt: closesAt(state),
  }
}

function isSame(a: Projection, b: Projection): boolean {
  return (
    a.status === b.status &&
    a.seat === b.seat &&
    a.seatNumber === b.seatNumber &&
    a.startsAt === b.startsAt &&
    a.dueAt === b.dueAt
  )
}
