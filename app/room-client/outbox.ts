import type { RawCommand } from './form-command.ts'

/** Commands on their way, oldest first. Only the first is sent; the next waits for its answer. */
export type Outbox = {
  waiting: readonly Waiting[]
  /** How often the first was sent without an answer. */
  attempts: number
}
export type Waiting = {
  command: RawCommand
  /** Later texts of the same field replace earlier ones that have not been sent yet. */
  key?: string
}

export const emptyOutbox: Outbox = { waiting: [], attempts: 0 }

/**
 * The outbox with `command` at its end. A waiting draft of the same `key` gives way, unless it is the
 * one that may be on its way already: its id might be known to the server with its older text.
 */
export function put(outbox: Outbox, command: RawCommand, key?: string): Outbox {
  const waiting = outbox.waiting.filter(
    (one, index) => key === undefined || one.key !== key || (index === 0 && outbox.attempts > 0),
  )
  return { ...outbox, waiting: [...waiting, key === undefined ? { command } : { command, key }] }
}

/** The command to send now; undefined when nothing waits. */
export function next(outbox: Outbox): RawCommand | undefined {
  return outbox.waiting[0]?.command
}

/** The first was sent (again): whether it arrived is not known until its answer. */
export function sent(outbox: Outbox): Outbox {
  return outbox.waiting.length === 0 ? outbox : { ...outbox, attempts: outbox.attempts + 1 }
}

/** The command `id` was answered, or has been seen in the log: it leaves the outbox. */
export function answered(outbox: Outbox, id: string): Outbox {
  const first = outbox.waiting[0]?.command.id === id
  const waiting = outbox.waiting.filter((one) => one.command.id !== id)
  return { waiting, attempts: first ? 0 : outbox.attempts }
}

export function isEmpty(outbox: Outbox): boolean {
  return outbox.waiting.length === 0
}

/** How long to wait before the first is sent again, in ms: longer each time, at most 8 s. */
export function retryAfterMs(attempts: number): number {
  return Math.min(8_000, 500 * 2 ** Math.max(0, attempts - 1))
}
