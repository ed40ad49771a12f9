import type { Nodes } from 'mdast'
import type { CheckItem } from './rules/items/check.ts'
import type { CheckKind } from './rules/items/check-kinds.ts'
import { placeOf, plainText, type Fault, type MdxElement, type Place } from './syntax.server.ts'
import type { Use } from './uses.server.ts'

type CheckUse = Extract<Use, { name: 'Check' }>
type ChoiceUse = Extract<Use, { name: 'Choice' }>
type PairUse = Extract<Use, { name: 'Pair' }>
type Refuse = (at: Place, message: string, mend: string, rule?: string) => void

/** A check as its author wrote it; null when it lacks something, after `fault` has heard of it. */
export function readCheck(
  use: CheckUse,
  known: ReadonlyMap<MdxElement, Use>,
  fault: Fault,
): CheckItem | null {
  const { questions, elements } = partsOf(use.element)
  const parts = elements.map((element) => known.get(element))
  // A choice that was refused already has its own finding: nothing more can be said of this check.
  if (parts.some((one) => one === undefined)) return null
  let sound = true
  const refuse: Refuse = (place, message, mend, rule = 'choices') => {
    sound = false
    fault(place, rule, message, mend)
  }
  const question = questionOf(use, questions, refuse)
  const choices = parts.filter((one) => one?.name === 'Choice')
  const pairs = parts.filter((one) => one?.name === 'Pair')
  const written = readers[use.attributes.kind]({ use, question, choices, pairs, refuse })
  distinct('choices', [...choices, ...pairs], (one) => one.attributes.id, refuse)
  return sound ? written : null
}

type Written = {
  use: CheckUse
  question: string
  choices: readonly ChoiceUse[]
  pairs: readonly PairUse[]
  refuse: Refuse
}

/** How each kind is read; one left out does not compile. */
const readers: Record<CheckKind, (written: Written) => CheckItem> = {
  single: (written) => readChoices(written, 'single'),
  multiple: (written) => readChoices(written, 'multiple'),
  order: readOrder,
  match: readMatch,
}

function readChoices(written: Written, kind: 'single' | 'multiple'): CheckItem {
  const { use, question, choices, refuse } = written
  noPairs(written)
  count(written, choices.length, 2, 'Choice')
  for (const one of choices)
    if (one.attributes.feedback === undefined)
      refuse(
        one,
        '<Choice> lacks feedback.',
        'Write feedback="…": why this choice is tempting, or right.',
        'feedback',
      )
  const right = choices.filter((one) => one.attributes.correct).length
  if (kind === 'single' && right !== 1)
    refuse(use, `${right} choices are correct.`, 'In a single check mark exactly one as correct.')
  if (kind === 'multiple' && right === 0)
    refuse(use, 'No choice is correct.', 'In a multiple check mark at least one as correct.')
  return {
    type: 'check',
    id: use.attributes.id,
    kind,
    question,
    choices: choices.map((one) => ({
      id: one.attributes.id,
      text: textOf(one),
      correct: one.attributes.correct === true,
      feedback: one.attributes.feedback ?? '',
    })),
  }
}

function readOrder(written: Written): CheckItem {
  const { use, question, choices, refuse } = written
  noPairs(written)
  count(written, choices.length, 3, 'Choice')
  for (const one of choices)
    if (one.attributes.correct)
      refuse(
        one,
        'In an order no choice is correct alone.',
        'Take out correct: the choices stand in the right order.',
      )
  distinct('words', choices, textOf, refuse)
  return {
    type: 'check',
    id: use.attributes.id,
    kind: 'order',
    question,
    choices: choices.map((one) => ({
      id: one.attributes.id,
      text: textOf(one),
      ...feedbackOf(one),
    })),
  }
}

function readMatch(written: Written): CheckItem {
  const { use, question, choices, pairs, refuse } = written
  const [choice] = choices
  if (choice) refuse(choice, 'A match holds pairs.', 'Write <Pair id="…" left="…" right="…" />.')
  count(written, pairs.length, 2, 'Pair')
  distinct('words', pairs, (one) => one.attributes.left, refuse)
  if (pairs.length > 1 && new Set(pairs.map((one) => one.attributes.right)).size === 1)
    refuse(use, 'Every pair has the same right side.', 'A match needs two sides to choose from.')
  return {
    type: 'check',
    id: use.attributes.id,
    kind: 'match',
    question,
    pairs: pairs.map((one) => ({
      id: one.attributes.id,
      left: one.attributes.left,
      right: one.attributes.right,
      ...feedbackOf(one),
    })),
  }
}

function noPairs({ pairs, use, refuse }: Written): void {
  const [pair] = pairs
  if (pair)
    refuse(
      pair,
      'Pairs belong into a match.',
      `Write <Choice>, or kind="match" for ${use.attributes.id}.`,
    )
}

function count({ use, refuse, ...one }: Written, parts: number, least: number, name: string): void {
  const words = { 2: 'two', 3: 'three' }[least] ?? String(least)
  const what = name === 'Pair' ? 'pairs' : 'choices'
  const [stray] = name === 'Pair' ? one.choices : one.pairs
  if (parts < least && !stray)
    refuse(
      use,
      `A check${least === 3 ? ' of this kind' : ''} has at least ${words} ${what}.`,
      `Add a <${name}>.`,
    )
  if (parts > 8) refuse(use, `A check has at most eight ${what}.`, 'Take some out.')
}

/** Two of one id could not be told apart, nor could two of the same words. */
function distinct<T extends ChoiceUse | PairUse>(
  what: 'choices' | 'words',
  parts: readonly T[],
  name: (one: T) => string,
  refuse: Refuse,
): void {
  const seen = new Set<string>()
  for (const one of parts) {
    const called = name(one)
    if (seen.has(called))
      refuse(
        one,
        what === 'choices'
          ? `Two ${one.name === 'Pair' ? 'pairs' : 'choices'} are called ${called}.`
          : `“${called}” stands here twice.`,
        what === 'choices' ? 'Give each its own id.' : 'Give each its own words.',
      )
    seen.add(called)
  }
}

function textOf(one: ChoiceUse): string {
  return plainText(one.element).trim()
}

function feedbackOf(one: ChoiceUse | PairUse): { feedback?: string } {
  const { feedback } = one.attributes
  return feedback === undefined ? {} : { feedback }
}

/** The question stands in the attribute prompt or as the one paragraph before the choices. */
function questionOf(
  use: CheckUse,
  questions: readonly (Place & { text: string })[],
  refuse: Refuse,
): string {
  const [first, second] = questions
  const prompt = use.attributes.prompt
  if (prompt !== undefined) {
    if (first) refuse(first, 'This check asks twice.', 'Keep either its prompt or this paragraph.')
    return prompt
  }
  if (!first) {
    refuse(use, 'This check asks nothing.', 'Write the question before its choices.')
    return ''
  }
  if (second)
    refuse(second, 'A check has one question.', 'Put what leads up to it above the <Check>.')
  return first.text
}

/** Markdown joins lines that follow each other: a paragraph may hold the question and choices. */
function partsOf(check: MdxElement): {
  questions: (Place & { text: string })[]
  elements: MdxElement[]
} {
  const questions: (Place & { text: string })[] = []
  const elements: MdxElement[] = []
  const children: readonly Nodes[] = check.children
  const direct = children.flatMap((child): (Nodes | null)[] =>
    child.type === 'paragraph' ? [...child.children, null] : [child],
  )
  let words: Nodes[] = []
  const finish = () => {
    const [first] = words
    const text = plainText({ children: words }).trim()
    if (first && text !== '') questions.push({ ...placeOf(first), text })
    words = []
  }
  for (const node of direct) {
    if (node === null) finish()
    else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
      finish()
      elements.push(node)
    } else words.push(node)
  }
  finish()
  return { questions, elements }
}
