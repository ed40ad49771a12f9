import type { Nodes, Root } from 'mdast'
import { placeOf, type MdxElement, type Place } from './syntax.server.ts'

/** Words that a reader takes in at one go, and where each of their characters stands in the file. */
export type Passage = {
  text: string
  at: (offset: number) => Place
  /** A title or label is no sentence; an instruction says what the learner is to do. */
  role: 'prose' | 'label' | 'instruction'
  /** Inside a block quotation: somebody's own words. */
  quoted: boolean
  /** Part of a story that is told: a case's stage is one by itself. */
  inStory: boolean
}

/** What the wording of a document is judged by. */
export type Wording = {
  passages: Passage[]
  links: (Place & { words: string; address: string })[]
  /** The ids of all items, also of those that could not be read. */
  ids: ReadonlySet<string>
}

type Around = { element: string | null; quoted: boolean; inStory: boolean }

/** Attributes that name something; all others are read. */
const names = new Set(['id', 'ref', 'src', 'to', 'kind', 'phase', 'template', 'captions'])
const instructions = new Set(['prompt', 'question'])
/** Paragraphs directly inside these ask the learner something. */
const asking = new Set(['Check', 'Confidence', 'Spread', 'Survey'])
/** Their ids name a word, or a part of an item. */
const parts = new Set(['Term', 'Choice', 'Pair', 'Scene', 'Option', 'Statement'])
const choices = new Set(['Choice', 'Go', 'Option', 'Pair', 'Statement'])
const stories = new Set(['Vignette', 'Scene'])

/** The passages of a document in their order. Pure over the tree; runs nothing. */
export function readWording(root: Root): Wording {
  const ids = new Set<string>()
  const wording: Wording = { passages: [], links: [], ids }
  walk(root, { element: null, quoted: false, inStory: false })
  return wording

  function walk(node: Nodes, around: Around): void {
    if (isElement(node)) return element(node, around)
    if (node.type === 'paragraph' || node.type === 'tableCell')
      add(node.children, around, node.type === 'tableCell' ? 'label' : roleIn(around))
    else if (node.type === 'heading') add(node.children, around, 'label')
    if (node.type === 'link')
      wording.links.push({ ...placeOf(node), words: wordsOf(node), address: node.url })
    if (!('children' in node)) return
    const inside = node.type === 'blockquote' ? { ...around, quoted: true } : around
    for (const child of node.children) walk(child, inside)
  }

  function element(node: MdxElement, around: Around): void {
    const name = node.name ?? ''
    const inStory = around.inStory || stories.has(name)
    for (const attribute of node.attributes) {
      if (attribute.type !== 'mdxJsxAttribute' || typeof attribute.value !== 'string') continue
      if (attribute.name === 'id' && !parts.has(name)) ids.add(attribute.value)
      if (names.has(attribute.name) || !/\s/.test(attribute.value)) continue
      const start = attribute.position ? placeOf(attribute) : placeOf(node)
      const at = { line: start.line, column: start.column + attribute.name.length + 2 }
      wording.passages.push({
        ...passageOf([{ text: attribute.value, ...at }]),
        role: instructions.has(attribute.name) ? 'instruction' : 'label',
        quoted: around.quoted,
        inStory,
      })
    }
    const inside: Around = { element: name, quoted: around.quoted, inStory }
    // A choice on a line of its own holds its words directly; a term belongs to its sentence.
    if (name !== 'Term') addLoose(node, inside)
    for (const child of node.children) walk(child, inside)
  }

  function addLoose(node: MdxElement, around: Around): void {
    const children: readonly Nodes[] = node.children
    if (children.some((child) => child.type === 'text')) add(children, around, roleIn(around))
  }

  function add(nodes: readonly Nodes[], around: Around, role: Passage['role']): void {
    const pieces = nodes.flatMap(piecesOf)
    if (pieces.every((piece) => piece.text.trim() === '')) return
    const { quoted, inStory } = around
    wording.passages.push({ ...passageOf(pieces), role, quoted, inStory })
  }
}

function roleIn({ element }: Around): Passage['role'] {
  if (element !== null && asking.has(element)) return 'instruction'
  return element !== null && choices.has(element) ? 'label' : 'prose'
}

function isElement(node: Nodes): node is MdxElement {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
}

type Piece = Place & { text: string }

/** The runs of text in a line; a choice or an item that stands in the line is a passage of its own. */
function piecesOf(node: Nodes): Piece[] {
  if (node.type === 'text' || node.type === 'inlineCode')
    return [{ ...placeOf(node), text: node.value }]
  if (node.type === 'break') return [{ ...placeOf(node), text: '\n' }]
  if (isElement(node) && node.name !== 'Term') return []
  return 'children' in node ? node.children.flatMap((child: Nodes) => piecesOf(child)) : []
}

function wordsOf(node: Nodes): string {
  return piecesOf(node)
    .map((piece) => piece.text)
    .join('')
}

function passageOf(pieces: readonly Piece[]): Pick<Passage, 'text' | 'at'> {
  return {
    text: pieces.map((piece) => piece.text).join(''),
    at: (offset) => {
      let before = 0
      for (const piece of pieces) {
        if (offset < before + piece.text.length || piece === pieces.at(-1))
          return placeInside(piece, offset - before)
        before += piece.text.length
      }
      return { line: 1, column: 1 }
    },
  }
}

function placeInside(piece: Piece, offset: number): Place {
  const lines = piece.text.slice(0, offset).split('\n')
  const last = lines.at(-1) ?? ''
  if (lines.length === 1) return { line: piece.line, column: piece.column + offset }
  return { line: piece.line + lines.length - 1, column: last.length + 1 }
}
