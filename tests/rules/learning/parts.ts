import { answer } from '#server/learning/rules/fact.ts'
import type { ConfidenceItem } from '#server/toolkits/rules/items/confidence.ts'
import type { MatchCheck } from '#server/toolkits/rules/items/match.ts'
import type { OrderCheck } from '#server/toolkits/rules/items/order.ts'
import type { SurveyItem } from '#server/toolkits/rules/items/survey.ts'

export const order: OrderCheck = {
  type: 'check',
  id: 'from-referral',
  kind: 'order',
  question: 'In which order do these come?',
  choices: [
    { id: 'hear', text: 'Hear' },
    { id: 'record', text: 'Write it down', feedback: 'FEEDBACK-RECORD.' },
    { id: 'weigh', text: 'Weigh it' },
  ],
}

export const match: MatchCheck = {
  type: 'check',
  id: 'fact-or-view',
  kind: 'match',
  question: 'Which is which?',
  pairs: [
    { id: 'late', left: 'He came at ten past nine', right: 'Something seen' },
    {
      id: 'careless',
      left: 'He does not care',
      right: 'A conclusion',
      feedback: 'FEEDBACK-CARELESS.',
    },
    { id: 'angry', left: 'She is angry', right: 'A conclusion', feedback: 'FEEDBACK-ANGRY.' },
  ],
}

export const sure: ConfidenceItem = { type: 'confidence', id: 'match-sure', check: 'fact-or-view' }

export const survey: SurveyItem = {
  type: 'survey',
  id: 'where-i-stand',
  phase: 'before',
  from: 'Not at all',
  to: 'Fully',
  statements: [
    { id: 'silence', text: 'I know how to read silence' },
    { id: 'power', text: 'I can name who holds power' },
  ],
}

export const surveyAfter: SurveyItem = {
  ...survey,
  id: 'where-i-stand-now',
  phase: 'after',
  pair: survey.id,
}

export function fact(chosen: string) {
  return answer.safeParse({ chosen: [chosen] })
}
