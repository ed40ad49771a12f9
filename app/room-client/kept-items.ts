import { z } from 'zod'
import { normaliseText } from '#server/platform/rules/text.ts'
import type { RawCommand } from './form-command.ts'
import {
  draftOf,
  emptyOutbox,
  textOf,
  type Outbox,
  type RefusedText,
  type Typing,
  type Waiting,
} from './outbox.ts'

const fields = z.record(z.string(), z.unknown())
const command = z.object({
  id: z.string(),
  room: z.string(),
  type: z.string(),
  body: fields,
  expect: fields,
})

/** One thing that lies on the device until the server has it. */
export const keptItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    at: z.number(),
    command,
    key: z.string().optional(),
    base: z.string().optional(),
  }),
  z.object({
    kind: z.literal('typing'),
    at: z.number(),
    key: z.string(),
    text: z.string(),
    base: z.string(),
  }),
  z.object({ kind: z.literal('refused'), at: z.number(), command, message: z.string() }),
])
export type KeptItem = z.infer<typeof keptItem>

/** Pressing something is not repeated after so long; a text is, or it is offered. */
export const pressLastsMs = 60_000

/** What has to lie on the device for `outbox` to survive the page, each under a name of its own. */
export function keptOf(outbox: Outbox): Map<string, KeptItem> {
  const items = new Map<string, KeptItem>()
  for (const { command: sent, at, key, base } of outbox.waiting) {
    items.set(slotOf(sent), {
      ...{ kind: 'command', at, command: sent },
      ...(key === undefined ? {} : { key }),
      ...(base === undefined ? {} : { base }),
    })
  }
  for (const [key, typing] of Object.entries(outbox.typing)) {
    items.set(typingSlot(key), { kind: 'typing', key, ...typing })
  }
  for (const { command: sent, message, at } of [...Object.values(outbox.held), ...outbox.refused]) {
    items.set(slotOf(sent), { kind: 'refused', at, command: sent, message })
  }
  return items
}

export function slotOf({ id }: RawCommand): string {
  return id
}

export function typingSlot(key: string): string {
  return `typing ${key}`
}

type Found = { savedIn: (key: string) => string; now: number }

/**
 * The outbox of a page that finds `items` on the device: what was on its way is sent again with its
 * id, in its order; a field's text goes on where the server still has what it had then, and is
 * offered where it was written elsewhere meanwhile; a refused text is offered. `outbox` is what the
 * page has by now. Pure.
 */
export function restored(
  outbox: Outbox,
  items: readonly KeptItem[],
  { savedIn, now }: Found,
): Outbox {
  const found = readItems([...items].sort((a, b) => a.at - b.at))
  const { waiting, typing, refused } = found
  const isKnown = new Set(outbox.waiting.map((one) => one.command.id))
  const refusedIds = new Set(refused.map((one) => one.command.id))
  const fieldKeys = new Set([...Object.keys(typing), ...waiting.flatMap(fieldKeyOf)])
  const overtaken: RefusedText[] = []
  const dropped = new Set<string>()
  for (const key of fieldKeys) {
    const is = judge(key, found, savedIn(key))
    if (is === 'goes on' && !outbox.typing[key]) continue
    dropped.add(key)
    if (is !== 'saved') overtaken.push(offerOf(key, found))
  }
  const again = waiting.filter(({ command: one, key, at }) => {
    if (isKnown.has(one.id) || refusedIds.has(one.id)) return false
    if (key !== undefined && dropped.has(key)) return false
    return textOf(one).trim() !== '' || draftOf(one) !== null || now - at <= pressLastsMs
  })
  const typed = Object.fromEntries(Object.entries(typing).filter(([key]) => !dropped.has(key)))
  return {
    waiting: [...again, ...outbox.waiting],
    attempts: again.length > 0 ? 0 : outbox.attempts,
    typing: { ...typed, ...outbox.typing },
    held: outbox.held,
    refused: [...refused, ...overtaken, ...outbox.refused],
  }
}

type Read = { waiting: Waiting[]; typing: Record<string, Typing>; refused: RefusedText[] }

function readItems(items: readonly KeptItem[]): Read {
  const read: Read = { waiting: [], typing: {}, refused: [] }
  const ids = new Set<string>()
  for (const item of items) {
    if (item.kind === 'typing') {
      const { text, base, at } = item
      read.typing[item.key] = { text, base, at }
      continue
    }
    // A page that ended between keeping and forgetting leaves the same twice.
    if (ids.has(item.command.id)) continue
    ids.add(item.command.id)
    if (item.kind === 'refused') {
      read.refused.push({ command: item.command, message: item.message, at: item.at })
    } else {
      const { command: sent, at, key, base } = item
      read.waiting.push({
        ...{ command: sent, at },
        ...(key === undefined ? {} : { key }),
        ...(base === undefined ? {} : { base }),
      })
    }
  }
  return read
}

function fieldKeyOf({ command: one, key }: Waiting): string[] {
  return key !== undefined && draftOf(one) !== null ? [key] : []
}

/** Whether the field's text stands on the server, may go on, or was overtaken by another. */
function judge(key: string, found: Read, saved: string): 'saved' | 'goes on' | 'overtaken' {
  const drafts = found.waiting.filter((one) => one.key === key)
  const typing = found.typing[key]
  const texts = drafts.flatMap((one) => draftOf(one.command) ?? [])
  const newest = typing?.text ?? texts.at(-1) ?? ''
  if (isSame(newest, saved)) return 'saved'
  const known = [
    ...texts,
    ...drafts.flatMap((one) => one.base ?? []),
    ...(typing ? [typing.base] : []),
  ]
  return known.some((one) => isSame(one, saved)) ? 'goes on' : 'overtaken'
}

/** The newest text of a field that was written elsewhere meanwhile, as a command to offer. */
function offerOf(key: string, { waiting, typing }: Read): RefusedText {
  const last = waiting.findLast((one) => one.key === key)
  const newest = typing[key]
  const text = newest?.text ?? (last ? draftOf(last.command) : null) ?? ''
  const at = newest?.at ?? last?.at ?? 0
  const [phase = '', field = ''] = key.split('/')
  const isLearning = phase === 'learning'
  return {
    command: {
      id: last?.command.id ?? `${key} ${at}`,
      room: last?.command.room ?? '',
      type: isLearning ? 'learning.save' : 'draft.save',
      body: isLearning ? { [field]: text } : { phase, field, text },
      expect: {},
    },
    message: 'Something else was saved here in the meantime.',
    at,
  }
}

function isSame(a: string, b: string): boolean {
  return a === b || normaliseText(a) === normaliseText(b)
}

/** What `items` alone hold, where no room is open to send it: the texts, oldest first. */
export function textsOf(items: readonly KeptItem[]): { id: string; text: string }[] {
  const { waiting, refused } = restored(emptyOutbox, items, { savedIn: () => '\u0000', now: 0 })
  return [...waiting, ...refused]
    .sort((a, b) => a.at - b.at)
    .map(({ command: one }) => ({ id: one.id, text: textOf(one) }))
    .filter(({ text }) => text.trim() !== '')
}
