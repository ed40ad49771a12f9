import { asOfNow } from './as-of-now.server.ts'
import { createCommanding } from './commanding.server.ts'
import { createDeadlines } from './deadlines.server.ts'
import { createErasing } from './erasing.server.ts'
import { createHandingOver } from './handing-over.server.ts'
import { createJoining } from './doors/joining.server.ts'
import { createOwnWords } from './own-words.server.ts'
import { createKeeping } from './keeping.server.ts'
import { createLeaving } from './leaving.server.ts'
import { createPresence } from './presence/presence.server.ts'
import { createPump } from './log/pump.server.ts'
import { createListing } from './listing.server.ts'
import { createReading, numbersOf } from './reading.server.ts'
import { eventsAtOnce } from './rules/protocol.ts'
import { createScheduling } from './scheduling.server.ts'
import type { Made, Sources } from './sources.server.ts'
import { createScreens } from './doors/screens.server.ts'
import { createStates } from './log/states.server.ts'
import { createTouching } from './presence/touching.server.ts'
import { createWhoIsHere } from './presence/who-is-here.server.ts'
import * as log from './log/log-store.server.ts'
import { verifyChains } from './log/verifying.server.ts'
import { createWakes } from './log/wakes.server.ts'
import { createWriting, doneOf, type Done, type Trace } from './writing.server.ts'

export type { LedRoom } from './rules/succession.ts'
export type { ListedRoom } from './listing.server.ts'
export type { RoomFacts, StagePage } from './reading.server.ts'
export type { Touch } from './rules/attendance.ts'
export type { ChainReport } from './log/verifying.server.ts'

/**
 * Rooms: a team reflects together, nothing acknowledged is lost, everybody sees the same order, and
 * what is one's own or not yet released reaches nobody else.
 */
export function createRooms(sources: Sources) {
  const { db, clock } = sources
  const wakes = createWakes()
  const presence = createPresence(sources)
  const made: Made = { ...sources, wakes, presence, states: createStates() }
  const writing = createWriting(made)

  /** After the commit: the deadline is armed, the others are woken. */
  function done({ room, moved, people, written, dueAt }: Done): void {
    if (moved) deadlines.arm(room, dueAt)
    pump.offer(room, written)
    if (moved || people.size > 0) wakes.wake({ room, people: [...people] })
  }
  const after = (trace: Trace) => done(doneOf(trace))

  const deadlines = createDeadlines(made, writing, after)
  const commanding = createCommanding(made, writing, done)
  const reading = createReading(made, writing, after)
  const scheduling = createScheduling(made, writing, after)
  const joining = createJoining(made, writing, reading, after)
  const whoIsHere = createWhoIsHere(made)
  const screens = createScreens(made, writing, {
    ...{ ...reading, ...whoIsHere },
    limit: commanding.limit,
  })
  const pump = createPump({
    async heads(room) {
      return numbersOf(await log.headsOf(db.read, room))
    },
    after: (room, stream, since) =>
      log.eventsAfter(db.read, room, stream, { since, limit: eventsAtOnce }),
  })

  return {
    ...scheduling,
    ...joining,
    ...screens,
    command: commanding.command,
    limit: commanding.limit,
    ...reading,
    ...whoIsHere,
    ...createListing(made, writing),
    ...createLeaving(made, writing),
    ...asOfNow(sources.organisations, reading),
    ...createOwnWords(made, writing),
    ...createKeeping(made, writing, after),
    ...createErasing(made),
    ...createHandingOver(made, writing, after),
    ...createTouching({ db, clock, presence }, reading),
    presence,
    pump,
    onWake: wakes.onWake,
    closeDue: deadlines.closeDue,
    closeAbandoned: deadlines.closeAbandoned,
    resume: deadlines.resume,
    /** Whether every log is still what was written; for the operator. */
    verifyChains: () => verifyChains(db.read),
    async stop(): Promise<void> {
      presence.stop()
      await deadlines.stop()
    },
  }
}

export type Rooms = ReturnType<typeof createRooms>
