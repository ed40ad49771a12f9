import type { CompileOptions } from '@mdx-js/mdx'
import type { Nodes, Root } from 'mdast'
import { getMDXComponent } from 'mdx-bundler/client/index.js'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Processor } from 'unified'
import type { ProseComponents } from './components.server.ts'
import type { MdxDocument } from './parse.server.ts'
import { readVocabulary } from './whitelist.server.ts'

/** A document reached the compiler although the whitelist refuses it: a bug, never an author's. */
export class OutsideVocabulary extends Error {
  readonly code = 'outside_vocabulary'
}

/** A document that is compiled: JavaScript of the compiler's own making, run on the server alone. */
export type Compiled = { code: string }

/**
 * Compiles a checked document with mdx-bundler: the very tree that was checked, so that nothing is
 * parsed twice, and the bundler's front matter library, which runs JavaScript, sees no text at all.
 * The whitelist runs once more, first of all plugins,
 * on the tree that is compiled: only what is in the closed vocabulary ever becomes code. Throws
 * OutsideVocabulary otherwise.
 */
export async function compileDocument(document: MdxDocument): Promise<Compiled> {
  const whitelist = () => (tree: Root) => {
    const [first] = readVocabulary(document.file, document.kind, tree).findings
    if (first) throw new OutsideVocabulary(`${document.file}:${first.line}:${first.column}`)
  }
  // The compiler works on its own copy: it changes what it is given.
  const given = function (this: Processor) {
    this.parser = () => structuredClone(document.root)
  }
  // Loaded when something is published: a start that publishes nothing does not wait for it.
  const { bundleMDX } = await import('mdx-bundler')
  const { code } = await bundleMDX({
    source: '',
    esbuildOptions: (options) => ({ ...options, logLevel: 'silent' }),
    mdxOptions: (): CompileOptions => ({
      jsxImportSource: 'react',
      development: false,
      format: 'mdx',
      remarkPlugins: [given, whitelist, citeInsteadOfRef],
      rehypePlugins: [],
      recmaPlugins: [],
    }),
  })
  return { code }
}

export type Compile = (document: MdxDocument) => Promise<Compiled>

/** Compiles only what has changed since the last time, file by file: an author changes one of them. */
export function rememberingCompile(): Compile {
  const last = new Map<string, { document: MdxDocument; compiled: Promise<Compiled> }>()
  return (document) => {
    const before = last.get(document.file)
    if (before?.document.kind === document.kind && before.document.body === document.body)
      return before.compiled
    const compiled = compileDocument(document)
    last.set(document.file, { document, compiled })
    return compiled
  }
}

/** Renders a compiled document to HTML with our components. */
export function renderCompiled({ code }: Compiled, components: ProseComponents): string {
  return renderToStaticMarkup(createElement(getMDXComponent(code), { components }))
}

/** Both in one: for a document that stands alone. */
export async function renderDocument(
  document: MdxDocument,
  components: ProseComponents,
): Promise<string> {
  return renderCompiled(await compileDocument(document), components)
}

/** React keeps `ref` for itself, so <Cite ref> reaches its component under another name. */
function citeInsteadOfRef() {
  const rename = (node: Nodes): void => {
    if ('name' in node && node.name === 'Cite' && 'attributes' in node) {
      for (const attribute of node.attributes)
        if ('name' in attribute && attribute.name === 'ref') attribute.name = 'cite'
    }
    if ('children' in node) node.children.forEach(rename)
  }
  return (tree: Root) => rename(tree)
}
