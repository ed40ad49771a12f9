import type { Nodes, Root } from 'mdast'
import { headingSlug, linkTarget, type LinkTarget } from './rules/link.ts'
import { wordCount } from './rules/reading-time.ts'
import type { Finding } from './rules/release.ts'
import {
  componentOf,
  isComponentName,
  vocabulary,
  type ComponentName,
  type DocumentKind,
} from './rules/vocabulary.ts'
import { blocks, lines, misplacement, refusal, type Context } from './placement.server.ts'
import { placeOf, plainText, type Fault, type MdxElement, type Place } from './syntax.server.ts'
import { readUse, type Use } from './uses.server.ts'

/** What a walk over a document found: everything that the checks and the renderer need. */
export type Reading = {
  findings: Finding[]
  uses: Use[]
  /** What stands directly before a component at the top of the document. */
  before: Map<MdxElement, Nodes | null>
  headings: (Place & { depth: number; slug: string })[]
  links: (Place & { target: LinkTarget })[]
  /** Runs of text in order; notes for the facilitator and what stands in an item are marked. */
  texts: (Place & { text: string; inNotes: boolean; inItem: boolean })[]
  /** Words that a reader of the document reads, notes and items not counted. */
  words: number
}

/**
 * Reads a syntax tree against the closed vocabulary. Each thing outside it is a finding with line
 * and column: expressions, imports, exports, raw HTML, unknown tags and attributes, unsafe links.
 * Pure over the tree; runs nothing. Source: T17 and content.md, "The vocabulary".
 */
export function readVocabulary(file: string, kind: DocumentKind, root: Root): Reading {
  const reading: Reading = {
    findings: [],
    uses: [],
    before: new Map(),
    headings: [],
    links: [],
    texts: [],
    words: 0,
  }
  const fault = (at: Place, rule: string, message: string, mend: string) => {
    reading.findings.push({ file, line: at.line, column: at.column, rule, message, mend })
  }
  const walker: Walker = { kind, reading, fault }
  for (const [index, child] of root.children.entries()) {
    if (child.type === 'mdxJsxFlowElement' || child.type === 'mdxJsxTextElement')
      reading.before.set(child, root.children[index - 1] ?? null)
    walk(walker, child, {
      ...{ parent: 'root', within: null },
      ...{ inNotes: false, inItem: false, inComponent: false },
    })
  }
  return reading
}

type Walker = { kind: DocumentKind; reading: Reading; fault: Fault }

function walk(walker: Walker, node: Nodes, context: Context): void {
  const { reading, fault } = walker
  const at = placeOf(node)
  if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement')
    return component(walker, node, context)
  const refused = refusal(node.type)
  if (refused) return fault(at, refused.rule, refused.message, refused.mend)
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      reading.texts.push({
        ...{ ...at, text: node.value },
        ...{ inNotes: context.inNotes, inItem: context.inItem },
      })
      if (!context.inNotes && !context.inItem) reading.words += wordCount(node.value)
      return
    case 'heading': {
      if (context.parent !== 'root' && context.parent !== 'FacilitatorNotes')
        fault(
          at,
          'heading',
          'A heading stands here inside something else.',
          'Make it bold instead.',
        )
      const slug = headingSlug(plainText(node))
      reading.headings.push({ ...at, depth: node.depth, slug })
      return walkAll(walker, node.children, { ...context, parent: 'heading' })
    }
    case 'link': {
      const target = linkTarget(node.url)
      if (target) reading.links.push({ ...at, target })
      else
        fault(
          at,
          'link',
          'This link leads nowhere that a reader may be sent.',
          'Link to https://…, mailto:…, #a-heading, or the file of a section such as 02-power.mdx.',
        )
      if (plainText(node).trim() === '')
        fault(at, 'link', 'This link has no words.', 'Say where it leads.')
      return walkAll(walker, node.children, { ...context, parent: 'link' })
    }
    case 'listItem':
      if (typeof node.checked === 'boolean')
        fault(at, 'markdown', 'A list to tick is not used here.', 'Take out [ ] and [x].')
      return walkAll(walker, node.children, { ...context, parent: 'block' })
    default:
      if (!('children' in node)) return
      return walkAll(walker, node.children, {
        ...context,
        parent:
          context.parent === 'link' || context.parent === 'heading'
            ? context.parent
            : blocks.has(node.type) && node.type !== 'paragraph'
              ? 'block'
              : 'line',
      })
  }
}

function walkAll(walker: Walker, nodes: readonly Nodes[], context: Context): void {
  for (const node of nodes) walk(walker, node, context)
}

function component(walker: Walker, element: MdxElement, context: Context): void {
  const { reading, fault, kind } = walker
  const at = placeOf(element)
  const name = element.name ?? ''
  if (!isComponentName(name)) {
    const isHtml = /^[a-z]/.test(name)
    return fault(
      at,
      isHtml ? 'html' : 'tag',
      `<${name}> is not in the vocabulary.`,
      isHtml ? 'Write Markdown instead.' : `Use one of: ${Object.keys(vocabulary).join(', ')}.`,
    )
  }
  const rules = componentOf(name)
  if (!rules.documents.includes(kind))
    fault(at, 'place', `<${name}> does not belong into a ${kind}.`, 'Take it out.')
  const misplaced = misplacement(name, context)
  if (misplaced) fault(at, 'place', misplaced.message, misplaced.mend)
  const use = readUse(fault, name, element, context.inNotes)
  if (use) reading.uses.push(use)
  if (use && !context.inNotes) reading.words += wordCount(readable(use))
  holds(walker, name, element, {
    parent: name,
    within: name,
    inNotes: context.inNotes || name === 'FacilitatorNotes',
    inItem: context.inItem || itemsWithParts.has(name),
    inComponent: true,
  })
}

/** The words of attributes that are read like prose. */
function readable(use: Use): string {
  if (use.name === 'Figure') return use.attributes.caption
  return use.name === 'Expand' ? use.attributes.title : ''
}

/** Items whose own parts are written between their tags. */
const itemsWithParts: ReadonlySet<ComponentName> = new Set([
  'Check',
  'Survey',
  'Vignette',
  'Spread',
])

function holds(walker: Walker, name: ComponentName, element: MdxElement, inside: Context): void {
  const { fault } = walker
  const children: readonly Nodes[] = element.children
  switch (componentOf(name).holds) {
    case 'nothing':
      if (children.length > 0)
        fault(
          placeOf(element),
          'place',
          `<${name}> holds nothing.`,
          `Close it at once: <${name} … />.`,
        )
      return
    case 'words':
      return words(walker, name, placeOf(element), children, inside)
    case 'choices':
      // A question and the choices may share a paragraph: Markdown joins lines that follow.
      for (const child of children) {
        if (
          child.type === 'paragraph' ||
          child.type === 'mdxJsxFlowElement' ||
          child.type === 'mdxJsxTextElement' ||
          child.type === 'text'
        )
          walk(walker, child, inside)
        else
          fault(
            placeOf(child),
            'choices',
            'A check holds a question and its choices.',
            'Put everything else above the <Check>.',
          )
      }
      return
    case 'parts':
      for (const child of children) {
        const isPart = child.type === 'mdxJsxFlowElement' || child.type === 'mdxJsxTextElement'
        if (isPart) walk(walker, child, inside)
        else if (child.type === 'paragraph' && child.children.every(isPartOrSpace))
          walk(walker, child, inside)
        else fault(placeOf(child), 'place', `<${name}> holds no text of its own.`, partsMend(name))
      }
      return
    case 'scene':
      for (const child of children)
        // A choice stands beside the scene's text, never in a list or a table of it.
        walk(walker, child, child.type === 'list' ? { ...inside, within: null } : inside)
      return
    case 'blocks':
      if (plainText(element).trim() === '' && !children.some((child) => 'name' in child))
        fault(placeOf(element), 'place', `<${name}> is empty.`, 'Write something in it.')
      for (const child of children) {
        if (lines.has(child.type)) {
          fault(
            placeOf(child),
            'place',
            `The text of <${name}> begins in its own line.`,
            `Put <${name} …> and </${name}> on lines of their own.`,
          )
          return
        }
        walk(walker, child, inside)
      }
  }
}

function isPartOrSpace(node: Nodes): boolean {
  return node.type === 'mdxJsxTextElement' || (node.type === 'text' && node.value.trim() === '')
}

function partsMend(name: ComponentName): string {
  if (name === 'Survey') return 'Put it above, or into a <Statement id="…">.'
  return name === 'Vignette'
    ? 'Put the text into a <Scene id="…">.'
    : 'Put it into prompt="…", an <Option> or a <Judgement>.'
}

/** A few plain words, in the line or on a line of their own. */
function words(
  walker: Walker,
  name: ComponentName,
  at: Place,
  children: readonly Nodes[],
  inside: Context,
): void {
  const inLine = children.flatMap((child) =>
    child.type === 'paragraph' ? child.children : [child],
  )
  const other = inLine.find((child) => child.type !== 'text')
  const refused = other && !('name' in other) ? refusal(other.type) : null
  if (refused && other)
    return walker.fault(placeOf(other), refused.rule, refused.message, refused.mend)
  if (other)
    return walker.fault(
      placeOf(other),
      'place',
      `<${name}> holds plain words only.`,
      'Take out the mark-up inside it.',
    )
  const first = inLine[0]
  if (!first || plainText({ children: inLine }).trim() === '') return // the caller of the item, or the glossary, says what is missing
  walkAll(walker, inLine, { ...inside, parent: 'line' })
}
