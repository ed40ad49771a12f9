import {
  LineCounter,
  isAlias,
  isMap,
  isNode,
  isScalar,
  parseDocument,
  visit,
  type Node,
} from 'yaml'
import type { z } from 'zod'
import type { Finding } from './rules/release.ts'

/** A file's parsed value and where each part of it stands, or what is wrong with it. */
export type Yaml<T> =
  | { ok: true; value: T; at: (path: readonly PropertyKey[]) => { line: number; column: number } }
  | { ok: false; findings: Finding[] }

const refusedKeys = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads strict YAML: one document, no anchors, aliases, tags or duplicate keys, then `schema`.
 * Never throws and never runs anything. `firstLine` is the line of `file` that `text` begins on.
 */
export function readYaml<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  firstLine = 1,
): Yaml<z.output<S>> {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    lineCounter: lines,
    logLevel: 'silent',
  })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line) + firstLine - 1, column: Math.max(1, col) }
  }
  const findings: Finding[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...place(error.pos[0]),
    rule: 'yaml',
    message: firstSentence(error.message),
    mend: mends[error.code] ?? 'Mend this line; each key is followed by a colon and a space.',
  }))
  const fault = (node: Node, message: string, mend: string) =>
    findings.push({ file, ...place(node.range?.[0] ?? 0), rule: 'yaml', message, mend })
  if (findings.length === 0) refuseCleverness(document.contents, fault)
  if (findings.length > 0) return { ok: false, findings }

  const at = (path: readonly PropertyKey[]) => place(offsetOf(document.contents, path))
  const written: unknown = document.toJS({ maxAliasCount: 0 })
  const parsed = schema.safeParse(written)
  if (parsed.success) return { ok: true, value: parsed.data, at }
  return {
    ok: false,
    findings: parsed.error.issues.flatMap((issue) => issueFindings(file, issue, written, at)),
  }
}

const mends: Record<string, string> = {
  DUPLICATE_KEY: 'Write each key once.',
  MULTIPLE_DOCS: 'Keep one document: take out the line ---.',
  TAG_RESOLVE_FAILED: 'Take out the tag that begins with !.',
  BAD_ALIAS: 'Write the value itself: anchors and aliases are not used.',
}

function firstSentence(message: string): string {
  const line = message.split(' at line ')[0] ?? message
  return `${line.split('\n')[0]?.trim().replace(/[.:]$/, '') ?? 'This is not YAML'}.`
}

/** Anchors, aliases, tags, and keys that are more than words. */
function refuseCleverness(
  contents: unknown,
  fault: (node: Node, message: string, mend: string) => void,
): void {
  if (!isNode(contents)) return
  visit(contents, (key, node) => {
    if (!isNode(node)) return
    if (isAlias(node)) fault(node, 'An alias is not used here.', 'Write the value itself.')
    else if (node.anchor) fault(node, 'An anchor is not used here.', 'Take out the & and its name.')
    else if (node.tag !== undefined)
      fault(node, 'A tag is not used here.', 'Take out the ! and its name.')
    if (key !== 'key') return
    if (!isScalar(node) || typeof node.value !== 'string')
      fault(node, 'This key is not a word.', 'Write a word and a colon.')
    else if (refusedKeys.has(node.value))
      fault(node, `The key ${node.value} is not used.`, 'Take it out.')
  })
}

/** Where the deepest part of `path` that exists begins; for a key of a map, the key itself. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  let node: unknown = contents
  let offset = isNode(contents) ? (contents.range?.[0] ?? 0) : 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && one.key.value === step)
      if (!pair) return offset
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isNode(node) && 'items' in node && Array.isArray(node.items)) {
      const items: unknown[] = node.items
      node = items[Number(step)]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else return offset
  }
  return offset
}

function issueFindings(
  file: string,
  issue: z.core.$ZodIssue,
  written: unknown,
  at: (path: readonly PropertyKey[]) => { line: number; column: number },
): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      ...at([...issue.path, key]),
      rule: 'key',
      message: `${key} is not a key here.`,
      mend: 'Take it out, or spell it as docs/authors.md does.',
    }))
  }
  const name = issue.path.map(String).join('.')
  const missing = valueAt(written, issue.path) === undefined
  return [
    {
      file,
      ...at(issue.path),
      rule: missing ? 'key' : issue.path.at(-1) === 'doi' ? 'doi' : 'value',
      message: missing
        ? `${name || 'The file'} is missing.`
        : `${name || 'The file'} is not right.`,
      mend: missing ? 'Write it.' : sentence(issue.message),
    },
  ]
}

function valueAt(written: unknown, path: readonly PropertyKey[]): unknown {
  let value = written
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.getOwnPropertyDescriptor(value, step)?.value
  }
  return value ?? undefined
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}
