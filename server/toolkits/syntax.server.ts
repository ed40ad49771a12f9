import type { Nodes } from 'mdast'
import type { Item } from './rules/items/index.ts'

export type Place = { line: number; column: number }
/** An item, and where its author wrote it. */
export type PlacedItem = Place & { item: Item }
export type MdxElement = Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>

/** Hears of something that is wrong at a place, under a rule, and how to mend it. */
export type Fault = (at: Place, rule: string, message: string, mend: string) => void

export function placeOf(node: { position?: Nodes['position'] }): Place {
  return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
}

/** The words of a node and all below it, line ends as spaces. */
export function plainText(node: Nodes | { children: readonly Nodes[] }): string {
  if ('value' in node) return node.value.replace(/\s*\n\s*/g, ' ')
  if ('type' in node && node.type === 'break') return ' '
  if ('children' in node) return node.children.map((child: Nodes) => plainText(child)).join('')
  return ''
}
