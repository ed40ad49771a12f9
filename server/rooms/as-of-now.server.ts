import type { Actor } from '#server/access/rules/actor.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import type { Outcome } from '#server/platform/rules/outcome.ts'
import type { Reading } from './reading.server.ts'
import type { Sources } from './sources.server.ts'
import { noSuchRoom } from './writing.server.ts'

/**
 * Readings that answer for who the reader is when the answer is given. Where a commit changed their
 * rights while it was being read, what was read is thrown away and read again. (T4)
 */
export function asOfNow(
  organisations: Pick<Sources['organisations'], 'isCurrent' | 'actorFor'>,
  reading: Reading,
) {
  async function again<T>(
    actor: Actor,
    read: (actor: Actor) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    const answer = await read(actor)
    if (organisations.isCurrent(actor)) return answer
    const now = await organisations.actorFor(actor.person)
    return now ? again(now, read) : noSuchRoom()
  }

  return {
    snapshotHead: (actor: Actor, room: RoomId) =>
      again(actor, (now) => reading.snapshotHead(now, room)),
    snapshot: (actor: Actor, room: RoomId) => again(actor, (now) => reading.snapshot(now, room)),
    events: (actor: Actor, room: RoomId, stream: string, since: number) =>
      again(actor, (now) => reading.events(now, room, stream, since)),
    stage: (actor: Actor, room: RoomId, stage: string) =>
      again(actor, (now) => reading.stage(now, room, stage)),
    facts: (actor: Actor, room: RoomId) => again(actor, (now) => reading.facts(now, room)),
  }
}
