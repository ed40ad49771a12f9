import { describeCheck } from '#server/toolkits/rules/items/check.ts'
import type { Sureness } from '#server/toolkits/rules/items/scales.ts'
import type { CheckDescriptor, CheckItem } from '#server/toolkits/rules/release.ts'
import { arranged, knownIn, postedFrom } from './chosen.ts'
import type { AnsweredFact } from './fact.ts'
import { mark, type Feedback } from './mark.ts'
import { choiceFingerprint } from './work-fields.ts'

/** A check as its learner sees it now: what is chosen, and feedback once it has been answered. */
export type CheckState = {
  chosen: string[]
  /** There is an answer, right or not. */
  answered: boolean
  /** On the newest answer; null before the first, and while the check is open again. */
  feedback: Feedback | null
}

/**
 * How a check stands. A draft is newer than any answer, because answering takes it away: while
 * there is one, the check is open and what it holds is chosen.
 */
export function checkState(
  item: CheckItem,
  answer: AnsweredFact | undefined,
  draft: readonly string[] | undefined,
): CheckState {
  const answered = answer !== undefined
  if (draft) return { chosen: knownIn(item, draft), answered, feedback: null }
  if (!answer) return { chosen: [], answered, feedback: null }
  const { chosen } = answer.payload.answer
  // A new release may have changed the choices: then there is nothing true to say any more.
  const marked = mark(item, { chosen })
  return { chosen: knownIn(item, chosen), answered, feedback: marked.ok ? marked.value : null }
}

/** What the page's form holds for a check in that state; `seed` names the person. */
export function postedForm(item: CheckItem, { chosen }: CheckState, seed: string): string[] {
  return postedFrom(item, item.kind === 'order' ? arranged(item, chosen, seed) : chosen)
}

/** How sure somebody was and is, asked with a check: before its feedback, and after it. */
export type ConfidenceView = {
  id: string
  /** `before` while the check is open, `after` while its feedback stands there. */
  phase: 'before' | 'after'
  chosen: Sureness | null
  /** What was said with the answer that the feedback is on. */
  said: Sureness | null
  /** What is chosen after the feedback is kept as an answer of its own. */
  kept: boolean
  shown: string
}

/** What the browser is given of a check. */
export type CheckView = CheckDescriptor &
  CheckState & { shown: string; confidence: ConfidenceView | null }

/** Built from named fields: what is right and the feedback of other choices never get in. */
export function checkViewOf(
  item: CheckItem,
  state: CheckState,
  confidence: ConfidenceView | null,
  seed: string,
): CheckView {
  const posted = postedForm(item, state, seed)
  return {
    ...inOrder(describeCheck(item, seed), posted),
    chosen: posted,
    answered: state.answered,
    feedback: state.feedback,
    shown: choiceFingerprint(posted),
    confidence,
  }
}

/** The parts of an order stand as the learner has arranged them. */
function inOrder(shown: CheckDescriptor, posted: readonly string[]): CheckDescriptor {
  if (shown.kind !== 'order') return shown
  const place = new Map(posted.map((one, index) => [one.slice(one.indexOf(':') + 1), index]))
  const rank = (id: string) => place.get(id) ?? posted.length
  return { ...shown, choices: [...shown.choices].sort((a, b) => rank(a.id) - rank(b.id)) }
}
