import type { RawCommand } from './form-command.ts'

/**
 * All that this page has and the server has not: commands on their way, oldest first, of which only
 * the first is sent and the next waits for its answer; what is being typed; texts that stand in a
 * form and are saved nowhere before they are sent; and texts whose command was refused, until somebody
 * has decided about them.
 */
export type Outbox = {
  waiting: readonly Waiting[]
  /** How often the first was sent without an answer. */
  attempts: number
  typing: Readonly<Record<string, Typing>>
  /** What stands in forms of the page, by form: offered once its form has gone. */
  held: Readonly<Record<string, RefusedText>>
  refused: readonly RefusedText[]
}

export type Waiting = {
  command: RawCommand
  /** Later texts of the same field replace earlier ones that have not been sent yet. */
  key?: string
  /** What the server had in that field when this was typed. */
  base?: string
  /** When it was put here, epoch ms; each later than the one before. */
  at: number
}

/** The newest text of a field `phase/field` or `learning/question`, not yet in a command. */
export type Typing = { text: string; base: string; at: number }

export type RefusedText = {
  command: RawCommand
  /** Why it was refused, in a sentence. */
  message: string
  at: number
  /** The form or field of the page that still shows the text; a page loaded anew has none. */
  place?: string
}

export const emptyOutbox: Outbox = { waiting: [], attempts: 0, typing: {}, held: {}, refused: [] }

/** A keystroke: the field's text as it is now. `base` is what the server has of it. */
export function typed(
  outbox: Outbox,
  key: string,
  { text, base, at }: { text: string; base: string; at: number },
): Outbox {
  const before = outbox.typing[key]
  return {
    ...outbox,
    typing: { ...outbox.typing, [key]: { text, base: before?.base ?? base, at } },
  }
}

/** The field's text has gone elsewhere. */
export function untyped(outbox: Outbox, key: string): Outbox {
  if (!outbox.typing[key]) return outbox
  const { [key]: _gone, ...typing } = outbox.typing
  return { ...outbox, typing }
}

/**
 * The outbox with `command` at its end. A waiting draft of the same `key` gives way, unless it is the
 * one that may be on its way already: its id might be known to the server with its older text. What
 * was being typed under that key is in the command now.
 */
export function put(outbox: Outbox, command: RawCommand, at: number, key?: string): Outbox {
  if (key === undefined) return { ...outbox, waiting: [...outbox.waiting, { command, at }] }
  const isOnItsWay = (index: number) => index === 0 && outbox.attempts > 0
  const gone = outbox.waiting.filter((one, index) => one.key === key && !isOnItsWay(index))
  const waiting = outbox.waiting.filter((one) => !gone.includes(one))
  const base = gone[0]?.base ?? outbox.typing[key]?.base
  const next = { command, at, key, ...(base === undefined ? {} : { base }) }
  return { ...untyped(outbox, key), waiting: [...waiting, next] }
}

/** The command to send now; undefined when nothing waits. */
export function next(outbox: Outbox): RawCommand | undefined {
  return outbox.waiting[0]?.command
}

/** The first was sent (again): whether it arrived is not known until its answer. */
export function sent(outbox: Outbox): Outbox {
  return outbox.waiting.length === 0 ? outbox : { ...outbox, attempts: outbox.attempts + 1 }
}

/**
 * The command `id` was accepted: it leaves the outbox. What the server has of its field now is this
 * text, so an older refusal of the same field is settled.
 */
export function answered(outbox: Outbox, id: string): Outbox {
  const found = outbox.waiting.find((one) => one.command.id === id)
  const left = without(outbox, id)
  if (found?.key === undefined) return left
  const { key, command } = found
  const text = draftOf(command)
  const typing = left.typing[key]
  return {
    ...left,
    ...(typing && text !== null
      ? { typing: { ...left.typing, [key]: { ...typing, base: text } } }
      : {}),
    refused: left.refused.filter((one) => one.place !== key),
  }
}

/**
 * The command `id` was refused for good. Its text, if it has one, stays: in `place` while the page
 * shows it there, else to be offered.
 */
export function refused(outbox: Outbox, id: string, message: string, place?: string): Outbox {
  const found = outbox.waiting.find((one) => one.command.id === id)
  if (!found) return outbox
  const left = without(outbox, id)
  if (textOf(found.command).trim() === '') return left
  const { command, at } = found
  const others = left.refused.filter((one) => place === undefined || one.place !== place)
  return {
    ...left,
    refused: [...others, { command, message, at, ...(place === undefined ? {} : { place }) }],
  }
}

/** The person has decided about the refused text of command `id`. */
export function settled(outbox: Outbox, id: string): Outbox {
  return { ...outbox, refused: outbox.refused.filter((one) => one.command.id !== id) }
}

/**
 * A keystroke in the form `place`, whose text is sent by its button alone: `command` is what it would
 * send. An older text of the form gives way, one that was refused in it too.
 */
export function holds(outbox: Outbox, place: string, command: RawCommand, at: number): Outbox {
  const id = outbox.held[place]?.command.id ?? command.id
  const text = { command: { ...command, id }, message: '', at }
  const { refused: before } = settledIn(outbox, place)
  return { ...outbox, refused: before, held: { ...outbox.held, [place]: text } }
}

/** A form or field has left the page: what it showed is offered from now on. */
export function released(outbox: Outbox, place: string): Outbox {
  const text = outbox.held[place]
  if (text === undefined && !outbox.refused.some((one) => one.place === place)) return outbox
  const shown = outbox.refused.map((one) => {
    if (one.place !== place) return one
    const { place: _gone, ...rest } = one
    return rest
  })
  return { ...letGo(outbox, place), refused: text === undefined ? shown : [...shown, text] }
}

/** The form holds nothing any more that would be lost with it. */
export function letGo(outbox: Outbox, place: string): Outbox {
  if (outbox.held[place] === undefined) return outbox
  const { [place]: _gone, ...held } = outbox.held
  return { ...outbox, held }
}

/** A form was accepted after all: what had been refused in it before is settled. */
export function settledIn(outbox: Outbox, place: string): Outbox {
  if (!outbox.refused.some((one) => one.place === place)) return outbox
  return { ...outbox, refused: outbox.refused.filter((one) => one.place !== place) }
}

export function isEmpty(outbox: Outbox): boolean {
  return outbox.waiting.length === 0
}

/** How long to wait before the first is sent again, in ms: longer each time, at most 8 s. */
export function retryAfterMs(attempts: number): number {
  return Math.min(8_000, 500 * 2 ** Math.max(0, attempts - 1))
}

/** The text of a waiting draft of the field, newest first; undefined when none waits. */
export function unsentText(outbox: Outbox, key: string): string | undefined {
  const newest = outbox.typing[key]?.text
  if (newest !== undefined) return newest
  const last = outbox.waiting.findLast((one) => one.key === key)
  return last ? (draftOf(last.command) ?? undefined) : undefined
}

/** The words that somebody wrote in a command; empty for commands without any. */
export function textOf({ type, body }: RawCommand): string {
  if (type === 'learning.save') {
    return Object.values(body)
      .filter((text) => typeof text === 'string' && text !== '')
      .join('\n\n')
  }
  const text = body['text'] ?? body['title']
  return typeof text === 'string' ? text : ''
}

/** The text of a command that saves one field; null for every other command. */
export function draftOf({ type, body }: RawCommand): string | null {
  if (type !== 'draft.save' && type !== 'learning.save') return null
  const text = type === 'draft.save' ? body['text'] : Object.values(body)[0]
  return typeof text === 'string' ? text : null
}

function without(outbox: Outbox, id: string): Outbox {
  const first = outbox.waiting[0]?.command.id === id
  const waiting = outbox.waiting.filter((one) => one.command.id !== id)
  return { ...outbox, waiting, attempts: first ? 0 : outbox.attempts }
}
