import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { OrganisationId, PersonId, RoomId, TeamId } from '#server/platform/rules/ids.ts'
import type { Member } from '#server/organisations/organisations.server.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { roomsElsewhere } from './doors/doors-store.server.ts'
import { hasLapsed } from './rules/schedule.ts'
import type { Role, Status } from './rules/shapes.ts'
import { isPast } from './rules/state.ts'
import { leadsAsMember } from './rules/succession.ts'
import type { Made } from './sources.server.ts'
import * as store from './store.server.ts'
import { isLed, resourceOf, type Writing } from './writing.server.ts'

/** A room somebody belongs to, as a list shows it. `startsAt` in epoch ms. */
export type ListedRoom = {
  room: RoomId
  toolkit: store.RoomRow['toolkit']
  title: string
  team: TeamId
  teamName: string
  startsAt: number
  status: Status
  role: Role
  facilitatorName: string
  /** Its time is a day over, and nobody has opened it. */
  hasLapsed: boolean
  /** Not over, and whoever holds its seat has left its team. */
  isUnled: boolean
  /** Number of the seat: what its holder's forms must name. */
  seat: number
  formatTitle: string
  minutes: number
}

/** A room that will not take place: whoever counted on it is told. `at` is when it was called off. */
export type CalledOffRoom = {
  room: RoomId
  title: string
  team: TeamId
  startsAt: number
  minutes: number
  at: number
}

/** Lists of rooms: those of one person, those of one team. */
export function createListing({ db, clock, organisations, evidence }: Made, writing: Writing) {
  return {
    /**
     * The rooms of the actor's teams that the actor is in or may come into, and those that the actor
     * came into by a code; earliest first.
     */
    async roomsOf(actor: Actor): Promise<ListedRoom[]> {
      const teams = actor.memberships.map(({ team }) => team)
      const { organisation, person } = actor
      const own = await store.roomsOfTeams(db.read, organisation, teams, person)
      const elsewhere = await roomsElsewhere(db.read, organisation, teams, person)
      const asGuest = await Promise.all(
        elsewhere.map(async (one) => ((await isGuest(actor, one.room)) ? [one] : [])),
      )
      const rows = [...own.filter(({ removed }) => !removed), ...asGuest.flat()]
      const listed = await named(
        actor,
        rows.sort((a, b) => a.room.startsAt - b.room.startsAt),
      )
      return listed.filter(({ role, status }) => role !== null || !isPast(status)).map(present)
    },

    /** The rooms of the actor's teams that were called off and would have begun after `since`. */
    async calledOff(actor: Actor, since: number): Promise<CalledOffRoom[]> {
      const { organisation, person, memberships } = actor
      const teams = memberships.map(({ team }) => team)
      const found = await store.roomsCalledOff(db.read, organisation, teams, { person, since })
      return found.map(({ room: { id, title, team, startsAt, setup }, at }) => ({
        ...{ room: id, title, team, startsAt, minutes: setup.minutes, at },
      }))
    },

    /** The rooms of one team with who attended each: attendance for its manager only. */
    async roomsOfTeam(
      actor: Actor,
      team: TeamId,
    ): Promise<Outcome<(ListedRoom & { attended: PersonId[] })[]>> {
      const { organisation } = actor
      const resource = { kind: 'team', team, organisation } as const
      if (!can(actor, 'read-plan', resource)) {
        return refuse('not_found', 'There is no such team among yours.')
      }
      const rows = await store.roomsOfTeams(db.read, organisation, [team], actor.person)
      const attended = can(actor, 'read', resource)
        ? await attendedOf(organisation, team)
        : new Map<RoomId, PersonId[]>()
      const listed = await named(actor, rows)
      return ok(listed.map((one) => ({ ...present(one), attended: attended.get(one.room) ?? [] })))
    },
  }

  async function isGuest(actor: Actor, row: store.RoomRow): Promise<boolean> {
    return can(actor, 'enter', resourceOf(await writing.currentOf(db.read, row), actor.person))
  }

  /** Those that are not over and whose seat is held by nobody who leads. */
  async function unledAmong(organisation: OrganisationId, rows: readonly store.RoomRow[]) {
    const members = new Map<TeamId, readonly Member[]>()
    const unled = new Set<RoomId>()
    for (const row of rows.filter(({ status }) => !isPast(status))) {
      const known = members.get(row.team)
      const team = known ?? (await membersOf(organisation, row.team))
      members.set(row.team, team)
      const holder = team.find(({ person }) => person === row.seat)
      if (holder && leadsAsMember(holder.role, row.seatNumber)) continue
      // Rarely: a guest may lead, which only the log knows.
      const current = await writing.currentOf(db.read, row)
      if (!(await isLed(db.read, organisations, current))) unled.add(row.id)
    }
    return unled
  }

  function membersOf(organisation: OrganisationId, team: TeamId) {
    return organisations.membersOf(db.read, organisation, team)
  }

  async function attendedOf(organisation: OrganisationId, team: TeamId) {
    const people = (await membersOf(organisation, team)).map(personOf)
    const byRoom = new Map<RoomId, PersonId[]>()
    for (const { person, fact } of await evidence.ofPeople(db.read, organisation, people)) {
      if (fact.kind !== 'room-attended') continue
      byRoom.set(fact.room, [...(byRoom.get(fact.room) ?? []), person])
    }
    return byRoom
  }

  async function named(actor: Actor, rows: Awaited<ReturnType<typeof store.roomsOfTeams>>) {
    const seats = [...new Set(rows.map(({ room }) => room.seat))]
    const people = await organisations.people(db.read, actor.organisation, seats)
    const unled = await unledAmong(
      actor.organisation,
      rows.map(({ room }) => room),
    )
    const names = new Map(people.map(({ person, name }) => [person, name]))
    const teams = new Map(actor.memberships.map(({ team, teamName }) => [team, teamName]))
    for (const { room } of rows) {
      if (teams.has(room.team)) continue
      const found = await organisations.team(db.read, actor.organisation, room.team)
      teams.set(room.team, found?.name ?? '')
    }
    return rows.map(({ room, role }) => ({
      room: room.id,
      toolkit: room.toolkit,
      title: room.title,
      team: room.team,
      teamName: teams.get(room.team) ?? '',
      startsAt: room.startsAt,
      status: room.status,
      role,
      facilitatorName: names.get(room.seat) ?? '',
      hasLapsed: hasLapsed(room, clock.now()),
      isUnled: unled.has(room.id),
      seat: room.seatNumber,
      formatTitle: room.setup.formatTitle,
      minutes: room.setup.minutes,
    }))
  }
}

function personOf({ person }: { person: PersonId }): PersonId {
  return person
}

function present<R extends { role: Role | null }>(room: R): R & { role: Role } {
  return { ...room, role: room.role ?? 'participant' }
}
