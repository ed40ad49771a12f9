import { z } from 'zod'
import { releaseHash } from '#server/platform/rules/ids.ts'
import { fingerprint } from '#server/platform/rules/fingerprint.ts'
import { personText } from '#server/platform/rules/text.ts'
import { textOfBoxes } from './boxes.ts'
import { readPiece } from './reading-place.ts'

/** Unicode code points of one reflection. */
export const longestReflection = 10_000

const item = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)
const perItem = <T extends z.ZodType>(value: T) => z.record(item, value)

const itemActs = ['check', 'again', 'respond', 'reflection', 'back', 'restart'] as const
const moves = ['up', 'down', 'go'] as const

/** What the learner wants besides saving what they typed. */
const intent = z.union([
  z.enum(['save', 'touch', 'continue', 'next']).transform((act) => ({ act })),
  z
    .string()
    .regex(/^(?:check|again|respond|reflection|back|restart):[a-z][a-z0-9-]{0,99}$/)
    .transform((text) => {
      const [act, name = ''] = text.split(':')
      return { act: z.enum(itemActs).parse(act), item: name }
    }),
  z
    .string()
    .regex(/^(?:up|down|go):[a-z][a-z0-9-]{0,99}:[a-z0-9]{1,20}$/)
    .transform((text) => {
      const [act, name = '', one = ''] = text.split(':')
      return { act: z.enum(moves).parse(act), item: name, part: one }
    }),
])
export type Intent = z.infer<typeof intent>

const work = z.strictObject({
  intent,
  /** The release that the page was made from. */
  release: releaseHash,
  /** Time in which the page was looked at since the last post, in milliseconds. */
  activeMs: z.coerce.number().int().min(0).max(86_400_000).default(0),
  /** When the server made the page, for browsers without JavaScript. */
  openedAt: z.coerce.number().int().min(0).max(8_640_000_000_000_000).optional(),
  /** How far down the page its reader is: the piece of it that is at the top. */
  readTo: readPiece.optional(),
  /** Reflections as typed: judged one by one, so that a faulty one does not lose the others. */
  reflections: perItem(z.string().max(200_000)),
  choices: perItem(z.array(z.string().min(1).max(100)).max(50)),
  /**
   * `fingerprint` of what the page was given, and, after spaces, of what it has sent since without
   * hearing whether it arrived.
   */
  shown: perItem(z.string().max(100)),
})
/** Everything that one post from a section's page holds. */
export type Work = z.infer<typeof work>

/** The form names: one place for the page that writes them and the edge that reads them. */
export const fieldNames = {
  reflection: (id: string) => `reflection.${id}`,
  choice: (id: string) => `choice.${id}`,
  /** One of several choices of an item: under a statement, or for a left side. */
  part: (id: string, part: string) => `choice.${id}.${part}`,
  /** One box of a reflection that has several. */
  box: (id: string, box: string) => `reflection.${id}.${box}`,
  shown: (id: string) => `shown.${id}`,
}

/** What a form holds for an item: what is chosen, or the one text of its boxes; `null` for neither. */
export type Held = { chosen: string[]; text: string | null }

/** What a form holds, item by item; null when a name in it is none of ours. */
export function heldIn(form: Iterable<[string, unknown]>): Map<string, Held> | null {
  const held = new Map<string, Held>()
  const boxes = new Map<string, Record<string, string>>()
  for (const [name, value] of form) {
    const field = fieldOf(name)
    if (field === null) continue
    if (!item.safeParse(field.item).success || typeof value !== 'string') return null
    const one = held.get(field.item) ?? { chosen: [], text: null }
    held.set(field.item, one)
    if (field.kind === 'shown') continue
    if (field.part !== null && !part.test(field.part)) return null
    if (field.kind === 'choice') {
      // A list that nothing was chosen from posts an empty value.
      if (value !== '') one.chosen.push(field.part === null ? value : `${field.part}:${value}`)
    } else if (field.part === null) one.text = value
    else boxes.set(field.item, { ...boxes.get(field.item), [field.part]: value })
  }
  for (const [id, typed] of boxes) {
    const one = held.get(id)
    if (one) one.text = textOfBoxes(typed)
  }
  return held
}

const part = /^[a-z0-9][a-z0-9-]{0,59}$/

/** The item that a field belongs to, and the part of it; null for a field of the whole page. */
export function fieldOf(
  name: string,
): { kind: 'reflection' | 'choice' | 'shown'; item: string; part: string | null } | null {
  const [kind, id = '', ...rest] = name.split('.')
  if (kind !== 'reflection' && kind !== 'choice' && kind !== 'shown') return null
  return { kind, item: id, part: rest.length === 0 ? null : rest.join('.') }
}

/** Reads a post of a section's page; null when it is not one. Unknown names are refused. */
export function readWork(form: Iterable<[string, unknown]>): Work | null {
  const fields = [...form]
  const held = heldIn(fields)
  if (!held) return null
  // Maps, because a hostile name such as __proto__ is only a key there.
  const read = new Map<string, unknown>()
  const shown = new Map<string, unknown>()
  for (const [name, value] of fields) {
    const field = fieldOf(name)
    if (field?.kind === 'shown') shown.set(field.item, value)
    else if (field === null && value !== '') read.set(name, value)
  }
  const parsed = work.safeParse({
    ...Object.fromEntries(read),
    reflections: Object.fromEntries(
      [...held].flatMap(([id, { text }]) => (text === null ? [] : [[id, text]])),
    ),
    choices: Object.fromEntries(
      [...held].flatMap(([id, { chosen }]) => (chosen.length === 0 ? [] : [[id, chosen]])),
    ),
    shown: Object.fromEntries(shown),
  })
  return parsed.success ? parsed.data : null
}

export const reflectionText = personText({ max: longestReflection, min: 0 })

/** The fingerprint of a choice: the order in which it was made does not matter. */
export function choiceFingerprint(chosen: readonly string[]): string {
  return fingerprint([...chosen].sort().join(' '))
}
