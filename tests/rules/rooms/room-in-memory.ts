import { personId, roomId, type PersonId } from '#server/platform/rules/ids.ts'
import { refuse, type Refusal } from '#server/platform/rules/outcome.ts'
import { closeDue, isDue } from '#server/rooms/rules/closing.ts'
import { command as commandSchema } from '#server/rooms/rules/commands.ts'
import {
  isGroupStream,
  logEvent,
  type LogEvent,
  type NewEvent,
} from '#server/rooms/rules/events.ts'
import { notesOf } from '#server/rooms/rules/group-notes.ts'
import { emptyMine, iso, type MineRecord } from '#server/rooms/rules/mine.ts'
import type { Effect } from '#server/rooms/rules/phases/rules.ts'
import type { PhaseKind } from '#server/rooms/rules/phase-kind.ts'
import { reduce } from '#server/rooms/rules/reduce.ts'
import type { Person, PhasePlan, Role } from '#server/rooms/rules/shapes.ts'
import { foldState, type State } from '#server/rooms/rules/state.ts'

export const room = roomId.parse('00000000-0000-4000-8000-000000000000')
export const startedAt = Date.parse('2026-11-26T10:00:00.000Z')

/** The id of person, command or thing number `n`. */
export function id(n: number): string {
  return `${n.toString(16).padStart(8, '0')}-1111-4111-8111-111111111111`
}
/** The `n`th id that chance gives: in no order that its number tells. */
function chanceId(n: number): string {
  const mixed = Math.imul(n, 0x9e3779b1) >>> 0
  return `${mixed.toString(16).padStart(8, '0')}-2222-4222-8222-222222222222`
}
export function person(n: number): PersonId {
  return personId.parse(id(n))
}
export const amara = person(1)
export const ewa = person(2)
export const ben = person(3)
export const chloe = person(4)
export const dev = person(5)
/** An observer. */
export const olu = person(6)

export const parts = [
  { part: 'presenter', title: 'Presenter', does: 'Tells the case.', several: false },
  { part: 'observers', title: 'Observers', does: 'Watch and reflect.', several: true },
]
export const stages = [
  { stage: 'stage-1', title: 'The call from school' },
  { stage: 'stage-2', title: 'What the grandmother adds' },
]

export function phase(kind: PhaseKind, more: Partial<PhasePlan> = {}): PhasePlan {
  return { id: kind, kind, title: kind, minutes: 5, prompts: [], anonymous: false, ...more }
}

export const everyKind: PhasePlan[] = [
  phase('welcome'),
  phase('disclose', { stage: 'stage-1' }),
  phase('round'),
  phase('write'),
  phase('theme', { dots: 3 }),
  phase('vote', { dots: 2 }),
  phase('scale', { scale: { min: 1, max: 5 } }),
  phase('discuss'),
  phase('agree'),
  phase('own-learning'),
]

function guest(who: PersonId, name: string, role: Role): Person {
  return { person: who, name, jobTitle: 'Social worker', role }
}

const cast: Person[] = [
  guest(amara, 'Amara', 'facilitator'),
  guest(ewa, 'Ewa', 'co-facilitator'),
  guest(ben, 'Ben', 'participant'),
  guest(chloe, 'Chloe', 'participant'),
  guest(dev, 'Dev', 'participant'),
  guest(olu, 'Olu', 'observer'),
]

export type Given = { id?: string | undefined; type: string; body?: object; expect?: object }
export type Outcome =
  { ok: true; duplicate?: true; events: LogEvent[] } | { ok: false; error: Refusal }

/** A room without store, sockets or clock: the rules alone, as the service uses them. */
export function createRoom(phases: PhasePlan[] = everyKind, people: Person[] = cast) {
  const log: LogEvent[] = []
  const mines = new Map<PersonId, MineRecord>()
  const known = new Map<string, PersonId>()
  let now = startedAt
  const forgotten = new Set<string>()
  let count = 1000
  let fresh = 0
  let state: State = write(null, [
    {
      stream: 'room',
      type: 'room.created',
      body: {
        id: room,
        title: 'The quiet visit',
        format: 'swott',
        startsAt: iso(startedAt),
        phases,
        people,
        seat: { person: people[0]?.person ?? person(1), number: 1 },
      },
    },
  ])

  function write(before: State | null, events: readonly NewEvent[]): State {
    let next = before
    for (const event of events) {
      const { at: told = now, ...rest } = event
      const seq = log.filter(({ stream }) => stream === event.stream).length + 1
      const numbered = logEvent.parse(JSON.parse(JSON.stringify({ ...rest, seq, at: iso(told) })))
      log.push(numbered)
      next = foldState([numbered], next)
    }
    if (!next) throw new Error('nothing was written')
    return next
  }

  function apply({ events, mines: changes, forget = [] }: Effect): LogEvent[] {
    const from = log.length
    for (const command of forget) forgotten.add(command)
    if (events.length > 0) state = write(state, events)
    for (const { person: owner, next } of changes) {
      mines.set(owner, { ...next, revision: next.revision + 1 })
    }
    return log.slice(from)
  }

  const mineOf = (owner: PersonId) => mines.get(owner) ?? emptyMine

  const notes = () =>
    notesOf(
      state.view,
      log.filter(({ stream }) => isGroupStream(stream)),
    )
  const freshId = () => {
    fresh += 1
    return chanceId(fresh)
  }

  function settle(): void {
    if (isDue(state, now))
      apply(closeDue(state, { mines: mineOf, seed: now, freshId, notes: notes() }))
  }

  return {
    log,
    /** Commands whose sender nobody remembers. */
    forgotten,
    mines,
    mineOf,
    get state() {
      return state
    },
    get view() {
      return state.view
    },
    get now() {
      return now
    },
    /** Lets `ms` go by; a phase whose time is over closes. */
    wait(ms: number): void {
      now += ms
      settle()
    },
    /** Lets time go by without anybody looking at the clock. */
    drift(ms: number): void {
      now += ms
    },
    /** Does what a command says, as `actor`, with an id of its own unless it brings one. */
    send(actor: PersonId | undefined, given: Given): Outcome {
      if (!actor) throw new Error('no such person')
      settle()
      count += 1
      const input = { id: id(count), room, ...given }
      if (forgotten.has(input.id)) return { ok: true, duplicate: true, events: [] }
      const owner = known.get(input.id)
      if (owner === actor) return { ok: true, duplicate: true, events: [] }
      if (owner) return refuse('invalid', 'taken')
      const parsed = commandSchema.safeParse(input)
      if (!parsed.success) return refuse('invalid', parsed.error.issues[0]?.message ?? '')
      const on = {
        actor,
        now,
        seed: now,
        closingMs: 10_000,
        stages,
        parts,
        mines: mineOf,
        freshId,
        notes: notes(),
      }
      const effect = reduce(state, parsed.data, on)
      if (!effect.ok) return effect
      known.set(input.id, actor)
      return { ok: true, events: apply(effect.value) }
    },
    /** A command of the seat, with its current number. */
    lead(type: string, body?: object, expect: object = {}): Outcome {
      const { seat, current } = state.view
      const phaseNow = type === 'phase.next' ? { phase: current } : {}
      const named = { seat: seat.number, ...phaseNow, ...expect }
      return this.send(seat.person, { type, ...(body ? { body } : {}), expect: named })
    },
    /** Opens, starts, and goes on until `kind` is the open phase. */
    goTo(kind: PhaseKind) {
      if (state.view.room.status === 'scheduled') this.lead('room.open')
      if (state.view.room.status === 'lobby') this.lead('room.start')
      while (state.view.current !== kind) this.next()
      return this
    },
    /** Moves on by one phase, grace included. */
    next(): void {
      const moved = this.lead('phase.next')
      if (!moved.ok) throw new Error(moved.error.message)
      this.wait(12_000)
    },
  }
}
export type RoomInMemory = ReturnType<typeof createRoom>
