import type { Queries, Transaction } from '#db/connection.ts'
import { afterCommit } from '#db/transaction.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { OrganisationId, PersonId, RoomId, TeamId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { peopleInRoom } from './rules/limits.ts'
import { isOver, roleOf } from './rules/state.ts'
import { goneEvents, successorOf, takenEvents, type LedRoom } from './rules/succession.ts'
import type { Made } from './sources.server.ts'
import * as store from './store.server.ts'
import {
  isLed,
  noSuchRoom,
  traceFrom,
  type Current,
  type Trace,
  type Writing,
} from './writing.server.ts'

/** What becomes of rooms whose facilitator leaves the team or the employer, or erases their account. */
export function createHandingOver(
  { db, organisations }: Made,
  writing: Writing,
  after: (trace: Trace) => void,
) {
  async function successor(read: Queries, { row, state }: Current): Promise<PersonId | null> {
    const members = await organisations.membersOf(read, row.organisation, row.team)
    return successorOf(state, new Set(members.map(({ person }) => person)))
  }

  /** What is told of a room that `going` led, where `next` leads it from then on. */
  async function told(
    { row, state }: Current,
    going: PersonId,
    next: PersonId | null,
  ): Promise<LedRoom> {
    const { id: room, title, startsAt, organisation, team } = row
    const members = await organisations.membersOf(db.read, organisation, team)
    const stay = members.filter(({ person, role }) => role === 'manager' && person !== going)
    const to = state.view.people.find(({ person }) => person === next)?.name ?? null
    const found = await organisations.team(db.read, organisation, team)
    const managers = stay.map(({ name }) => name)
    return { room, title, startsAt, teamName: found?.name ?? '', to, managers }
  }

  async function handOver(tx: Transaction, person: PersonId, row: store.RoomRow): Promise<void> {
    const trace = traceFrom(await writing.currentOf(tx, row))
    const events = goneEvents(trace.current.state, person, await successor(tx, trace.current))
    if (events.length === 0) return
    await writing.write(tx, trace, { events, mines: [] })
    afterCommit(() => after(trace))
  }

  return {
    /** The rooms, of `team` where it is named, that `person` leads and that are not over, with who would lead on. */
    async ledRooms(person: PersonId, team?: TeamId): Promise<LedRoom[]> {
      const rows = await store.roomsHelpedBy(db.read, person)
      const led: LedRoom[] = []
      for (const row of rows.filter((one) => one.seat === person && isOf(one, team))) {
        const current = await writing.currentOf(db.read, row)
        led.push(await told(current, person, await successor(db.read, current)))
      }
      return led
    },

    /** The rooms of `organisation` that `gone` led when they went, with who leads them today. */
    async givenUpRooms(organisation: OrganisationId, gone: PersonId): Promise<LedRoom[]> {
      const given: LedRoom[] = []
      for (const row of await store.roomsGivenUpBy(db.read, organisation, gone)) {
        const next = row.seat === gone ? null : row.seat
        given.push(await told(await writing.currentOf(db.read, row), gone, next))
      }
      return given
    },

    /**
     * Hands on what `person` leads, in `team` alone where it is named, inside the transaction in
     * which they go: to a co-facilitator, else to the deputy. Where there is neither, the seat stays theirs until a manager takes it.
     */
    async handOverIn(tx: Transaction, person: PersonId, team?: TeamId): Promise<void> {
      const helped = await store.roomsHelpedBy(tx, person)
      for (const row of helped.filter((one) => isOf(one, team))) await handOver(tx, person, row)
    },

    /**
     * The same for a manager of `team` who becomes a practitioner of it: they hand on the rooms that
     * they lead, and help on in those where they help, as any member of the team may.
     */
    async stepDownIn(tx: Transaction, person: PersonId, team: TeamId): Promise<void> {
      const helped = await store.roomsHelpedBy(tx, person)
      const led = helped.filter((one) => one.seat === person && isOf(one, team))
      for (const row of led) await handOver(tx, person, row)
    },

    /** The team's manager takes the seat of a room whose facilitator has gone. */
    async takeUnled(actor: Actor, room: RoomId): Promise<Outcome<null>> {
      const row = await store.findRoom(db.read, actor.organisation, room)
      if (!row) return noSuchRoom()
      const { team, organisation } = row
      if (!can(actor, 'take-room', { kind: 'team', team, organisation })) return noSuchRoom()
      const taken = await db.tx(async (tx): Promise<Outcome<Trace>> => {
        const trace = traceFrom(await writing.currentOf(tx, row))
        const { state } = trace.current
        if (isOver(state.view)) return refuse('closed', 'This room is over.')
        if (await isLed(tx, organisations, trace.current)) {
          return refuse('stale', 'Somebody leads this room. Ask them to hand the seat to you.')
        }
        const { person, name, jobTitle } = actor
        if (!roleOf(state.view, person) && state.view.people.length >= peopleInRoom) {
          return refuse('too_many', 'This room is full. Schedule a new one for the team.')
        }
        const events = takenEvents(state, { person, name, jobTitle })
        await writing.write(tx, trace, { events, mines: [] })
        return ok(trace)
      })
      if (!taken.ok) return taken
      after(taken.value)
      return ok(null)
    },
  }
}

function isOf(row: store.RoomRow, team: TeamId | undefined): boolean {
  return team === undefined || row.team === team
}
