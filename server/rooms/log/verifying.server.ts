import type { Queries } from '#db/connection.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { chainStart, commitmentOf, linkHash, type Link } from './chain.server.ts'
import * as store from './chain-store.server.ts'

const eventsAtOnce = 500

/** The first event of a stream that is not what was written, and why. */
export type BrokenChain = { room: RoomId; stream: string; seq: number; why: string }

/** What a walk over every log has found. Erased bodies count as whole: their commitment stands. */
export type ChainReport = {
  rooms: number
  events: number
  erased: number
  broken: BrokenChain[]
}

/**
 * Walks the chain of every stream of every room, from its first event to where it should end. It
 * reads alone and asks no service, so what it says does not rest on what it judges.
 */
export async function verifyChains(db: Queries): Promise<ChainReport> {
  const report: ChainReport = { rooms: 0, events: 0, erased: 0, broken: [] }
  for (const room of await store.everyRoom(db)) {
    report.rooms += 1
    const ends = new Map((await store.streamEnds(db, room)).map((end) => [end.stream, end]))
    const streams = new Set([...ends.keys(), ...(await store.streamsWritten(db, room))])
    for (const stream of [...streams].sort()) {
      const end = ends.get(stream) ?? { stream, head: 0, hash: chainStart }
      const broken = await verifyStream(db, room, end, report)
      if (broken) report.broken.push(broken)
    }
  }
  return report
}

async function verifyStream(
  db: Queries,
  room: RoomId,
  { stream, head, hash: last }: store.StreamEnd,
  report: ChainReport,
): Promise<BrokenChain | null> {
  const broken = (seq: number, why: string): BrokenChain => ({ room, stream, seq, why })
  let before = { seq: 0, hash: chainStart }
  for (;;) {
    const events = await store.chainAfter(db, room, stream, {
      since: before.seq,
      limit: eventsAtOnce,
    })
    for (const event of events) {
      const { seq, hash } = event
      if (seq !== before.seq + 1) return broken(before.seq + 1, 'it is missing')
      if (seq > head) return broken(seq, 'it stands after the end of the log')
      const why = faultOf(before.hash, { room, stream }, event)
      if (why) return broken(seq, why)
      report.events += 1
      if (event.salt === null) report.erased += 1
      before = { seq, hash }
    }
    if (events.length === 0) break
  }
  if (before.seq < head) return broken(before.seq + 1, 'it is missing')
  return before.hash === last ? null : broken(head, 'the end of the log names another event')
}

/** Why `event` does not follow from the hash `before` it; null when it does. */
function faultOf(
  before: string,
  { room, stream }: Pick<Link, 'room' | 'stream'>,
  { seq, type, at, actor, commitment, body, salt, hash }: store.ChainedEvent,
): string | null {
  if (salt !== null && !isCommitted(salt, body, commitment)) {
    return 'its body is not what was written'
  }
  const link = { room, stream, seq, type, at, actor, commitment }
  return linkHash(before, link) === hash ? null : 'it does not follow from the one before it'
}

function isCommitted(salt: Uint8Array, body: string, commitment: string): boolean {
  try {
    return commitmentOf(salt, JSON.parse(body)) === commitment
  } catch {
    // Neither JSON any more nor text that canonical JSON can hold.
    return false
  }
}
