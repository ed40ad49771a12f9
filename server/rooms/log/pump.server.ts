import type { RoomId } from '#server/platform/rules/ids.ts'
import { isGroupStream, type LogEvent, type Stream } from '../rules/events.ts'

type Cursors = { room: number; staff: number; [group: `group:${string}`]: number }
type Deliver = (stream: Stream, events: readonly LogEvent[]) => void
type Log = {
  heads(room: RoomId): Promise<Cursors>
  after(room: RoomId, stream: Stream, since: number): Promise<LogEvent[]>
}

/**
 * Reads each watched room's log from a cursor of its own, in order, and hands on what is new. A
 * wake-up only says that there may be more, so a lost or doubled one changes nothing. What this
 * process has just committed may be offered, so that it need not be read back; what is not offered,
 * or does not follow on, is read from the log.
 */
export function createPump(log: Log) {
  const watched = new Map<RoomId, Watch>()

  return {
    /** Watches `room` from where its log ends now, until nobody watches it any more. */
    async watch(room: RoomId, deliver: Deliver): Promise<void> {
      if (watched.has(room)) return
      const watch = createWatch(room, log, deliver)
      watched.set(room, watch)
      await watch.ready
    },
    /** These events of `room` have been committed; nobody keeps them where nobody watches. */
    offer(room: RoomId, events: readonly LogEvent[]): void {
      watched.get(room)?.offer(events)
    },
    unwatch(room: RoomId): void {
      watched.delete(room)
    },
    /** Where the watched room's cursor stands: everything up to here was handed on. */
    cursor(room: RoomId, stream: Stream): number {
      return watched.get(room)?.cursors[stream] ?? 0
    },
    /** Resolves once everything that was in the log when it was called has been handed on. */
    async pump(room: RoomId): Promise<void> {
      await watched.get(room)?.run()
    },
  }
}
export type Pump = ReturnType<typeof createPump>

/** The streams in the order in which they are handed on. */
function streamsOf(heads: Cursors): Stream[] {
  return ['room', 'staff', ...Object.keys(heads).filter(isGroupStream).sort()]
}

type Watch = {
  cursors: Cursors
  ready: Promise<void>
  offer(events: readonly LogEvent[]): void
  run(): Promise<void>
}

function createWatch(room: RoomId, log: Log, deliver: Deliver): Watch {
  const cursors: Cursors = { room: 0, staff: 0 }
  let running: Promise<void> | null = null
  let again = false
  let offered: LogEvent[] = []
  const ready = log.heads(room).then((heads) => void Object.assign(cursors, heads))

  async function readOn(): Promise<void> {
    await ready
    do {
      again = false
      // The room's own stream first: it says who may hear the others.
      const heads = await log.heads(room)
      for (const stream of streamsOf(heads)) await readStream(stream, heads[stream] ?? 0)
      offered = offered.filter(({ stream, seq }) => seq > (cursors[stream] ?? 0))
    } while (again)
  }

  /** What of the offered follows the cursor without a gap, up to `head`. */
  function offeredAfter(stream: Stream, head: number): LogEvent[] {
    let last = cursors[stream] ?? 0
    return offered.filter((event) => {
      if (event.stream !== stream || event.seq !== last + 1 || event.seq > head) return false
      last = event.seq
      return true
    })
  }

  async function readStream(stream: Stream, head: number): Promise<void> {
    while ((cursors[stream] ?? 0) < head) {
      const known = offeredAfter(stream, head)
      const events = known.length > 0 ? known : await log.after(room, stream, cursors[stream] ?? 0)
      const last = events.at(-1)
      if (!last) return
      cursors[stream] = last.seq
      deliver(stream, events)
    }
  }

  return {
    cursors,
    ready,
    offer(events) {
      offered.push(...events)
    },
    run() {
      again = true
      running ??= readOn().finally(() => {
        running = null
      })
      return running
    },
  }
}
