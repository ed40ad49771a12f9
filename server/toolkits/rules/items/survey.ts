import { z } from 'zod'
import { itemId, plainWords } from './words.ts'

export const surveyPhases = ['before', 'after'] as const

const statement = z.strictObject({ id: itemId, text: plainWords })

/** The same statements before and after the module; voluntary, and nothing in it is right. */
export const surveyItem = z.strictObject({
  type: z.literal('survey'),
  id: itemId,
  phase: z.enum(surveyPhases),
  /** What the ends of the scale mean. */
  from: plainWords,
  to: plainWords,
  statements: z.array(statement).min(1).max(10),
  /** The survey before it, whose statements an after repeats. */
  pair: itemId.optional(),
})
export type SurveyItem = z.infer<typeof surveyItem>

export type SurveyDescriptor = {
  type: 'survey'
  id: string
  phase: SurveyItem['phase']
  from: string
  to: string
  statements: { id: string; text: string }[]
  pair?: string
}

export const survey = {
  schema: surveyItem,
  /** Time that a handful of statements takes, in seconds. Source: our estimate. */
  seconds: 45,
  descriptor: (item: SurveyItem): SurveyDescriptor => ({
    type: item.type,
    id: item.id,
    phase: item.phase,
    from: item.from,
    to: item.to,
    statements: item.statements.map(({ id, text }) => ({ id, text })),
    ...(item.pair === undefined ? {} : { pair: item.pair }),
  }),
  words: (item: SurveyItem): string => item.statements.map((one) => one.text).join('\n'),
}
