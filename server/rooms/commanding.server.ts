import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Transaction } from '#db/connection.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { can } from '#server/access/rules/can.ts'
import type { PersonId, RoomId } from '#server/platform/rules/ids.ts'
import { refuse, type Refusal } from '#server/platform/rules/outcome.ts'
import type { z } from 'zod'
import { command as commandSchema, envelope, type Command } from './rules/commands.ts'
import { presentForMs, stretchOf, type Touch } from './rules/attendance.ts'
import { isFull, limitClass, take, type Bucket, type LimitClass } from './rules/limits.ts'
import { missingText } from './rules/missing.ts'
import type { Answer } from './rules/protocol.ts'
import { concernsOthers, reduce, type On } from './rules/reduce.ts'
import { roleOf } from './rules/state.ts'
import type { Made } from './sources.server.ts'
import { lastSeen, touchPresence } from './presence/presence-store.server.ts'
import * as log from './log/log-store.server.ts'
import { isUnavailable } from './log/unavailable.server.ts'
import * as store from './store.server.ts'
import {
  doneOf,
  minesFrom,
  noSuchRoom,
  resourceOf,
  traceFrom,
  type Current,
  type Done,
  type Trace,
  type Writing,
} from './writing.server.ts'

const attempts = 5
const bucketsKept = 20_000

type Parsed = z.ZodSafeParseResult<Command>
type Settled = { answer: Answer; trace: Trace | null }
type After = (done: Done) => void

/** The one path of every command, whether it came by socket, as JSON or from a form. */
export function createCommanding(made: Made, writing: Writing, after: After) {
  const { db, clock, random, states, presence } = made
  const limit = createLimit(made)

  /**
   * Does what a command says, once: a known id gets its first answer and adds nothing. The answer is
   * given only after the commit. `input` is judged here: anything may be handed in.
   */
  async function command(actor: Actor, input: unknown, by: Touch = 'post'): Promise<Answer> {
    const parsed = commandSchema.safeParse(input)
    // Which room and which id can be known of one that cannot be read.
    const read = parsed.success ? parsed : envelope.safeParse(input)
    if (!read.success) return refuse('invalid', 'This needs an id and a room.', fieldOf(read.error))
    const { id, room } = read.data
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { answer, done } = await db.tx(async (tx) => {
          const settled = await execute(tx, actor, { id, room, parsed, by })
          return { answer: settled.answer, done: settled.trace && doneOf(settled.trace) }
        })
        if (done?.moved) states.settle(room, done.head)
        if (done) after(done)
        return answer
      } catch (error) {
        if (error instanceof log.HeadMoved && attempt < attempts) await nextTurn()
        else if (isUnavailable(error)) return unavailable()
        else throw error
      }
    }
  }

  async function execute(
    tx: Transaction,
    asker: Actor,
    { id, room, parsed, by }: { id: string; room: RoomId; parsed: Parsed; by: Touch },
  ): Promise<Settled> {
    // Their rights may have changed while the command waited for its turn. (T4)
    const { organisations } = made
    const actor = organisations.isCurrent(asker)
      ? asker
      : await organisations.actorFor(asker.person)
    const row = actor && (await store.findRoom(tx, actor.organisation, room))
    if (!actor || !row) return { answer: noSuchRoom(), trace: null }
    const current = await writing.currentOf(tx, row)
    const trace = traceFrom(current)
    await writing.settle(tx, trace)
    const entered = await writing.enter(tx, trace, actor)
    if (!entered.ok) return { answer: entered, trace }
    if (!can(actor, 'command', resourceOf(trace.current, actor.person))) {
      return { answer: noSuchRoom(), trace }
    }
    const known = await log.knownCommand(tx, row.id, id)
    if (known) return { answer: await repeated(tx, known, actor.person), trace }
    if (!parsed.success) return { answer: unreadable(parsed.error), trace }
    const gone = await isToLeadAndGone(trace.current, parsed.data)
    const answer = gone ?? (await accept(tx, trace, actor.person, parsed.data))
    // That somebody was there at the instant of a text without a name would say whose it is.
    if (answer.ok && by !== 'socket') {
      if (trace.forgotten) presence.unseen(row.id, actor.person)
      else await there(tx, trace.current, actor.person, by)
    }
    return { answer, trace }
  }

  /** Who has left the team stands in the room still, and cannot come in: nobody would lead it. */
  async function isToLeadAndGone(current: Current, { type, body }: Command) {
    if (type !== 'seat.give' && type !== 'staff.add' && type !== 'deputy.name') return null
    if (!roleOf(current.state.view, body.person)) return null
    const asked = await made.organisations.actorFor(body.person)
    if (asked && can(asked, 'enter', resourceOf(current, asked.person))) return null
    return refuse('invalid', 'They can no longer come in. Choose somebody else.', {
      field: 'person',
    })
  }

  async function accept(
    tx: Transaction,
    trace: Trace,
    person: PersonId,
    parsed: Command,
  ): Promise<Answer> {
    const { state, row } = trace.current
    const effect = reduce(state, parsed, await situation(tx, trace, person, parsed))
    if (!effect.ok) return effect
    const tooMany = limit(person, limitClass(parsed.type))
    if (tooMany) return { ok: false, error: tooMany }
    const done = await writing.write(tx, trace, effect.value, { id: parsed.id, person })
    trace.forgotten = effect.value.forget?.includes(parsed.id) ?? false
    if (parsed.type === 'draft.save' && parsed.body.field !== 'note') presence.wrote(row.id, person)
    const [first] = done.events
    if (first && !effect.value.answersMine)
      return { ok: true, stream: first.stream, seq: first.seq }
    return { ok: true, mine: (await store.mineOf(tx, row.id, person)).revision }
  }

  async function situation(
    tx: Transaction,
    { current }: Trace,
    actor: PersonId,
    { type }: Command,
  ): Promise<On> {
    const { row, state } = current
    const records = concernsOthers(type)
      ? await store.minesOf(tx, row.id)
      : new Map([[actor, await store.mineOf(tx, row.id, actor)]])
    const holder = state.view.seat.person
    const seen =
      type === 'seat.take'
        ? (presence.goneSince(row.id, holder) ?? (await lastSeen(tx, row.id, holder)))
        : null
    return {
      actor,
      now: clock.now(),
      seed: random.seed(),
      closingMs: made.closingMs,
      stages: row.setup.stages,
      parts: row.setup.parts ?? [],
      mines: minesFrom(records),
      freshId: () => random.uuid(),
      notes: await writing.notesIn(tx, current),
      ...(seen === null ? {} : { seatLastSeenAt: seen }),
    }
  }

  async function there(tx: Transaction, { row, state }: Current, person: PersonId, by: Touch) {
    const stretch = stretchOf(state, clock.now(), presentForMs[by])
    await touchPresence(tx, row.id, person, stretch)
    presence.seen(row.id, person, stretch.to)
  }

  return { command, limit }
}

async function repeated(
  tx: Transaction,
  known: log.KnownCommand,
  person: PersonId,
): Promise<Answer> {
  if (known.person !== null && known.person !== person) {
    return refuse('invalid', 'This id is taken. Load the page again and repeat it.', {
      field: 'id',
    })
  }
  const { stream, seq, mine } = known
  if (stream !== null && seq !== null) return { ok: true, stream, seq, duplicate: true }
  // Where the first answer is forgotten, what is one's own holds it at the latest now.
  const revision = mine ?? (await store.mineOf(tx, known.room, person)).revision
  return { ok: true, mine: revision, duplicate: true }
}

function unreadable(error: z.ZodError): Answer {
  const [issue] = error.issues
  const custom = issue?.code === 'custom' ? issue.message : null
  const at = fieldOf(error)
  return refuse('invalid', custom ?? missingText(at.field), at)
}

function fieldOf(error: z.ZodError): { field?: string } {
  const path = (error.issues[0]?.path ?? []).map(String).filter((part) => part !== 'body')
  return path.length === 0 ? {} : { field: path.join('.') }
}

function unavailable(): Answer {
  return refuse('unavailable', 'We could not save this. Your text is still here. Try again.', {
    retryAfter: 2,
  })
}

/** Token buckets per class and person, or display of a wall, in memory; off where limits are off. */
function createLimit({ clock, limitsOff }: Made) {
  const buckets = new Map<string, { bucket: Bucket; kind: LimitClass }>()
  return (who: string, kind: LimitClass): Refusal | null => {
    if (limitsOff) return null
    const key = `${kind} ${who}`
    const now = clock.now()
    const { bucket, retryAfter } = take(buckets.get(key)?.bucket, kind, now)
    buckets.set(key, { bucket, kind })
    if (buckets.size > bucketsKept) {
      for (const [old, one] of buckets) if (isFull(one.bucket, one.kind, now)) buckets.delete(old)
    }
    if (retryAfter === undefined) return null
    const wait = retryAfter === 1 ? 'a second' : `${retryAfter} seconds`
    const message = `That was a lot at once. Your text is kept: try again in ${wait}.`
    return { code: 'too_many', message, retryAfter }
  }
}
export type Limit = ReturnType<typeof createLimit>
