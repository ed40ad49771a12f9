import type { ConfidenceItem } from '#server/toolkits/rules/items/confidence.ts'
import { sureness } from '#server/toolkits/rules/items/confidence.ts'
import { describeCheck, type CheckItem } from '#server/toolkits/rules/items/check.ts'
import type { MatchCheck } from '#server/toolkits/rules/items/match.ts'
import type { OrderCheck } from '#server/toolkits/rules/items/order.ts'
import type { SpreadItem } from '#server/toolkits/rules/items/spread.ts'
import { surveyScale } from '#server/toolkits/rules/items/scales.ts'
import { type SurveyItem } from '#server/toolkits/rules/items/survey.ts'
import { textToken } from '#server/toolkits/rules/items/token.ts'

/** An item that is answered by choosing, not by writing. */
export type ChosenItem = CheckItem | ConfidenceItem | SpreadItem | SurveyItem

/**
 * What a form holds for an item, as the ids that are stored. A browser knows the parts of an order
 * and of a match by marks of their words alone, because their ids would tell the answer. What the
 * item does not have stays as it came: marking refuses it.
 */
export function chosenFrom(item: ChosenItem, posted: readonly string[]): string[] {
  if (item.type !== 'check') return [...posted]
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return [...posted]
    case 'order':
      return [...posted].sort((a, b) => placeOf(a) - placeOf(b)).map((one) => stepId(item, one))
    case 'match':
      return posted.map((one) => pairIds(item, one))
  }
}

/** The same the other way round: what a form holds when `chosen` is chosen. */
export function postedFrom(item: ChosenItem, chosen: readonly string[]): string[] {
  if (item.type !== 'check') return [...chosen]
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return [...chosen]
    case 'order':
      return chosen.map((id, index) => {
        const step = item.choices.find((one) => one.id === id)
        return `${index + 1}:${step ? textToken(item.id, step.text) : id}`
      })
    case 'match':
      return chosen.map((one) => {
        const [left = '', right = ''] = one.split(':')
        const token = (id: string, side: 'left' | 'right') => {
          const pair = item.pairs.find((known) => known.id === id)
          return pair ? textToken(item.id, pair[side]) : id
        }
        return `${token(left, 'left')}:${token(right, 'right')}`
      })
  }
}

/** What of it the item still has, in the item's own way: each once. */
export function knownIn(item: ChosenItem, chosen: readonly string[]): string[] {
  switch (item.type) {
    case 'confidence':
      return chosen.filter((one) => sureness.safeParse(one).success).slice(-1)
    case 'spread':
      return item.options.flatMap(({ id }) => (chosen.includes(id) ? [id] : [])).slice(-1)
    case 'survey': {
      const levels = new Set(surveyScale.map(String))
      return item.statements.flatMap(({ id }) => {
        const ticked = chosen.findLast(
          (one) => one.startsWith(`${id}:`) && levels.has(one.slice(id.length + 1)),
        )
        return ticked === undefined ? [] : [ticked]
      })
    }
    case 'check':
      return knownInCheck(item, chosen)
  }
}

function knownInCheck(item: CheckItem, chosen: readonly string[]): string[] {
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return item.choices.filter((one) => chosen.includes(one.id)).map((one) => one.id)
    case 'order':
      return [...new Set(chosen)].filter((id) => item.choices.some((one) => one.id === id))
    case 'match':
      return item.pairs.flatMap(({ id }) => {
        const right = chosen.findLast((one) => one.startsWith(`${id}:`))?.slice(id.length + 1)
        return item.pairs.some((one) => one.id === right) ? [`${id}:${right}`] : []
      })
  }
}

/** True when both choose the same; only in an order does it matter what comes first. */
export function sameChosen(item: ChosenItem, a: readonly string[], b: readonly string[]): boolean {
  const isOrder = item.type === 'check' && item.kind === 'order'
  const text = (chosen: readonly string[]) => (isOrder ? [...chosen] : [...chosen].sort()).join(' ')
  return text(a) === text(b)
}

/**
 * How the parts of an order stand on the page: what the learner arranged, then whatever they have
 * not placed, in the shuffled order that `seed` decides.
 */
export function arranged(item: OrderCheck, chosen: readonly string[], seed: string): string[] {
  const shown = describeCheck(item, seed)
  const start = shown.kind === 'order' ? shown.choices.map((one) => stepId(item, one.id)) : []
  const known = knownInCheck(item, chosen)
  return [...known, ...start.filter((id) => !known.includes(id))]
}

function placeOf(posted: string): number {
  return Number.parseInt(posted, 10) || 0
}

/** The id of the part that a form names `place:mark`, or by the mark alone. */
export function stepId(item: OrderCheck, posted: string): string {
  const token = posted.slice(posted.indexOf(':') + 1)
  return item.choices.find((one) => textToken(item.id, one.text) === token)?.id ?? token
}

/** Pairs may share a right side: the first of them stands for it. */
function pairIds(item: MatchCheck, posted: string): string {
  const [left = '', right = ''] = posted.split(':')
  const id = (token: string, side: 'left' | 'right') =>
    item.pairs.find((one) => textToken(item.id, one[side]) === token)?.id ?? token
  return `${id(left, 'left')}:${id(right, 'right')}`
}
