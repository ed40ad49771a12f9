import type { CheckDescriptor, CheckItem } from '#server/toolkits/rules/release.ts'
import type { AnsweredFact } from './fact.ts'
import { mark, type Feedback } from './mark.ts'

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
  const known = (chosen: readonly string[]) =>
    item.choices.filter((choice) => chosen.includes(choice.id)).map((choice) => choice.id)
  if (draft) return { chosen: known(draft), answered, feedback: null }
  if (!answer) return { chosen: [], answered, feedback: null }
  const { chosen } = answer.payload.answer
  // A new release may have changed the choices: then there is nothing true to say any more.
  const marked = mark(item, { chosen })
  return { chosen: known(chosen), answered, feedback: marked.ok ? marked.value : null }
}

/** What the browser is given of a check. */
export type CheckView = CheckDescriptor & CheckState & { shown: string }
