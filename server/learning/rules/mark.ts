import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import type { ChoicesCheck } from '#server/toolkits/rules/items/choices.ts'
import type { MatchCheck } from '#server/toolkits/rules/items/match.ts'
import type { OrderCheck } from '#server/toolkits/rules/items/order.ts'
import { textToken } from '#server/toolkits/rules/items/token.ts'
import type { CheckItem, Item } from '#server/toolkits/rules/release.ts'
import type { Answer } from './fact.ts'

/** What a learner reads after answering: about what they chose, and nothing about the rest. */
export type Feedback = {
  correct: boolean
  /** Begins with "Yes" or "Not quite". */
  heading: string
  /**
   * One line for each choice that was chosen, in the order of the check; for each place of an
   * order; for each pair of a match. Feedback on what is not yet right would tell what is.
   */
  chosen: { choice: string; text: string; correct: boolean; feedback: string }[]
  /** How many right choices of a `multiple` were not chosen: the number only, never which. */
  missing: number
}

const opening = { right: 'Yes', wrong: 'Not quite' } as const

/**
 * Marks an answer to an item and says what to tell the learner. Pure; never names a right choice
 * that was not chosen, because answering again is allowed.
 * Refuses `stale` when the item no longer has a choice that was chosen, `invalid` when the answer
 * does not fit the item.
 */
export function mark(item: Item, answer: Answer): Outcome<Feedback> {
  switch (item.type) {
    case 'check':
      return markCheck(item, answer)
    case 'confidence':
    case 'survey':
    case 'vignette':
    case 'spread':
      return refuse('invalid', 'There is no right answer here.', { field: item.id })
    case 'reflection':
      return refuse('invalid', 'A reflection has no right answer. Save it instead.', {
        field: item.id,
      })
  }
}

function markCheck(item: CheckItem, { chosen }: Answer): Outcome<Feedback> {
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return markChoices(item, chosen)
    case 'order':
      return markOrder(item, chosen)
    case 'match':
      return markMatch(item, chosen)
  }
}

const changed = (item: CheckItem) =>
  refuse('stale', 'This check has changed since you opened it. Choose again.', { field: item.id })

function markOrder(item: OrderCheck, chosen: readonly string[]): Outcome<Feedback> {
  const steps = new Map(item.choices.map((one) => [one.id, one]))
  const isWhole = new Set(chosen).size === steps.size && chosen.length === steps.size
  if (!isWhole || chosen.some((id) => !steps.has(id))) return changed(item)
  const lines = chosen.flatMap((id, index) => {
    const step = steps.get(id)
    const correct = item.choices[index]?.id === id
    return step ? [{ correct, text: step.text, feedback: step.feedback, of: step.text }] : []
  })
  return ok(feedbackOnParts(item, lines))
}

function markMatch(item: MatchCheck, chosen: readonly string[]): Outcome<Feedback> {
  const known = new Map(item.pairs.map((one) => [one.id, one]))
  const made = new Map(chosen.map((one) => [one.split(':')[0] ?? '', one.split(':')[1] ?? '']))
  if ([...made].some(([left, right]) => !known.has(left) || !known.has(right))) return changed(item)
  if (made.size < known.size || chosen.length !== known.size) {
    return refuse('invalid', 'Choose a match for each.', { field: item.id })
  }
  const lines = item.pairs.map((pair) => {
    const right = known.get(made.get(pair.id) ?? '')?.right ?? ''
    return {
      correct: right === pair.right,
      text: `${pair.left} – ${right}`,
      feedback: pair.feedback,
      of: pair.left,
    }
  })
  return ok(feedbackOnParts(item, lines))
}

type Line = { correct: boolean; text: string; feedback?: string; of: string }

function feedbackOnParts(item: CheckItem, lines: readonly Line[]): Feedback {
  const correct = lines.every((line) => line.correct)
  const right = lines.filter((line) => line.correct).length
  return {
    correct,
    heading: correct
      ? opening.right
      : `${opening.wrong}: ${right} of ${lines.length} ${right === 1 ? 'is' : 'are'} right`,
    chosen: lines.map((line) => ({
      choice: textToken(item.id, line.of),
      text: line.text,
      correct: line.correct,
      feedback: line.correct ? (line.feedback ?? '') : '',
    })),
    missing: 0,
  }
}

function markChoices(item: ChoicesCheck, chosen: readonly string[]): Outcome<Feedback> {
  const picked = new Set(chosen)
  if (chosen.some((id) => !item.choices.some((choice) => choice.id === id))) return changed(item)
  switch (item.kind) {
    case 'single':
      if (picked.size !== 1) return refuse('invalid', 'Choose one answer.', { field: item.id })
      return ok(feedbackOnOne(item, picked))
    case 'multiple':
      if (picked.size === 0) {
        return refuse('invalid', 'Choose at least one answer.', { field: item.id })
      }
      return ok(feedbackOnSeveral(item, picked))
  }
}

function feedbackOnOne(item: ChoicesCheck, picked: ReadonlySet<string>): Feedback {
  const chosen = chosenLines(item, picked)
  const correct = chosen.every((line) => line.correct)
  const words = correct ? opening.right : opening.wrong
  const [first] = chosen
  const split = first ? headingAndRest(words, first.feedback) : { heading: words, rest: '' }
  return {
    correct,
    heading: split.heading,
    chosen: chosen.map((line) => ({ ...line, feedback: split.rest })),
    missing: 0,
  }
}

function feedbackOnSeveral(item: ChoicesCheck, picked: ReadonlySet<string>): Feedback {
  const chosen = chosenLines(item, picked)
  const right = item.choices.filter((choice) => choice.correct)
  const missing = right.filter((choice) => !picked.has(choice.id)).length
  const correct = missing === 0 && chosen.every((line) => line.correct)
  return { correct, heading: correct ? opening.right : opening.wrong, chosen, missing }
}

function chosenLines(item: ChoicesCheck, picked: ReadonlySet<string>): Feedback['chosen'] {
  return item.choices
    .filter((choice) => picked.has(choice.id))
    .map(({ id, text, correct, feedback }) => ({ choice: id, text, correct, feedback }))
}

/** An author's own first sentence becomes the heading when it already opens with the verdict. */
function headingAndRest(words: string, feedback: string): { heading: string; rest: string } {
  if (!new RegExp(`^${words}\\b`).test(feedback)) return { heading: words, rest: feedback }
  const sentence = /^([^.!?]+)[.!?](?:\s+|$)/.exec(feedback)
  if (!sentence) return { heading: feedback, rest: '' }
  return { heading: sentence[1] ?? words, rest: feedback.slice(sentence[0].length) }
}
