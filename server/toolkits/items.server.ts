import type { Nodes } from 'mdast'
import type { CheckItem } from './rules/items/check.ts'
import { item as itemSchema, type Item } from './rules/items/index.ts'
import type { Finding } from './rules/release.ts'
import { readSpread } from './spreads.server.ts'
import { placeOf, plainText, type Fault, type MdxElement, type Place } from './syntax.server.ts'
import type { Use } from './uses.server.ts'
import { readVignette } from './vignettes.server.ts'
import type { Reading } from './whitelist.server.ts'

export type PlacedItem = Place & { item: Item }
type CheckUse = Extract<Use, { name: 'Check' }>
type ChoiceUse = Extract<Use, { name: 'Choice' }>

/** The items of a section in their order, or what each still lacks. */
export function readItems(
  file: string,
  reading: Reading,
): { items: PlacedItem[]; findings: Finding[] } {
  const findings: Finding[] = []
  const fault: Fault = (at, rule, message, mend) => {
    findings.push({ file, line: at.line, column: at.column, rule, message, mend })
  }
  const choices = new Map<MdxElement, ChoiceUse>()
  for (const use of reading.uses) if (use.name === 'Choice') choices.set(use.element, use)
  const items: PlacedItem[] = []
  for (const use of reading.uses) {
    const at = { line: use.line, column: use.column }
    if (use.name === 'Reflection') {
      add({ type: 'reflection', ...use.attributes }, at)
    } else if (use.name === 'Check') {
      const written = readCheck(use, choices, fault)
      if (written) add(written, at)
    } else if (use.name === 'Vignette') {
      const written = readVignette(use, reading.uses, fault)
      if (written) add(written, at)
    } else if (use.name === 'Spread') {
      const written = readSpread(use, reading.uses, fault)
      if (written) add(written, at)
    }
  }
  return { items, findings }

  function add(written: unknown, at: Place): void {
    const parsed = itemSchema.safeParse(written)
    if (parsed.success) items.push({ ...at, item: parsed.data })
    else {
      const [issue] = parsed.error.issues
      fault(
        at,
        'item',
        `The ${issue?.path.map(String).join(' ') ?? 'item'} is not right.`,
        `${issue?.message ?? ''}.`,
      )
    }
  }
}

function readCheck(
  use: CheckUse,
  known: ReadonlyMap<MdxElement, ChoiceUse>,
  fault: Fault,
): CheckItem | null {
  const at = { line: use.line, column: use.column }
  const { id, kind } = use.attributes
  const { questions, elements } = partsOf(use.element)
  const found = elements.map((element) => known.get(element))
  // A choice that was refused already has its own finding: nothing more can be said of this check.
  if (found.some((one) => one === undefined)) return null
  const choices = found.flatMap((one) =>
    one
      ? [
          {
            id: one.attributes.id,
            text: plainText(one.element).trim(),
            correct: one.attributes.correct === true,
            feedback: one.attributes.feedback,
            at: { line: one.line, column: one.column },
          },
        ]
      : [],
  )
  let sound = true
  const refuse = (place: Place, message: string, mend: string) => {
    sound = false
    fault(place, 'choices', message, mend)
  }
  const question = questionOf(use, questions, refuse)
  if (choices.length < 2) refuse(at, 'A check has at least two choices.', 'Add a <Choice>.')
  if (choices.length > 8) refuse(at, 'A check has at most eight choices.', 'Take some out.')
  const right = choices.filter((one) => one.correct).length
  if (kind === 'single' && right !== 1)
    refuse(at, `${right} choices are correct.`, 'In a single check mark exactly one as correct.')
  if (kind === 'multiple' && right === 0)
    refuse(at, 'No choice is correct.', 'In a multiple check mark at least one as correct.')
  const seen = new Set<string>()
  for (const one of choices) {
    if (seen.has(one.id))
      refuse(one.at, `Two choices are called ${one.id}.`, 'Give each its own id.')
    seen.add(one.id)
  }
  if (!sound) return null
  return {
    type: 'check',
    id,
    kind,
    question,
    choices: choices.map(({ id: choice, text, correct, feedback }) => ({
      id: choice,
      text,
      correct,
      feedback,
    })),
  }
}

/** The question stands in the attribute prompt or as the one paragraph before the choices. */
function questionOf(
  use: CheckUse,
  questions: readonly (Place & { text: string })[],
  refuse: (at: Place, message: string, mend: string) => void,
): string {
  const at = { line: use.line, column: use.column }
  const [first, second] = questions
  const prompt = use.attributes.prompt
  if (prompt !== undefined) {
    if (first) refuse(first, 'This check asks twice.', 'Keep either its prompt or this paragraph.')
    return prompt
  }
  if (!first) {
    refuse(at, 'This check asks nothing.', 'Write the question before its choices.')
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
