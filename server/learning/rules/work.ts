import { z } from 'zod'
import { releaseHash } from '#server/platform/rules/ids.ts'
import { personText } from '#server/platform/rules/text.ts'
import { readPiece } from './reading-place.ts'
import { fieldOf, heldIn, itemPattern } from './work-fields.ts'

/** Unicode code points of one reflection. */
export const longestReflection = 10_000

const item = z.string().regex(itemPattern)
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
