import type { OrganisationId, RoomId } from '#server/platform/rules/ids.ts'
import { errorFields } from '#server/platform/log.server.ts'
import { isAbandoned } from './rules/attendance.ts'
import { isResting, restAfter, type Rest } from './rules/back-off.ts'
import { closeRoom } from './rules/reduce.ts'
import type { Made } from './sources.server.ts'
import { isUnavailable } from './log/unavailable.server.ts'
import { lastSeen } from './presence/presence-store.server.ts'
import * as store from './store.server.ts'
import { minesFrom, traceFrom, type Trace, type Writing } from './writing.server.ts'

const everyMinute = 60_000
/** A full disk or a busy database may have let go by then. */
const repeatMs = 1_000

/**
 * What happens without anybody pressing a button: a closing phase closes when its time is over, a
 * room with nobody in it closes itself. What is due stands in the database, so a restart forgets
 * nothing; timers only say when to look.
 */
export function createDeadlines(made: Made, writing: Writing, after: (trace: Trace) => void) {
  const { db, clock, random, states, log } = made
  const timers = new Map<RoomId, NodeJS.Timeout>()
  let minute: NodeJS.Timeout | null = null
  const repeats = new Map<() => Promise<void>, NodeJS.Timeout>()
  let going: Promise<unknown> = Promise.resolve()
  /** Rooms in which nothing can be done for now, and when each is tried again. */
  const rests = new Map<RoomId, Rest & { timer: NodeJS.Timeout | undefined }>()

  type Waiting = { room: RoomId; organisation: OrganisationId }
  type Work = (tx: Parameters<Parameters<typeof db.tx>[0]>[0], trace: Trace) => Promise<void>

  async function inRoom({ room, organisation }: Waiting, work: Work): Promise<void> {
    const row = await store.findRoom(db.read, organisation, room)
    if (!row) return
    const trace = await db.tx(async (tx) => {
      const current = await writing.currentOf(tx, row)
      const begun = traceFrom(current)
      await work(tx, begun)
      return begun
    })
    if (trace.moved) states.settle(room, trace.current.heads.room.head)
    after(trace)
  }

  /** Does it, or leaves the room alone for a while, longer each time. */
  async function attempt(waiting: Waiting, work: Work): Promise<void> {
    const { room } = waiting
    const before = rests.get(room)
    clearTimeout(before?.timer)
    try {
      await inRoom(waiting, work)
      rests.delete(room)
    } catch (error) {
      log.error({ ...errorFields(error), event: 'room-deadline', room }, 'a deadline was not kept')
      const now = clock.now()
      const rest = restAfter(before, now, isUnavailable(error))
      const again = () => look(() => attempt(waiting, work))
      const timer = minute === null ? undefined : setTimeout(again, rest.until - now)
      rests.set(room, { ...rest, timer })
    }
  }

  /** Every room has its turn, whatever becomes of those before it. */
  async function inEach(all: readonly Waiting[], work: Work): Promise<void> {
    for (const waiting of all) {
      if (!isResting(rests.get(waiting.room), clock.now())) await attempt(waiting, work)
    }
  }

  /** Closes every phase whose time is over by now. */
  async function closeDue(): Promise<void> {
    const due = await store.roomsDue(db.read, clock.now())
    await inEach(due, (tx, trace) => writing.settle(tx, trace))
  }

  /** Closes rooms in which nobody has been for long: everything is kept, evidence is attested. */
  async function closeAbandoned(): Promise<void> {
    await inEach(await store.roomsGoingOn(db.read), async (tx, trace) => {
      const { row, state } = trace.current
      const seen = await lastSeen(tx, row.id)
      if (!isAbandoned(state, seen ?? Math.max(row.startsAt, row.createdAt), clock.now())) return
      const mines = minesFrom(await store.minesOf(tx, row.id))
      const effect = closeRoom(state, {
        now: clock.now(),
        mines,
        freshId: () => random.uuid(),
        notes: await writing.notesIn(tx, trace.current),
        abandoned: true,
      })
      if (effect.ok) await writing.write(tx, trace, effect.value)
    })
  }

  function look(work: () => Promise<void>): void {
    going = going.then(work).catch((error: unknown) => {
      log.error({ ...errorFields(error), event: 'room-deadline' }, 'a deadline was not kept')
      if (minute === null) return
      clearTimeout(repeats.get(work))
      repeats.set(
        work,
        setTimeout(() => look(work), repeatMs),
      )
    })
  }

  /** Looks again when this room's closing phase is due. Does nothing before `resume`. */
  function arm(room: RoomId, dueAt: number | null): void {
    clearTimeout(timers.get(room))
    timers.delete(room)
    if (minute === null || dueAt === null) return
    const timer = setTimeout(
      () => {
        timers.delete(room)
        look(closeDue)
      },
      Math.max(0, dueAt - clock.now()) + 1,
    )
    timers.set(room, timer)
  }

  return {
    closeDue,
    closeAbandoned,
    arm,

    /**
     * Begins to keep deadlines: at once those that passed while the server was away. A room whose
     * log cannot be read keeps neither the others nor the server from beginning.
     */
    resume: async (): Promise<void> => {
      const lookAtAll = () => {
        look(closeDue)
        look(closeAbandoned)
      }
      minute = setInterval(lookAtAll, everyMinute)
      lookAtAll()
      await going
      for (const { room, dueAt } of await store.roomsDue(db.read, null)) arm(room, dueAt)
    },

    stop: async (): Promise<void> => {
      if (minute !== null) clearInterval(minute)
      minute = null
      for (const repeat of repeats.values()) clearTimeout(repeat)
      for (const timer of timers.values()) clearTimeout(timer)
      for (const { timer } of rests.values()) clearTimeout(timer)
      timers.clear()
      await going
    },
  }
}
