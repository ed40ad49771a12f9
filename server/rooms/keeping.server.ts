import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { fits } from './rules/mine.ts'
import { withKeptNote, type KeptNote } from './rules/kept-note.ts'
import { isOver, roleOf } from './rules/state.ts'
import type { Made } from './sources.server.ts'
import * as store from './store.server.ts'
import { noSuchRoom, resourceOf, traceFrom, type Trace, type Writing } from './writing.server.ts'

/** What came too late for a closed room and is kept all the same. */
export function createKeeping({ db, clock }: Made, writing: Writing, after: (t: Trace) => void) {
  return {
    /**
     * Puts a text that did not reach a room before its close among its writer's own notes there.
     * Nothing of the room changes by it, and nobody else can tell.
     */
    async keepNote(actor: Actor, room: RoomId, note: KeptNote): Promise<Outcome<null>> {
      const row = await store.findRoom(db.read, actor.organisation, room)
      if (!row) return noSuchRoom()
      const kept = await db.tx(async (tx): Promise<Outcome<Trace>> => {
        const trace = traceFrom(await writing.currentOf(tx, row))
        const { view } = trace.current.state
        const mayWrite = can(actor, 'command', resourceOf(trace.current, actor.person))
        if (!roleOf(view, actor.person) || !mayWrite) return noSuchRoom()
        if (note.person !== actor.person) {
          return refuse('forbidden', 'This page belongs to somebody else. Sign in again.')
        }
        if (!isOver(view)) {
          return refuse(
            'stale',
            'The room goes on. Load its page again: your text can be kept there.',
          )
        }
        const own = await store.mineOf(tx, room, actor.person)
        const next = withKeptNote(own, view, note, clock.now())
        if (!next)
          return refuse('not_found', 'This room has no notes: it was closed before it began.')
        if (next === own) return ok(trace)
        if (!fits(next)) {
          return refuse('too_many', 'Your notes in this room are full. Copy this text to keep it.')
        }
        await store.putMine(tx, room, { person: actor.person, next })
        trace.people.add(actor.person)
        return ok(trace)
      })
      if (!kept.ok) return kept
      after(kept.value)
      return ok(null)
    },
  }
}
