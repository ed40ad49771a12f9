import { z } from 'zod'
import { choicesCheck, describeChoices, type ChoicesDescriptor } from './choices.ts'
import { describeMatch, matchCheck, type MatchDescriptor } from './match.ts'
import { describeOrder, orderCheck, type OrderDescriptor } from './order.ts'

/** A knowledge check as the server keeps it, with what is right and the feedback. */
export const checkItem = z.discriminatedUnion('kind', [choicesCheck, orderCheck, matchCheck])
export type CheckItem = z.infer<typeof checkItem>

/** What a browser may know of a check before it is answered: never what is right, never feedback. */
export type CheckDescriptor = ChoicesDescriptor | OrderDescriptor | MatchDescriptor

/**
 * The check as a browser may see it. What is shown shuffled is shown to one person always in the
 * same order: `seed` names them.
 */
export function describeCheck(item: CheckItem, seed: string): CheckDescriptor {
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return describeChoices(item)
    case 'order':
      return describeOrder(item, seed)
    case 'match':
      return describeMatch(item, seed)
  }
}

/** Ids that answers hang on: of the choices, or of the pairs. */
export function answerIds(item: CheckItem): string[] {
  return (item.kind === 'match' ? item.pairs : item.choices).map((one) => one.id)
}

export const check = {
  schema: checkItem,
  /** Time a careful answer takes, in seconds. Source: our estimate, content.md. */
  seconds: 30,
  descriptor: (item: CheckItem): CheckDescriptor => describeCheck(item, ''),
  /** Words for the search of sections, in an order that tells nothing: never the feedback. */
  words: (item: CheckItem): string => {
    const shown = describeCheck(item, '')
    const choices = shown.kind === 'match' ? [...shown.lefts, ...shown.rights] : shown.choices
    return [shown.question, ...choices.map((one) => one.text)].join('\n')
  },
}
