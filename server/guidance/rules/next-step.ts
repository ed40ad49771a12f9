import { hasLapsed } from '#server/rooms/rules/schedule.ts'

/** What the home page needs to know of a room to say what comes next. */
export type RoomAhead = {
  status: 'scheduled' | 'lobby' | 'running' | 'paused' | 'closed' | 'abandoned'
  startsAt: number
  role: 'facilitator' | 'co-facilitator' | 'participant' | 'observer' | 'projector'
}
/** A module; one that no team was given has no due date. */
export type ModuleAhead = { state: 'not-started' | 'in-progress' | 'done'; dueOn: string | null }
export type CpdAhead<D> = {
  isMet: boolean
  nextDraft: D | null
  /** Nothing is asked for, so nothing is outstanding. */
  countsNothing: boolean
  /** 0 on the last day of the registration year. */
  daysLeft: number
}

export type NextStep<R, M, D> =
  | { kind: 'go-to-room'; room: R }
  | { kind: 'open-room'; room: R }
  | { kind: 'start'; module: M }
  | { kind: 'continue'; module: M }
  | { kind: 'complete-cpd'; draft: D }
  | { kind: 'finish-year' }
  | { kind: 'nothing' }

const opensBeforeMs = 30 * 60_000
/** From so many days before its end, an unmet year is due: about as long as renewal is open. */
const yearIsDueDays = 91
const openNow = new Set(['lobby', 'running', 'paused'])

/** May its facilitator open this room by now? From 30 minutes before its start, for a day. */
export function canBeOpened(room: RoomAhead, now: number): boolean {
  return (
    room.status === 'scheduled' &&
    !hasLapsed(room, now) &&
    room.role === 'facilitator' &&
    now >= room.startsAt - opensBeforeMs
  )
}

/**
 * The one thing to do next, the first that applies: the room that is open, the room to open, the
 * module (the one due first), the CPD draft, the CPD year that is nearly over and not met, the module
 * that somebody began by themselves; else nothing is due. Source: product page, "home", which does not
 * speak of a year without a draft: to say then that nothing is due would cost somebody the registration.
 * For the same reason a module that nobody waits for comes last.
 */
export function nextStep<R extends RoomAhead, M extends ModuleAhead, D>(
  now: number,
  ahead: { rooms: readonly R[]; modules: readonly M[]; cpd: CpdAhead<D> },
): NextStep<R, M, D> {
  const open = ahead.rooms.find((room) => openNow.has(room.status))
  if (open) return { kind: 'go-to-room', room: open }
  const toOpen = ahead.rooms.find((room) => canBeOpened(room, now))
  if (toOpen) return { kind: 'open-room', room: toOpen }
  const undone = ahead.modules.filter((one) => one.state !== 'done')
  const [module] = undone
    .filter((one) => one.dueOn !== null)
    .sort((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''))
  if (module) return { kind: module.state === 'not-started' ? 'start' : 'continue', module }
  const { isMet, nextDraft, countsNothing, daysLeft } = ahead.cpd
  if (nextDraft && !isMet) return { kind: 'complete-cpd', draft: nextDraft }
  if (!isMet && !countsNothing && daysLeft <= yearIsDueDays) return { kind: 'finish-year' }
  const alone = undone.find((one) => one.dueOn === null && one.state === 'in-progress')
  if (alone) return { kind: 'continue', module: alone }
  return { kind: 'nothing' }
}
