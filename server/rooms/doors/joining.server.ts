import type { Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { createCodeThrottle } from './code-throttle.server.ts'
import { invitationOf } from './invitation.server.ts'
import type { Reading } from '../reading.server.ts'
import { codeFrom, readCode } from '../rules/code.ts'
import type { Invitation } from '../rules/invitation.ts'
import type { Made } from '../sources.server.ts'
import * as doors from './doors-store.server.ts'
import type { RoomRow } from '../store.server.ts'
import { noSuchRoom, resourceOf, traceFrom, type Trace, type Writing } from '../writing.server.ts'

const randomAtOnce = 16
const attempts = 50

/**
 * The room's code, which is free of every other room's: the one it has, or a new one. Runs in the
 * caller's transaction.
 */
export async function codeIn(
  tx: Transaction,
  room: RoomId,
  { random, clock }: Pick<Made, 'random' | 'clock'>,
): Promise<string> {
  const known = await doors.codeOf(tx, room)
  if (known !== null) return known
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const code = codeFrom(random.bytes(randomAtOnce))
    if (code === null) continue
    if (await doors.insertCode(tx, { room, code, createdAt: clock.now() })) return code
  }
  throw new Error('No free room code was found.')
}

/** Coming into a room by its code, and the code itself. */
export function createJoining(
  made: Made,
  writing: Writing,
  reading: Pick<Reading, 'inside'>,
  after: (trace: Trace) => void,
) {
  const { db } = made
  const throttle = createCodeThrottle({ off: made.limitsOff })

  async function enter(actor: Actor, row: RoomRow): Promise<Outcome<RoomId>> {
    const trace = await db.tx(async (tx): Promise<Outcome<Trace>> => {
      const current = await writing.currentOf(tx, row)
      const begun = traceFrom(current)
      const entered = await writing.enterByCode(tx, begun, actor)
      return entered.ok ? ok(begun) : entered
    })
    if (!trace.ok) return trace
    after(trace.value)
    return ok(row.id)
  }

  /** The room's code, for those who lead it; a room from before gets one now. */
  async function code(actor: Actor, room: RoomId): Promise<Outcome<string>> {
    const found = await reading.inside(actor, room)
    if (!found.ok) return found
    const { current } = found.value
    if (!can(actor, 'invite', resourceOf(current, actor.person))) {
      return refuse('forbidden', 'Only those who lead the room see its code.')
    }
    const known = await doors.codeOf(db.read, room)
    return ok(known ?? (await db.tx((tx) => codeIn(tx, room, made))))
  }

  return {
    /**
     * Lets `actor` into the room that has the code, as a participant, while it is open. A wrong code,
     * another organisation's and that of a room which is not open get the same answer, and somebody
     * who was removed gets it too; guessing is stopped.
     */
    async join(actor: Actor, typed: string, address: string): Promise<Outcome<RoomId>> {
      const wait = await throttle.take(actor.person, address)
      if (wait !== null) return tooManyCodes(wait)
      const code = readCode(typed)
      const row = code === null ? null : await doors.roomByCode(db.read, actor.organisation, code)
      const entered = row ? await enter(actor, row) : noSuchRoom()
      if (entered.ok || entered.error.code === 'too_many') {
        await throttle.giveBack(actor.person)
        return entered
      }
      await throttle.blame(address)
      return refuse(
        'invalid',
        'No open room has this code. Check it with the person who leads the room.',
        { field: 'code' },
      )
    },

    /** How people come in, for those who lead the room; `origin` is the configured one. */
    async invitation(actor: Actor, room: RoomId, origin: string): Promise<Outcome<Invitation>> {
      const found = await code(actor, room)
      return found.ok ? ok(invitationOf(found.value, origin)) : found
    },

    code,
  }
}

function tooManyCodes(seconds: number): { ok: false } & ReturnType<typeof refuse> {
  const minutes = Math.ceil(seconds / 60)
  const when = minutes === 1 ? 'in a minute' : `in ${minutes} minutes`
  return refuse(
    'too_many',
    `Those were many codes that fit no room. Ask the person who leads the room, and try again ${when}.`,
    { field: 'code', retryAfter: seconds },
  )
}
