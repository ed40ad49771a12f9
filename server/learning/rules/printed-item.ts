import { scalePoints } from '#server/toolkits/rules/items/scales.ts'
import { templates, type TemplateName } from '#server/toolkits/rules/items/templates.ts'
import type { CheckView } from './check-state.ts'
import type { SurveyView } from './choosing.ts'
import type { SpreadView } from './spread-view.ts'
import type { VignetteView } from './walk.ts'

/** A thing to do as it stands on paper. */
export type PrintedItem = {
  id: string
  /** 'Check', 'Reflection' … */
  label: string
  question: string
  /** What one can choose, and what was chosen, where own answers are wanted. */
  options: { text: string; isChosen: boolean }[]
  /** What to write on, by box, with own words where they are wanted; else empty, to be filled in. */
  lines: { label: string; text: string; isShort?: true }[]
}

type Doing =
  | { kind: 'check'; check: CheckView }
  | { kind: 'vignette'; vignette: VignetteView }
  | { kind: 'spread'; spread: SpreadView }
  | { kind: 'survey'; survey: SurveyView }
  | {
      kind: 'reflection'
      reflection: {
        id: string
        prompt: string
        template?: TemplateName
        boxes?: Record<string, string>
        text: string
      }
    }

/**
 * What is to be done, for a paper. Without `isOwn` nothing that its reader answered or wrote is on
 * it. What is right, and how others judged, is never on it. Pure.
 */
export function printedItem(block: Doing, isOwn: boolean): PrintedItem {
  switch (block.kind) {
    case 'check':
      return printedCheck(block.check, isOwn)
    case 'reflection': {
      const { id, prompt, template, boxes, text } = block.reflection
      const lines = template
        ? templates[template].boxes.map((box) => ({
            label: box.label,
            text: boxes?.[box.id] ?? '',
          }))
        : [{ label: '', text }]
      return {
        ...{ id, label: 'Reflection', question: prompt, options: [] },
        lines: lines.map((line) => (isOwn ? line : { ...line, text: '' })),
      }
    }
    case 'vignette': {
      const { id, title } = block.vignette
      const question = `${title ?? 'A situation in scenes'}. You walk through it in the module, choice by choice.`
      return { id, label: 'Vignette', question, options: [], lines: [] }
    }
    case 'spread': {
      const { id, prompt, options, chosen } = block.spread
      return {
        ...{ id, label: 'How would you judge?', question: prompt, lines: [] },
        options: options.map((one) => ({ text: one.text, isChosen: isOwn && chosen === one.id })),
      }
    }
    case 'survey': {
      const { id, from, to, statements, chosen } = block.survey
      return {
        ...{ id, label: 'Survey', question: `From 1 (${from}) to 5 (${to}):`, options: [] },
        lines: statements.map((one) => ({
          label: one.text,
          text: (isOwn && numberFor(chosen, one.id)) || toRing,
        })),
      }
    }
  }
}

function printedCheck(check: CheckView, isOwn: boolean): PrintedItem {
  const { id, question } = check
  const chosen = isOwn && check.answered ? check.chosen : []
  const made = { id, label: 'Check', question, lines: [] }
  switch (check.kind) {
    case 'single':
    case 'multiple':
      return {
        ...made,
        options: check.choices.map((one) => ({
          text: one.text,
          isChosen: chosen.includes(one.id),
        })),
      }
    case 'order': {
      const place = (of: string) => chosen.indexOf(of)
      const options = [...check.choices].sort((a, b) => place(a.id) - place(b.id))
      const told = chosen.length > 0 ? ' Your order:' : ' Put these in order:'
      return {
        ...made,
        question: question + told,
        options: options.map(({ text }) => ({ text, isChosen: false })),
      }
    }
    case 'match': {
      const right = (left: string) => {
        const pair = chosen.find((one) => one.startsWith(`${left}:`))
        return check.rights.find((one) => pair === `${left}:${one.id}`)?.text ?? ''
      }
      return {
        ...made,
        lines: check.lefts.map(({ id: left, text }) => ({
          ...{ label: text, text: right(left) },
          isShort: true,
        })),
        options: check.rights.map(({ text }) => ({ text, isChosen: false })),
      }
    }
  }
}

/** A scale to put a ring on with a pen. */
const toRing = scalePoints.join('     ')

function numberFor(chosen: readonly string[], statement: string): string {
  const found = chosen.find((one) => one.startsWith(`${statement}:`))
  return found?.slice(statement.length + 1) ?? ''
}
