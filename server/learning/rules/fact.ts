import { z } from 'zod'
import { sureness } from '#server/toolkits/rules/items/confidence.ts'
import { personId, releaseHash, toolkitId } from '#server/platform/rules/ids.ts'

/**
 * An answer: ids of what was chosen (of an order in its order, of a match `left:right`, of a survey
 * `statement:number`). Never a word that the learner wrote.
 */
export const answer = z.strictObject({
  chosen: z.array(z.string().min(1).max(130)).min(1).max(50),
})
export type Answer = z.infer<typeof answer>

const common = {
  person: personId,
  toolkit: toolkitId,
  release: releaseHash,
  at: z.number().int().nonnegative(),
}
const slug = z.string().min(1).max(100)

/**
 * The scenes from the first one to where a step led, and whether that is an end. `nth` counts the
 * steps of one person in this vignette from 1.
 */
const walked = z.strictObject({
  path: z.array(slug).min(1).max(100),
  ended: z.boolean(),
  nth: z.number().int().positive(),
})
export type WalkedPayload = z.infer<typeof walked>

/**
 * What happened while somebody learnt. Facts are only ever added, and hold no text of the learner:
 * answers attach to (toolkit, item), never to a position, so that they survive a new release.
 */
export const fact = z.discriminatedUnion('verb', [
  z.strictObject({ ...common, verb: z.literal('started'), payload: z.strictObject({}) }),
  /** Somebody has read what is different in this release. */
  z.strictObject({ ...common, verb: z.literal('saw-release'), payload: z.strictObject({}) }),
  z.strictObject({
    ...common,
    verb: z.literal('answered'),
    section: slug,
    item: slug,
    /**
     * `nth` counts the answers to this item from 1: the first one stays a fact for ever.
     * `confidence` is how sure its author was before knowing whether it is right.
     */
    payload: z.strictObject({
      answer,
      correct: z.boolean(),
      nth: z.number().int().positive(),
      confidence: sureness.optional(),
    }),
  }),
  z.strictObject({
    ...common,
    /** An answer to what has no right one. */
    verb: z.literal('responded'),
    section: slug,
    item: slug,
    payload: z.strictObject({ answer, nth: z.number().int().positive() }),
  }),
  z.strictObject({
    ...common,
    /** A step through a vignette, forward or back. */
    verb: z.literal('walked'),
    section: slug,
    item: slug,
    payload: walked,
  }),
  z.strictObject({
    ...common,
    verb: z.literal('left-section'),
    section: slug,
    /** The checks that the section had in this release when it was left. */
    payload: z.strictObject({ checks: z.array(slug) }),
  }),
  z.strictObject({
    ...common,
    verb: z.literal('completed-module'),
    /** The sections that the module had in this release. */
    payload: z.strictObject({ sections: z.array(slug) }),
  }),
])
export type Fact = z.infer<typeof fact>
export type AnsweredFact = Extract<Fact, { verb: 'answered' }>

export type RespondedFact = Extract<Fact, { verb: 'responded' }>

/** The newest answer of each check. The order of `facts` does not matter. */
export function latestAnswers(facts: readonly Fact[]): ReadonlyMap<string, AnsweredFact> {
  return latestOf(facts.filter((one) => one.verb === 'answered'))
}

/** The newest answer to each item that has no right one. */
export function latestResponses(facts: readonly Fact[]): ReadonlyMap<string, RespondedFact> {
  return latestOf(facts.filter((one) => one.verb === 'responded'))
}

function latestOf<T extends AnsweredFact | RespondedFact>(facts: readonly T[]): Map<string, T> {
  const latest = new Map<string, T>()
  for (const one of facts) {
    const known = latest.get(one.item)
    if (!known || one.payload.nth > known.payload.nth) latest.set(one.item, one)
  }
  return latest
}

/**
 * What makes two writings of one fact the same fact: a person has each key at most once in a
 * toolkit, so a repeated request adds nothing.
 */
export function factKey(one: Fact): string {
  switch (one.verb) {
    case 'started':
      return 'started'
    case 'saw-release':
      return `saw-release:${one.release}`
    case 'answered':
      return `answered:${one.item}:${one.payload.nth}`
    case 'responded':
      return `responded:${one.item}:${one.payload.nth}`
    case 'walked':
      return `walked:${one.item}:${one.payload.nth}`
    case 'left-section':
      return `left-section:${one.section}:${one.release}`
    case 'completed-module':
      return `completed-module:${one.release}`
  }
}
