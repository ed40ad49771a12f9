import type { PersonId } from '#server/platform/rules/ids.ts'
import { closeDue, isDue } from '#server/rooms/rules/closing.ts'
import { command as commandSchema, type Command } from '#server/rooms/rules/commands.ts'
import { logEvent, type LogEvent, type NewEvent } from '#server/rooms/rules/events.ts'
import { emptyMine, iso, type MineRecord } from '#server/rooms/rules/mine.ts'
import type { Effect } from '#server/rooms/rules/phases/rules.ts'
import { reduce } from '#server/rooms/rules/reduce.ts'
import { applyToState, type State } from '#server/rooms/rules/state.ts'
import { id, parts, room, stages, type RoomInMemory } from '../room-in-memory.ts'

/** What survives a crash. Nothing in it is ever changed: a commit makes the next one. */
export type Disk = {
  /** Names all that has been committed, in order. */
  key: string
  log: readonly LogEvent[]
  state: State
  mines: ReadonlyMap<PersonId, MineRecord>
  known: ReadonlyMap<string, Answer>
}

/** A place in a stream, a revision of one's own document, or the code of a refusal. */
export type Answer =
  | { ok: true; stream: string; seq: number; duplicate?: true }
  | { ok: true; mine: number; duplicate?: true }
  | { ok: false; code: string }

/** A command of somebody, with the number that names it in this model. */
export type Sent = { n: number; actor: PersonId; command: Command }

export function sent(n: number, actor: PersonId, given: object): Sent {
  return { n, actor, command: commandSchema.parse({ id: id(5_000 + n), room, ...given }) }
}

/** The disk of a room that other commands have brought so far. */
export function diskOf({ log, state, mines }: RoomInMemory): Disk {
  return { key: '', log: [...log], state, mines: new Map(mines), known: new Map() }
}

/** What a server decides on what it has read: an answer at once, or something to be written. */
export type Decision =
  | { answer: Answer }
  | { write: { effects: Effect[]; command: string; actor: PersonId; name: string } }

/**
 * The service's order: close what is due, look the id up, reduce. `forgetful`, it never looks the
 * id up.
 */
export function decide(
  disk: Disk,
  { n, actor, command }: Sent,
  now: number,
  forgetful: boolean,
): Decision {
  const effects: Effect[] = []
  let fresh = 0
  const freshId = () => {
    fresh += 1
    return id(90_000 + 100 * disk.log.length + fresh)
  }
  let { state } = disk
  let mines = disk.mines
  const mineOf = (person: PersonId) => mines.get(person) ?? emptyMine
  if (isDue(state, now)) {
    const closing = closeDue(state, { mines: mineOf, seed: 7, freshId, notes: [] })
    effects.push(closing)
    state = numbered(disk.log.length, closing.events, now).reduce(applyToState, state)
    mines = withMines(mines, closing)
  }
  const known = forgetful ? undefined : disk.known.get(command.id)
  if (known?.ok) return { answer: { ...known, duplicate: true } }
  const on = {
    actor,
    now,
    seed: 7,
    closingMs: 10_000,
    stages,
    parts,
    mines: mineOf,
    freshId,
    notes: [],
  }
  const effect = reduce(state, command, on)
  if (!effect.ok) return { answer: { ok: false, code: effect.error.code } }
  effects.push(effect.value)
  return { write: { effects, command: command.id, actor, name: `${n}@${now % 1_000_000}` } }
}

/** The disk after one commit: all of it or nothing. */
export function commit(
  disk: Disk,
  { effects, command, actor, name }: Extract<Decision, { write: unknown }>['write'],
  now: number,
): { disk: Disk; answer: Answer } {
  let { log, state, mines } = disk
  let first: LogEvent | undefined
  effects.forEach((effect, index) => {
    const events = numbered(log.length, effect.events, now)
    // The command's own effect comes last, after a close that was due.
    if (index === effects.length - 1) [first] = events
    log = [...log, ...events]
    state = events.reduce(applyToState, state)
    mines = withMines(mines, effect)
  })
  const answer: Answer = first
    ? { ok: true, stream: first.stream, seq: first.seq }
    : { ok: true, mine: (mines.get(actor) ?? emptyMine).revision }
  const known = new Map(disk.known).set(command, answer)
  return { disk: { key: `${disk.key} ${name}`, log, state, mines, known }, answer }
}

function numbered(head: number, events: readonly NewEvent[], now: number): LogEvent[] {
  return events.map(({ at: told = now, ...event }, index) =>
    logEvent.parse(JSON.parse(JSON.stringify({ ...event, seq: head + index + 1, at: iso(told) }))),
  )
}

function withMines(mines: Disk['mines'], effect: Effect): Disk['mines'] {
  const next = new Map(mines)
  for (const { person, next: own } of effect.mines) {
    next.set(person, { ...own, revision: own.revision + 1 })
  }
  return next
}
