import { z } from 'zod'
import { personId, releaseHash, toolkitId } from '#server/platform/rules/ids.ts'

/** A check's answer: the ids of what was chosen. Never a word that the learner wrote. */
export const answer = z.strictObject({
  chosen: z.array(z.string().min(1).max(100)).min(1).max(50),
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
 * What happened while somebody learnt. Facts are only ever added, and hold no text of the learner:
 * answers attach to (toolkit, item), never to a position, so that they survive a new release.
 */
export const fact = z.discriminatedUnion('verb', [
  z.strictObject({ ...common, verb: z.literal('started'), payload: z.strictObject({}) }),
  z.strictObject({
    ...common,
    verb: z.literal('answered'),
    section: slug,
    item: slug,
    /** `nth` counts the answers to this item from 1: the first one stays a fact for ever. */
    payload: z.strictObject({ answer, correct: z.boolean(), nth: z.number().int().positive() }),
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

/** The newest answer of each item. The order of `facts` does not matter. */
export function latestAnswers(facts: readonly Fact[]): ReadonlyMap<string, AnsweredFact> {
  const latest = new Map<string, AnsweredFact>()
  for (const one of facts) {
    if (one.verb !== 'answered') continue
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
    case 'answered':
      return `answered:${one.item}:${one.payload.nth}`
    case 'left-section':
      return `left-section:${one.section}:${one.release}`
    case 'completed-module':
      return `completed-module:${one.release}`
  }
}
