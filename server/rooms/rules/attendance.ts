import type { PersonId } from '#server/platform/rules/ids.ts'
import type { Opening, State } from './state.ts'
import { participants } from './state.ts'

/** A stretch in which somebody was there, epoch ms; several devices may overlap. */
/** A page load or a post counts as being there for so long; an open socket is touched each minute. */
export const presentForMs = { page: 5 * 60_000, post: 5 * 60_000, socket: 90_000 } as const
export type Touch = keyof typeof presentForMs

export type Interval = { person: PersonId; from: number; to: number }

export type Attendance = {
  person: PersonId
  attended: boolean
  minutesPresent: number
  /** Ids of the phases in which the person was present, in the room's order. */
  phases: string[]
}

const enoughMinutes = 20

/**
 * Who was present how long, as facts: a pure function of the log and the durable intervals, so
 * presence is never guessed from who is connected. Overlapping devices count once; time before the
 * start and after the end does not count; somebody who shared a colleague's device was there while
 * that device was. Attended = present in at least half of the phases that
 * were opened, or for 20 minutes. Source: product page, "Attended".
 */
export function attendance(
  state: State,
  intervals: readonly Interval[],
  now: number,
): Attendance[] {
  const { startedAt } = state
  if (startedAt === undefined) return []
  const end = state.closedAt ?? now
  return participants(state.view).map((person) => {
    const shared = state.together
      .filter((one) => one.person === person)
      .flatMap((one) => within(intervals, one.holder, one.from, one.to ?? end))
    const own = merged([...intervals.filter((one) => one.person === person), ...shared])
      .map(({ from, to }) => ({ from: Math.max(from, startedAt), to: Math.min(to, end) }))
      .filter(({ from, to }) => to > from)
    const presentMs = own.reduce((sum, { from, to }) => sum + (to - from), 0)
    const phases = openedPhases(state).filter((phase) =>
      state.openings.some((opening) => opening.phase === phase && meets(opening, own, end)),
    )
    const half = phases.length * 2 >= openedPhases(state).length && phases.length > 0
    return {
      person,
      attended: half || presentMs >= enoughMinutes * 60_000,
      minutesPresent: Math.round(presentMs / 60_000),
      phases,
    }
  })
}

/**
 * For how long somebody counts as being there who loads a page or posts something at `now` (epoch
 * ms): `lastsMs` from then. In a phase without names it is the stretch of that length, counted from
 * the opening of the phase, in which `now` lies: the same for all who come in it, so the instant at
 * which somebody did something is kept nowhere.
 */
export function stretchOf(
  { view }: Pick<State, 'view'>,
  now: number,
  lastsMs: number,
): { from: number; to: number } {
  const phase = view.phases.find(({ id }) => id === view.current)
  const openedAt = phase?.anonymous && phase.openedAt ? Date.parse(phase.openedAt) : null
  if (openedAt === null || now < openedAt) return { from: now, to: now + lastsMs }
  const from = openedAt + Math.floor((now - openedAt) / lastsMs) * lastsMs
  return { from, to: from + lastsMs }
}

/** Ids of the phases that were opened, in the room's order. */
export function openedPhases({ view, openings }: State): string[] {
  return view.phases
    .map((phase) => phase.id)
    .filter((id) => openings.some((opening) => opening.phase === id))
}

/**
 * Whether somebody was there for any time of it: to leave as it opens is not to take part. A phase
 * that was opened and closed in one moment has whoever was there at that moment.
 */
function meets(opening: Opening, own: readonly { from: number; to: number }[], end: number) {
  const to = opening.to ?? end
  if (to === opening.from) return own.some((one) => one.from <= to && one.to >= to)
  return own.some((one) => one.from < to && one.to > opening.from)
}

/** The stretches of `holder`, as far as they lie between two instants. */
function within(intervals: readonly Interval[], holder: PersonId, from: number, to: number) {
  return intervals
    .filter((one) => one.person === holder)
    .map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) }))
    .filter((one) => one.to > one.from)
}

function merged(intervals: readonly { from: number; to: number }[]) {
  const result: { from: number; to: number }[] = []
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}

/** The others who attended, by job title and number: never by name. */
export function peersOf(
  state: State,
  all: readonly Attendance[],
  person: PersonId,
): { jobTitle: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const other of all) {
    if (!other.attended || other.person === person) continue
    const jobTitle = state.view.people.find((one) => one.person === other.person)?.jobTitle
    if (jobTitle !== undefined) counts.set(jobTitle, (counts.get(jobTitle) ?? 0) + 1)
  }
  return [...counts]
    .map(([jobTitle, count]) => ({ jobTitle, count }))
    .sort((a, b) => (a.jobTitle < b.jobTitle ? -1 : 1))
}

const abandonedAfterLastPhaseMs = 30 * 60_000
const abandonedMs = 2 * 60 * 60_000

/**
 * Whether a room that was opened is to close by itself: with nobody present for 30 minutes after
 * its last phase was closed, for 2 hours before that. `lastSeenAt`: when anybody was last present.
 */
export function isAbandoned(state: State, lastSeenAt: number, now: number): boolean {
  const { status } = state.view.room
  if (status !== 'lobby' && status !== 'running' && status !== 'paused') return false
  const { finishedAt } = state
  if (finishedAt === undefined) return now - lastSeenAt >= abandonedMs
  return now - Math.max(lastSeenAt, finishedAt) >= abandonedAfterLastPhaseMs
}
