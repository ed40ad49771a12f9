import { londonDay, dayTextWithYear } from '#server/platform/rules/london.ts'
import type { Block, Paper } from '#server/platform/rules/paper.ts'
import { paperBlocks, plainLine } from '#server/toolkits/rules/plain-html.ts'
import type { PrintedItem } from './printed-item.ts'

export type PrintedBlock = { kind: 'html'; html: string } | { kind: 'item'; item: PrintedItem }

/** A whole module as it is printed: its text, what is to be done, its words and its sources. */
export type PrintedModule = {
  toolkit: string
  title: string
  summary: string
  version: string
  licence: string
  authors: string[]
  review: { by: string; on: string }
  sections: {
    id: string
    number: number
    title: string
    warning?: string
    blocks: PrintedBlock[]
  }[]
  terms: { id: string; term: string; html: string }[]
  references: { number: number; html: string }[]
  /** Whether the reader's own answers and words are in it. */
  hasAnswers: boolean
}

/** The module as a paper, for a file that a screen reader can read. Pure. */
export function modulePaper(module: PrintedModule, madeAt: number): Paper {
  const { title, summary, version, licence, authors, review } = module
  const blocks: Block[] = [
    { kind: 'paragraph', text: summary },
    {
      kind: 'paragraph',
      quiet: true,
      text: `Version ${version}. ${authors.join(', ')}. ${licence}. Review: ${review.by}, ${review.on}.`,
    },
  ]
  if (module.hasAnswers) {
    blocks.push({
      kind: 'paragraph',
      text: 'Your own answers are in it. Only you can get this file.',
    })
  }
  for (const section of module.sections) {
    blocks.push({ kind: 'heading', level: 2, text: `${section.number}. ${section.title}` })
    if (section.warning !== undefined) {
      blocks.push({ kind: 'paragraph', text: `Before you read on: ${section.warning}` })
    }
    for (const block of section.blocks) {
      blocks.push(...(block.kind === 'html' ? paperBlocks(block.html) : itemBlocks(block.item)))
    }
  }
  if (module.terms.length > 0) {
    blocks.push(
      { kind: 'heading', level: 2, text: 'Words used here' },
      {
        kind: 'list',
        items: module.terms.map(({ term, html }) => ({
          text: `${plainLine(term)}: ${plainLine(html)}`,
        })),
      },
    )
  }
  if (module.references.length > 0) {
    blocks.push(
      { kind: 'heading', level: 2, text: 'References' },
      {
        kind: 'list',
        numbered: true,
        items: module.references.map(({ html }) => ({ text: plainLine(html) })),
      },
    )
  }
  const caption = `Casecircle, ${dayTextWithYear(londonDay(madeAt))}`
  return { title, caption, madeAt, blocks }
}

function itemBlocks({ label, question, options, lines }: PrintedItem): Block[] {
  const blocks: Block[] = [{ kind: 'paragraph', text: `${label}: ${question}` }]
  if (options.length > 0) {
    blocks.push({
      kind: 'list',
      items: options.map(({ text, isChosen }) =>
        isChosen ? { text, lines: ['This is what you chose.'] } : { text },
      ),
    })
  }
  for (const line of lines) {
    const text = [line.label, line.text].filter((words) => words !== '').join(': ')
    if (text !== '') blocks.push({ kind: 'paragraph', text, quiet: line.text === '' })
  }
  return blocks
}
