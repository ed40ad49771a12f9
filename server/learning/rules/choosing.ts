import { type Sureness } from '#server/toolkits/rules/items/scales.ts'
import { sureness, type ConfidenceItem } from '#server/toolkits/rules/items/confidence.ts'
import type { SpreadItem } from '#server/toolkits/rules/items/spread.ts'
import type { SurveyDescriptor, SurveyItem } from '#server/toolkits/rules/items/survey.ts'
import type { Item } from '#server/toolkits/rules/release.ts'
import { checkState, postedForm, type ConfidenceView } from './check-state.ts'
import { knownIn, type ChosenItem } from './chosen.ts'
import { latestAnswers, latestResponses, type Fact } from './fact.ts'
import { choiceFingerprint } from './work-fields.ts'

/** What somebody has chosen and answered in a toolkit so far. */
export type Choosing = {
  facts: readonly Fact[]
  drafts: readonly { item: string; chosen: readonly string[] }[]
}

export function isChosen(item: Item): item is ChosenItem {
  return ['check', 'confidence', 'spread', 'survey'].includes(item.type)
}

/**
 * What the page's form holds for an item now: a draft where there is one, else the newest answer,
 * else nothing (an order always stands in some order). `items` are those of the same section.
 */
export function formOf(
  item: ChosenItem,
  items: readonly Item[],
  so: Choosing,
  seed: string,
): string[] {
  const draft = draftOf(so, item.id)
  switch (item.type) {
    case 'check':
      return postedForm(item, checkState(item, latestAnswers(so.facts).get(item.id), draft), seed)
    case 'confidence': {
      const { chosen } = confidenceView(item, items, so)
      return chosen === null ? [] : [chosen]
    }
    case 'spread':
      return spreadState(item, so).chosen
    case 'survey':
      return surveyState(item, so).chosen
  }
}

/** How sure the learner was and is, for the check that it is asked with. */
export function confidenceView(
  item: ConfidenceItem,
  items: readonly Item[],
  so: Choosing,
): ConfidenceView {
  const asked = items.find((one) => one.id === item.check)
  const answer = latestAnswers(so.facts).get(item.check)
  const isAnswered =
    asked?.type === 'check' && checkState(asked, answer, draftOf(so, item.check)).feedback !== null
  const response = latestResponses(so.facts).get(item.id)
  // What was said after an earlier answer says nothing about this one.
  const isKept =
    isAnswered && response !== undefined && answer !== undefined && response.at >= answer.at
  const chosen = draftOf(so, item.id) ?? (isKept ? response.payload.answer.chosen : [])
  const level = levelOf(knownIn(item, chosen)[0])
  return {
    id: item.id,
    phase: isAnswered ? 'after' : 'before',
    chosen: level,
    said: isAnswered ? (answer?.payload.confidence ?? null) : null,
    kept: isKept && draftOf(so, item.id) === undefined,
    shown: choiceFingerprint(level === null ? [] : [level]),
  }
}

function levelOf(text: string | undefined): Sureness | null {
  const read = sureness.safeParse(text)
  return read.success ? read.data : null
}

/** What is chosen in a spread, and whether it is judged: then it stays as it is. */
export function spreadState(
  item: SpreadItem,
  so: Choosing,
): { chosen: string[]; isJudged: boolean } {
  const response = latestResponses(so.facts).get(item.id)
  const chosen = response?.payload.answer.chosen ?? draftOf(so, item.id) ?? []
  return { chosen: knownIn(item, chosen), isJudged: response !== undefined }
}

/** How a survey stands: open with what is ticked so far, or filled in. */
export type SurveyState = { chosen: string[]; isOpen: boolean }

export function surveyState(item: SurveyItem, so: Choosing): SurveyState {
  const draft = draftOf(so, item.id)
  const response = latestResponses(so.facts).get(item.id)
  return {
    chosen: knownIn(item, draft ?? response?.payload.answer.chosen ?? []),
    isOpen: draft !== undefined || response === undefined,
  }
}

/** What the browser is given of a survey. */
export type SurveyView = SurveyDescriptor &
  SurveyState & {
    shown: string
    /** Beside a filled-in survey after: what was ticked under each statement before. */
    earlier: string[]
  }

export function surveyView(item: SurveyItem, so: Choosing): SurveyView {
  const state = surveyState(item, so)
  const { pair } = item
  const before = pair === undefined ? undefined : latestResponses(so.facts).get(pair)
  return {
    ...{ type: item.type, id: item.id, phase: item.phase, from: item.from, to: item.to },
    statements: item.statements.map(({ id, text }) => ({ id, text })),
    ...(pair === undefined ? {} : { pair }),
    ...state,
    shown: choiceFingerprint(state.chosen),
    earlier: state.isOpen ? [] : knownIn(item, before?.payload.answer.chosen ?? []),
  }
}

function draftOf(so: Choosing, item: string): readonly string[] | undefined {
  return so.drafts.find((one) => one.item === item)?.chosen
}
