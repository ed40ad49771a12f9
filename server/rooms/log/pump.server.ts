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
 * wake-up only says that there may be more, so a lost or doubled one changes nothing.
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

type Watch = { cursors: Cursors; ready: Promise<void>; run(): Promise<void> }

function createWatch(room: RoomId, log: Log, deliver: Deliver): Watch {
  const cursors: Cursors = { room: 0, staff: 0 }
  let running: Promise<void> | null = null
  let again = false
  const ready = log.heads(room).then((heads) => void Object.assign(cursors, heads))

  async function readOn(): Promise<void> {
    await ready
    do {
      again = false
      // The room's own stream first: it says who may hear the others.
      const heads = await log.heads(room)
      for (const stream of streamsOf(heads)) await readStream(stream, heads[stream] ?? 0)
    } while (again)
  }

  async function readStream(stream: Stream, head: number): Promise<void> {
    while ((cursors[stream] ?? 0) < head) {
      const events = await log.after(room, stream, cursors[stream] ?? 0)
      const last = events.at(-1)
      if (!last) return
      cursors[stream] = last.seq
      deliver(stream, events)
    }
  }

  return {
    cursors,
    ready,
    run() {
      again = true
      running ??= readOn().finally(() => {
        running = null
      })
      return running
    },
  }
}
