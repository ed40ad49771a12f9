import { z } from 'zod'
import { scalePoints } from './scales.ts'
import { itemId, plainWords } from './words.ts'

const optionId = z.union([itemId, z.enum(scalePoints)])
const judgement = z.strictObject({ for: optionId, by: plainWords, why: plainWords })

/** A question without a right answer, with how a panel judged. The panel stays on the server. */
export const spreadItem = z.strictObject({
  type: z.literal('spread'),
  id: itemId,
  prompt: plainWords,
  /** Who the panel is, in words that are true. */
  panel: plainWords,
  /** What the two ends of a scale mean; absent where one chooses among options. */
  scale: z.strictObject({ lowest: plainWords, highest: plainWords }).optional(),
  options: z
    .array(z.strictObject({ id: optionId, text: plainWords }))
    .min(2)
    .max(8),
  judgements: z.array(judgement).min(2).max(12),
})
export type SpreadItem = z.infer<typeof spreadItem>

/** What a browser may know of a spread before its reader has judged: never how anybody judged. */
export type SpreadDescriptor = {
  type: 'spread'
  id: string
  prompt: string
  scale?: { lowest: string; highest: string }
  options: { id: string; text: string }[]
}

export const spread = {
  schema: spreadItem,
  /** Time a considered judgement and a look at the others' take, in seconds. Our estimate. */
  seconds: 60,
  descriptor: (item: SpreadItem): SpreadDescriptor => ({
    type: item.type,
    id: item.id,
    prompt: item.prompt,
    ...(item.scale === undefined ? {} : { scale: item.scale }),
    options: item.options.map(({ id, text }) => ({ id, text })),
  }),
  /** Words for the search of sections: the question and its options, nothing of the panel. */
  words: (item: SpreadItem): string =>
    [item.prompt, ...(item.scale ? [] : item.options.map((one) => one.text))].join('\n'),
}

/** The five points of a scale as options; its ends carry their meaning. */
export function scaleOptions(lowest: string, highest: string): SpreadItem['options'] {
  return scalePoints.map((point, index) => {
    const end = index === 0 ? lowest : index === scalePoints.length - 1 ? highest : null
    return { id: point, text: end === null ? point : `${point}: ${end}` }
  })
}
