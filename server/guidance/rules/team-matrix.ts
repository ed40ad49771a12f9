import type { Day } from '#server/platform/rules/london.ts'

export type Member = { person: string; name: string }
export type ModuleProgress = {
  toolkit: string
  title: string
  hasCase: boolean
  dueOn: Day
  people: { person: string; state: 'not-started' | 'in-progress' | 'done'; doneOn?: Day }[]
}
export type TeamRoom = {
  room: string
  toolkit: string
  title: string
  startsAt: number
  minutes: number
  status: 'scheduled' | 'lobby' | 'running' | 'paused' | 'closed' | 'abandoned'
  attended: readonly string[]
  /** Its time is a day over, and nobody has opened it. */
  hasLapsed: boolean
  /** Its facilitator has left, and nobody has taken the seat. */
  isUnled: boolean
}
export type Readiness = { person: string; state: 'ready' | 'not-yet' | 'hidden' }

export type MatrixRow = {
  person: string
  name: string
  module: { state: 'not-started' | 'in-progress' | 'done'; doneOn?: Day }
  room: { state: 'none' | 'ahead' | 'attended' | 'missed'; at?: number }
  cpd: Readiness['state']
}

/** One toolkit of a team: its facts by person, its newest room, and what a manager could do next. */
export type ToolkitMatrix = {
  toolkit: string
  title: string
  /** Without a case no room is asked for. */
  hasCase: boolean
  dueOn: Day
  room: TeamRoom | null
  rows: MatrixRow[]
  advice: Advice
}

/** A room of a toolkit that the team was not given, with who of the team was there. */
export type RoomApart = {
  room: string
  title: string
  at: number
  rows: Pick<MatrixRow, 'person' | 'name' | 'room' | 'cpd'>[]
}

export type Advice =
  | { kind: 'schedule-room' }
  | { kind: 'unfinished'; notStarted: string[]; inProgress: string[]; roomAt: number | null }
  | { kind: 'room-ahead'; at: number }
  | { kind: 'cpd-open'; people: string[] }
  | { kind: 'all-done' }

const over = new Set(['closed', 'abandoned'])

/** Joins four questions into one table a toolkit. Pure; facts only, never words or minutes. */
export function teamMatrix(asked: {
  members: readonly Member[]
  modules: readonly ModuleProgress[]
  rooms: readonly TeamRoom[]
  readiness: readonly Readiness[]
}): ToolkitMatrix[] {
  const readiness = new Map(asked.readiness.map(({ person, state }) => [person, state]))
  return asked.modules.map((module) => {
    const rooms = asked.rooms
      .filter((room) => room.toolkit === module.toolkit && !room.hasLapsed)
      .sort((a, b) => b.startsAt - a.startsAt)
    const room = rooms.find((one) => !over.has(one.status)) ?? rooms[0] ?? null
    const rows = asked.members.map(({ person, name }): MatrixRow => {
      const own = module.people.find((one) => one.person === person)
      return {
        person,
        name,
        module: own
          ? { state: own.state, ...(own.doneOn ? { doneOn: own.doneOn } : {}) }
          : { state: 'not-started' },
        room: roomState(person, rooms),
        cpd: readiness.get(person) ?? 'not-yet',
      }
    })
    const { toolkit, title, hasCase, dueOn } = module
    const advice = adviceOn(rows, room, hasCase)
    return { toolkit, title, hasCase, dueOn, room, rows, advice }
  })
}

/**
 * Who of the team attended a room that is over and stands in no table, as the team was not given its
 * toolkit. Null for every other room: its table says it. Pure.
 */
export function attendedApart(
  room: TeamRoom,
  members: readonly Member[],
  modules: readonly Pick<ModuleProgress, 'toolkit'>[],
): string[] | null {
  if (!over.has(room.status) || modules.some(({ toolkit }) => toolkit === room.toolkit)) return null
  return members.filter(({ person }) => room.attended.includes(person)).map(({ name }) => name)
}

/** The rooms that stand in no table, as the team was not given their toolkit; earliest first. Pure. */
export function roomsApart(asked: {
  members: readonly Member[]
  modules: readonly Pick<ModuleProgress, 'toolkit'>[]
  rooms: readonly TeamRoom[]
  readiness: readonly Readiness[]
}): RoomApart[] {
  const given = new Set(asked.modules.map(({ toolkit }) => toolkit))
  const readiness = new Map(asked.readiness.map(({ person, state }) => [person, state]))
  return asked.rooms
    .filter((room) => !given.has(room.toolkit) && !room.hasLapsed)
    .sort((a, b) => a.startsAt - b.startsAt)
    .map((room) => ({
      ...{ room: room.room, title: room.title, at: room.startsAt },
      rows: asked.members.map(({ person, name }) => ({
        ...{ person, name, room: roomState(person, [room]) },
        cpd: readiness.get(person) ?? 'not-yet',
      })),
    }))
}

function roomState(person: string, rooms: readonly TeamRoom[]): MatrixRow['room'] {
  const attended = rooms.find((room) => room.attended.includes(person))
  if (attended) return { state: 'attended', at: attended.startsAt }
  const [newest] = rooms
  if (!newest) return { state: 'none' }
  return { state: over.has(newest.status) ? 'missed' : 'ahead', at: newest.startsAt }
}

/** What helps the team on, the first that applies. */
function adviceOn(rows: readonly MatrixRow[], room: TeamRoom | null, hasCase: boolean): Advice {
  const named = (state: MatrixRow['module']['state']) =>
    rows.filter((row) => row.module.state === state).map((row) => row.name)
  const ahead = room !== null && !over.has(room.status)
  if (!room && hasCase) return { kind: 'schedule-room' }
  const notStarted = named('not-started')
  const inProgress = named('in-progress')
  if (notStarted.length + inProgress.length > 0) {
    return { kind: 'unfinished', notStarted, inProgress, roomAt: ahead ? room.startsAt : null }
  }
  if (ahead) return { kind: 'room-ahead', at: room.startsAt }
  const open = rows.filter((row) => row.cpd === 'not-yet').map((row) => row.name)
  return open.length > 0 ? { kind: 'cpd-open', people: open } : { kind: 'all-done' }
}

/** The toolkit whose advice is shown first: the earliest due with something left to do. */
export function mostPressing(toolkits: readonly ToolkitMatrix[]): ToolkitMatrix | null {
  return toolkits.find((one) => one.advice.kind !== 'all-done') ?? toolkits[0] ?? null
}
