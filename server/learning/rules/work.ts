import { z } from 'zod'
import { releaseHash } from '#server/platform/rules/ids.ts'
import { normaliseText, personText } from '#server/platform/rules/text.ts'

/** Unicode code points of one reflection. */
export const longestReflection = 10_000

const item = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)
const perItem = <T extends z.ZodType>(value: T) => z.record(item, value)

/** What the learner wants besides saving what they typed. */
const intent = z.union([
  z.enum(['save', 'touch', 'continue', 'next']).transform((act) => ({ act })),
  z
    .string()
    .regex(/^(check|again|reflection):[a-z][a-z0-9-]{0,99}$/)
    .transform((text) => {
      const at = text.indexOf(':')
      const act = z.enum(['check', 'again', 'reflection']).parse(text.slice(0, at))
      return { act, item: text.slice(at + 1) }
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
  shown: (id: string) => `shown.${id}`,
}

/** Reads a post of a section's page; null when it is not one. Unknown names are refused. */
export function readWork(form: Iterable<[string, unknown]>): Work | null {
  // Maps, because a hostile name such as __proto__ is only a key there.
  const read = new Map<string, unknown>()
  const reflections = new Map<string, unknown>()
  const choices = new Map<string, unknown[]>()
  const shown = new Map<string, unknown>()
  for (const [name, value] of form) {
    const dot = name.indexOf('.')
    const id = name.slice(dot + 1)
    const kind = dot === -1 ? '' : name.slice(0, dot)
    if (kind !== '' && !item.safeParse(id).success) return null
    if (kind === 'reflection') reflections.set(id, value)
    else if (kind === 'shown') shown.set(id, value)
    else if (kind === 'choice') choices.set(id, [...(choices.get(id) ?? []), value])
    else if (value !== '') read.set(name, value)
  }
  const parsed = work.safeParse({
    ...Object.fromEntries(read),
    reflections: Object.fromEntries(reflections),
    choices: Object.fromEntries(choices),
    shown: Object.fromEntries(shown),
  })
  return parsed.success ? parsed.data : null
}

export const reflectionText = personText({ max: longestReflection, min: 0 })

/**
 * A short mark of a text or a choice, to tell whether a page changed what it was given. Not secret
 * and not strong: two windows of one person are compared, nothing else. (cyrb53, 53 bits.)
 */
export function fingerprint(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (const letter of normaliseText(text)) {
    const code = letter.codePointAt(0) ?? 0
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}

/** The fingerprint of a choice: the order in which it was made does not matter. */
export function choiceFingerprint(chosen: readonly string[]): string {
  return fingerprint([...chosen].sort().join(' '))
}
