import type { Nodes, Root } from 'mdast'
import type { z } from 'zod'
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

export type Place = { line: number; column: number }
export type MdxElement = Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>

type Attributes = { [N in ComponentName]: z.output<(typeof vocabulary)[N]['attributes']> }

/** One component of a document, its attributes checked, and where it stands. */
export type Use = {
  [N in ComponentName]: Place & {
    name: N
    attributes: Attributes[N]
    element: MdxElement
    /** True inside <FacilitatorNotes>. */
    inNotes: boolean
  }
}[ComponentName]

/** What a walk over a document found: everything that the checks and the renderer need. */
export type Reading = {
  findings: Finding[]
  uses: Use[]
  headings: (Place & { depth: number; slug: string })[]
  links: (Place & { target: LinkTarget })[]
  /** Runs of text in order; notes for the facilitator are marked. */
  texts: (Place & { text: string; inNotes: boolean })[]
  /** Words that a reader of the document reads, notes and items not counted. */
  words: number
}

type Context = {
  /** The component or markdown node around. */
  parent: ComponentName | 'root' | 'block' | 'line' | 'link' | 'heading'
  inNotes: boolean
  inItem: boolean
  inComponent: boolean
}

/** Markdown that may stand as a block, and in a line. What is on neither list is refused. */
const blocks = new Set(['paragraph', 'heading', 'blockquote', 'list', 'thematicBreak', 'table'])
const rows = new Set(['listItem', 'tableRow', 'tableCell'])
const lines = new Set(['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'break', 'link'])

/**
 * Reads a syntax tree against the closed vocabulary. Each thing outside it is a finding with line
 * and column: expressions, imports, exports, raw HTML, unknown tags and attributes, unsafe links.
 * Pure over the tree; runs nothing. Source: T17 and content.md, "The vocabulary".
 */
export function readVocabulary(file: string, kind: DocumentKind, root: Root): Reading {
  const reading: Reading = { findings: [], uses: [], headings: [], links: [], texts: [], words: 0 }
  const fault = (at: Place, rule: string, message: string, mend: string) => {
    reading.findings.push({ file, line: at.line, column: at.column, rule, message, mend })
  }
  const walker: Walker = { kind, reading, fault }
  for (const child of root.children)
    walk(walker, child, { parent: 'root', inNotes: false, inItem: false, inComponent: false })
  return reading
}

type Walker = {
  kind: DocumentKind
  reading: Reading
  fault: (at: Place, rule: string, message: string, mend: string) => void
}

export function placeOf(node: { position?: Nodes['position'] }): Place {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
}

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
      reading.texts.push({ ...at, text: node.value, inNotes: context.inNotes })
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

/** Why a kind of node is refused; null when it is part of the vocabulary. */
function refusal(type: Nodes['type']): { rule: string; message: string; mend: string } | null {
  if (blocks.has(type) || rows.has(type) || lines.has(type)) return null
  switch (type) {
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return {
        rule: 'expression',
        message: 'Braces hold code, and code is not used here.',
        mend: 'Take them out, or write \\{ to show a brace.',
      }
    case 'mdxjsEsm':
      return {
        rule: 'import',
        message: 'A line that begins with import or export is code.',
        mend: 'Take it out; where it is prose, begin the line with another word.',
      }
    case 'html':
      return { rule: 'html', message: 'Raw HTML is not used here.', mend: 'Write Markdown.' }
    case 'yaml':
      return {
        rule: 'front-matter',
        message: 'Front matter stands at the top of a file, once.',
        mend: 'Take out the second block between --- lines.',
      }
    case 'image':
    case 'imageReference':
      return {
        rule: 'image',
        message: 'A picture is shown by a Figure.',
        mend: 'Write <Figure src="media/…" alt="…" caption="…" />.',
      }
    case 'footnoteDefinition':
    case 'footnoteReference':
      return {
        rule: 'markdown',
        message: 'Footnotes are not used here.',
        mend: 'Put the source into toolkit.yaml and write <Cite ref="…" />.',
      }
    case 'definition':
    case 'linkReference':
      return {
        rule: 'markdown',
        message: 'The address of a link stands with its words.',
        mend: 'Write [words](address).',
      }
    default:
      return {
        rule: 'markdown',
        message: `Markdown of the kind ${type} is not used here.`,
        mend: 'Write it as a paragraph or a list.',
      }
  }
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
  const use = readUse(walker, name, element, context.inNotes)
  if (use) reading.uses.push(use)
  if (!context.inNotes && (name === 'Figure' || name === 'Expand'))
    reading.words += wordCount(
      String(
        use
          ? 'caption' in use.attributes
            ? use.attributes.caption
            : 'title' in use.attributes
              ? use.attributes.title
              : ''
          : '',
      ),
    )
  holds(walker, name, element, {
    parent: name,
    inNotes: context.inNotes || name === 'FacilitatorNotes',
    inItem: context.inItem || name === 'Check',
    inComponent: true,
  })
}

/** Why a component may not stand where it does; null when it may. */
function misplacement(
  name: ComponentName,
  context: Context,
): { message: string; mend: string } | null {
  const place = componentOf(name).place
  const own = `Put <${name}> on lines of its own, with an empty line before and after`
  if (place === 'Check')
    return context.parent === 'Check' || (context.parent === 'line' && context.inItem)
      ? null
      : { message: `<${name}> stands alone.`, mend: 'Put it inside a <Check>.' }
  if (place === 'line') {
    if (context.parent === 'line') return null
    return context.parent === 'heading' || context.parent === 'link'
      ? { message: `<${name}> cannot be in a ${context.parent}.`, mend: 'Put it into the text.' }
      : { message: `<${name}> stands alone.`, mend: 'Put it into a sentence.' }
  }
  if (context.parent === 'root') return null
  if (context.parent === 'line')
    return { message: `<${name}> stands inside a line.`, mend: `${own}.` }
  if (place === 'top')
    return { message: `<${name}> stands inside something else.`, mend: `${own}, at the top.` }
  const inside = context.parent
  if (inside === name)
    return { message: `<${name}> stands inside another.`, mend: 'Put one after the other.' }
  return inside === 'Callout' || inside === 'Expand' || inside === 'FacilitatorNotes'
    ? null
    : { message: `<${name}> cannot stand here.`, mend: `${own}.` }
}

function readUse(
  walker: Walker,
  name: ComponentName,
  element: MdxElement,
  inNotes: boolean,
): Use | null {
  const { fault } = walker
  const written = new Map<string, string | true>()
  const places = new Map<string, Place>()
  let broken = false
  const refuse = (at: Place, message: string, mend: string, rule = 'attribute') => {
    broken = true
    fault(at, rule, message, mend)
  }
  for (const attribute of element.attributes) {
    const at = attribute.position ? placeOf(attribute) : placeOf(element)
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      refuse(
        at,
        'Braces in a tag hold code.',
        'Write each attribute as name="value".',
        'expression',
      )
    } else if (typeof attribute.value === 'object' && attribute.value !== null) {
      refuse(
        at,
        `The value of ${attribute.name} is code.`,
        `Write ${attribute.name}="…" with plain words.`,
        'expression',
      )
    } else if (written.has(attribute.name)) {
      refuse(at, `${attribute.name} is written twice.`, 'Write it once.')
    } else {
      written.set(attribute.name, attribute.value ?? true)
      places.set(attribute.name, at)
    }
  }
  if (broken) return null
  const rules = componentOf(name).attributes
  for (const [attribute, at] of places) {
    if (!Object.hasOwn(rules.shape, attribute)) {
      const allowed = Object.keys(rules.shape)
      refuse(
        at,
        `<${name}> has no attribute ${attribute}.`,
        allowed.length ? `It takes: ${allowed.join(', ')}.` : 'It takes none.',
      )
    }
  }
  if (broken) return null
  const parsed = parseUse(name, Object.fromEntries(written), {
    ...placeOf(element),
    element,
    inNotes,
  })
  if ('use' in parsed) return parsed.use
  for (const issue of parsed.issues) {
    const attribute = String(issue.path[0] ?? '')
    const missing = !written.has(attribute)
    const at = places.get(attribute) ?? placeOf(element)
    refuse(
      at,
      missing ? `<${name}> lacks ${attribute}.` : `${attribute} of <${name}> is not right.`,
      missing ? attributeMend(attribute) : mendSentence(issue),
      ruleOf(name, attribute),
    )
  }
  return null
}

function ruleOf(name: ComponentName, attribute: string): string {
  if (attribute === 'alt') return 'alt'
  if (name === 'Choice' && attribute === 'feedback') return 'feedback'
  if (name === 'Figure' && attribute === 'src') return 'media'
  return 'attribute'
}

function attributeMend(attribute: string): string {
  if (attribute === 'alt')
    return 'Write alt="…": what the picture says to someone who cannot see it.'
  if (attribute === 'feedback') return 'Write feedback="…": why this choice is tempting, or right.'
  return `Write ${attribute}="…".`
}

function mendSentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `Use one of: ${issue.values.map(String).join(', ')}.`
  return /[.!?]$/.test(issue.message) ? issue.message : `${issue.message}.`
}

type Parsed = { use: Use } | { issues: z.core.$ZodIssue[] }
type Rest = Place & { element: MdxElement; inNotes: boolean }

/** The compiler cannot join a name to its schema's output by itself: one row for each component. */
const parsers: { [N in ComponentName]: (written: unknown, rest: Rest) => Parsed } = {
  Callout: (written, rest) =>
    parsedAs(vocabulary.Callout.attributes, written, (attributes) => ({
      name: 'Callout',
      attributes,
      ...rest,
    })),
  Figure: (written, rest) =>
    parsedAs(vocabulary.Figure.attributes, written, (attributes) => ({
      name: 'Figure',
      attributes,
      ...rest,
    })),
  Term: (written, rest) =>
    parsedAs(vocabulary.Term.attributes, written, (attributes) => ({
      name: 'Term',
      attributes,
      ...rest,
    })),
  Cite: (written, rest) =>
    parsedAs(vocabulary.Cite.attributes, written, (attributes) => ({
      name: 'Cite',
      attributes,
      ...rest,
    })),
  Expand: (written, rest) =>
    parsedAs(vocabulary.Expand.attributes, written, (attributes) => ({
      name: 'Expand',
      attributes,
      ...rest,
    })),
  Check: (written, rest) =>
    parsedAs(vocabulary.Check.attributes, written, (attributes) => ({
      name: 'Check',
      attributes,
      ...rest,
    })),
  Choice: (written, rest) =>
    parsedAs(vocabulary.Choice.attributes, written, (attributes) => ({
      name: 'Choice',
      attributes,
      ...rest,
    })),
  Reflection: (written, rest) =>
    parsedAs(vocabulary.Reflection.attributes, written, (attributes) => ({
      name: 'Reflection',
      attributes,
      ...rest,
    })),
  FacilitatorNotes: (written, rest) =>
    parsedAs(vocabulary.FacilitatorNotes.attributes, written, (attributes) => ({
      name: 'FacilitatorNotes',
      attributes,
      ...rest,
    })),
}

function parseUse(name: ComponentName, written: unknown, rest: Rest): Parsed {
  return parsers[name](written, rest)
}

function parsedAs<S extends z.ZodType>(
  schema: S,
  written: unknown,
  use: (attributes: z.output<S>) => Use,
): Parsed {
  const parsed = schema.safeParse(written)
  return parsed.success ? { use: use(parsed.data) } : { issues: parsed.error.issues }
}

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

/** The words of a node and all below it, line ends as spaces. */
export function plainText(node: Nodes | { children: readonly Nodes[] }): string {
  if ('value' in node) return node.value.replace(/\s*\n\s*/g, ' ')
  if ('type' in node && node.type === 'break') return ' '
  if ('children' in node) return node.children.map((child: Nodes) => plainText(child)).join('')
  return ''
}
