import type { Nodes, Root } from 'mdast'
import { grammarFor } from './grammar.server.ts'
import { readWording, type Wording } from './prose.server.ts'
import type { Finding } from './rules/release.ts'
import { frontMatter, type FrontMatter } from './rules/toolkit-file.ts'
import type { DocumentKind } from './rules/vocabulary.ts'
import { readVocabulary, type Reading } from './whitelist.server.ts'
import { readYaml } from './yaml.server.ts'

/** A section, stage or guide that has passed the whitelist: data, although MDX is code. */
export type MdxDocument = {
  file: string
  kind: DocumentKind
  matter: FrontMatter
  /** The text without its front matter, on the same lines as in the file. */
  body: string
  /** The syntax tree: what is compiled is what was checked. */
  root: Root
  reading: Reading
  wording: Wording
}

/** Bigger files are refused before they are parsed, so that no file can hold the process up. */
export const longestTextBytes = 40_000
const longestLine = 8_000
/** Lines without an empty one between them; its marks cost the parser their number squared. */
const longestBlock = 12_000
const mostMarksInBlock = 800
const deepestNesting = 60

/**
 * Parses one MDX file and refuses everything outside the closed vocabulary, with line and column.
 * It only ever builds a syntax tree: nothing of the file runs. Never throws. Source: T17.
 */
export function parseDocument(
  file: string,
  kind: DocumentKind,
  text: string,
): { document: MdxDocument | null; findings: Finding[] } {
  const monstrous = monstrosity(file, text)
  if (monstrous) return { document: null, findings: [monstrous] }
  const front = readFrontMatter(file, text)
  if (!front.ok) return { document: null, findings: front.findings }
  return parseProse(file, kind, front.body, front.matter)
}

/** The same for a text whose front matter is known. */
export function parseProse(
  file: string,
  kind: DocumentKind,
  body: string,
  matter: FrontMatter,
): { document: MdxDocument | null; findings: Finding[] } {
  const monstrous = monstrosity(file, body)
  if (monstrous) return { document: null, findings: [monstrous] }
  const tree = parseTree(file, body)
  if (!tree.ok) return { document: null, findings: [tree.finding] }
  const reading = readVocabulary(file, kind, tree.root)
  const { root } = tree
  const wording = readWording(root)
  return {
    document: { file, kind, matter, body, root, reading, wording },
    findings: reading.findings,
  }
}

/** What would cost the parser more than it is worth: far longer or deeper than any real section. */
function monstrosity(file: string, text: string): Finding | null {
  const at = (line: number, column: number, message: string, mend: string): Finding => ({
    file,
    line,
    column,
    rule: 'size',
    message,
    mend,
  })
  if (Buffer.byteLength(text) > longestTextBytes)
    return at(
      1,
      1,
      'This file is over 40 kB.',
      'Split it: a section takes about 7 minutes to read.',
    )
  let angles = 0
  let open = 0
  let block = { length: 0, marks: 0 }
  for (const [index, line] of text.split('\n').entries()) {
    if (line.length > longestLine)
      return at(
        index + 1,
        longestLine,
        'This line is over 8,000 characters.',
        'Split the paragraph.',
      )
    const nested = /^[\s>*+-]{60,}/.exec(line) ?? /(?:[[!*_~<(]\s*){60}/.exec(line)
    if (nested)
      return at(
        index + 1,
        nested.index + 1,
        'This line nests too deeply.',
        'Write it as plain text.',
      )
    const control = /[^\P{Cc}\n\t]|\p{Cs}|\uFEFF/u.exec(line)
    if (control)
      return at(
        index + 1,
        control.index + 1,
        'There is an invisible control character here.',
        'Delete it, and type the words around it again.',
      )
    if (line.trim() === '') block = { length: 0, marks: 0 }
    block.length += line.length
    block.marks += line.replace(/[^*_~[\]`!]/g, '').length
    if (block.length > longestBlock || block.marks > mostMarksInBlock)
      return at(index + 1, 1, 'This paragraph is too long.', 'Put an empty line into it.')
    angles += line.split('<').length - 1
    const opened = line.match(/<[A-Za-z](?:[^>]*[^/>])?>/g)?.length ?? 0
    open = Math.max(0, open + opened - (line.split('</').length - 1))
    if (open > deepestNesting)
      return at(index + 1, 1, 'Over 60 tags are open here.', 'Close each tag that you open.')
    if (angles > 1_500)
      return at(index + 1, 1, 'This file has over 1,500 tags.', 'Split it into several sections.')
  }
  return null
}

/** Only `---` on a line of its own opens front matter, and only YAML is in it. */
function readFrontMatter(
  file: string,
  text: string,
): { ok: true; matter: FrontMatter; body: string } | { ok: false; findings: Finding[] } {
  const lines = text.split('\n')
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line))
  if (!/^---[ \t]*$/.test(lines[0] ?? '') || end === -1) {
    const clever = /^(?:---|\+\+\+|;;;|\{)/.test(lines[0] ?? '')
    return {
      ok: false,
      findings: [
        {
          file,
          line: 1,
          column: clever ? Math.min(4, (lines[0] ?? '').length + 1) : 1,
          rule: 'front-matter',
          message: clever ? 'This front matter is not YAML.' : 'The front matter is missing.',
          mend: 'Begin the file with a line ---, a line title: …, and a line ---.',
        },
      ],
    }
  }
  const yaml = readYaml(file, lines.slice(1, end).join('\n'), frontMatter, 2)
  if (!yaml.ok) return yaml
  const blank = lines.map((line, index) => (index <= end ? '' : line))
  return { ok: true, matter: yaml.value, body: blank.join('\n') }
}

function parseTree(
  file: string,
  body: string,
): { ok: true; root: Root } | { ok: false; finding: Finding } {
  try {
    const root = unravel(grammarFor(body).parse(body))
    const deep = tooDeep(root, 0)
    if (deep === null) return { ok: true, root }
    return {
      ok: false,
      finding: {
        file,
        ...deep,
        rule: 'size',
        message: 'This is nested too deeply.',
        mend: 'Flatten it.',
      },
    }
  } catch (error) {
    return { ok: false, finding: syntaxFinding(file, body, error) }
  }
}

/** A paragraph of nothing but components is no paragraph: the compiler sees it like this too. */
function unravel(root: Root): Root {
  const within = (node: Nodes): void => {
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    children.forEach(within)
    const flat = children.flatMap((child): Nodes[] => {
      if (child.type !== 'paragraph') return [child]
      const solid = child.children.filter((one) => one.type !== 'text' || one.value.trim() !== '')
      if (solid.length === 0 || solid.some((one) => one.type !== 'mdxJsxTextElement'))
        return [child]
      return solid
    })
    children.splice(0, children.length, ...flat)
  }
  within(root)
  return root
}

function tooDeep(node: Root | Root['children'][number], depth: number): Place | null {
  if (depth > deepestNesting)
    return { line: node.position?.start.line ?? 1, column: node.position?.start.column ?? 1 }
  if (!('children' in node)) return null
  for (const child of node.children) {
    const found = tooDeep(child, depth + 1)
    if (found) return found
  }
  return null
}

type Place = { line: number; column: number }

/** The parser's own message tells people to write code; ours tells them what to write instead. */
function syntaxFinding(file: string, body: string, error: unknown): Finding {
  const place = placeOf(error)
  const reason = error instanceof Error ? error.message : ''
  const line = body.split('\n')[place.line - 1] ?? ''
  const near = line.slice(Math.max(0, place.column - 3), place.column + 3)
  const finding = (rule: string, message: string, mend: string): Finding => ({
    file,
    ...place,
    rule,
    message,
    mend,
  })
  if (near.includes('<!'))
    return finding('comment', 'Comments are not used here.', 'Take out <!-- and -->.')
  if (/^\s*(?:import|export)\b/.test(line) || /import\/export|import and export/i.test(reason))
    return finding(
      'import',
      'A line that begins with import or export is code.',
      'Take it out; where it is prose, begin the line with another word.',
    )
  if (/expression|acorn|\{/i.test(reason))
    return finding('expression', 'A { begins code.', 'Take it out, or write \\{ to show a brace.')
  return finding(
    'tag',
    'A tag is not written as it should be.',
    'Close each tag that you open, put each value in double quotes, and write &lt; to show a <.',
  )
}

function placeOf(error: unknown): Place {
  if (typeof error !== 'object' || error === null) return { line: 1, column: 1 }
  const read = (key: string): number | null => {
    const value: unknown = Object.getOwnPropertyDescriptor(error, key)?.value
    return typeof value === 'number' ? value : null
  }
  // Of a tag that is never closed the parser tells the place only in its message: (5:1-5:22).
  const told = /\((\d+):(\d+)-/.exec(error instanceof Error ? error.message : '')
  return {
    line: read('line') ?? Number(told?.[1] ?? 1),
    column: read('column') ?? Number(told?.[2] ?? 1),
  }
}
