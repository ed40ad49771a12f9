import type { Nodes } from 'mdast'
import { componentOf, isComponentName, type ComponentName } from './rules/vocabulary.ts'

/** Where a walk over a document stands. */
export type Context = {
  /** The component or markdown node around. */
  parent: ComponentName | 'root' | 'block' | 'line' | 'link' | 'heading'
  /** The nearest component around; null where none is, or where its own parts may not stand. */
  within: ComponentName | null
  inNotes: boolean
  inItem: boolean
  inComponent: boolean
}

/** Markdown that may stand as a block, and in a line. What is on neither list is refused. */
export const blocks = new Set([
  'paragraph',
  'heading',
  'blockquote',
  'list',
  'thematicBreak',
  'table',
])
const rows = new Set(['listItem', 'tableRow', 'tableCell'])
export const lines = new Set([
  'text',
  'emphasis',
  'strong',
  'delete',
  'inlineCode',
  'break',
  'link',
])

/** Why a kind of node is refused; null when it is part of the vocabulary. */
export function refusal(
  type: Nodes['type'],
): { rule: string; message: string; mend: string } | null {
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

/** Why a component may not stand where it does; null when it may. */
export function misplacement(
  name: ComponentName,
  context: Context,
): { message: string; mend: string } | null {
  const place = componentOf(name).place
  const own = `Put <${name}> on lines of its own, with an empty line before and after`
  if (isComponentName(place))
    return context.within === place && (context.parent === place || context.parent === 'line')
      ? null
      : { message: `<${name}> stands alone.`, mend: `Put it inside a <${place}>.` }
  if (context.inItem)
    return { message: `<${name}> stands inside an item.`, mend: 'Write plain Markdown here.' }
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
