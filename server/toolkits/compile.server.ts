import type { CompileOptions } from '@mdx-js/mdx'
import type { Nodes, Root } from 'mdast'
import { getMDXComponent } from 'mdx-bundler/client/index.js'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { ProseComponents } from './components.server.ts'
import type { MdxDocument } from './parse.server.ts'
import { readVocabulary } from './whitelist.server.ts'

/** A document reached the compiler although the whitelist refuses it: a bug, never an author's. */
export class OutsideVocabulary extends Error {
  readonly code = 'outside_vocabulary'
}

/**
 * Compiles a checked document with mdx-bundler and renders it to HTML with our components.
 * The whitelist runs once more, first of all plugins, on the tree that is compiled: only what is
 * in the closed vocabulary ever becomes code. Throws OutsideVocabulary otherwise.
 */
export async function renderDocument(
  document: MdxDocument,
  components: ProseComponents,
): Promise<string> {
  const whitelist = () => (tree: Root) => {
    const [first] = readVocabulary(document.file, document.kind, tree).findings
    if (first) throw new OutsideVocabulary(`${document.file}:${first.line}:${first.column}`)
  }
  // Loaded when something is published: a start that publishes nothing does not wait for it.
  const { bundleMDX } = await import('mdx-bundler')
  const { default: remarkGfm } = await import('remark-gfm')
  const { code } = await bundleMDX({
    // The bundler's front matter library would run JavaScript. It looks at the very first
    // characters only, and these are never the author's.
    source: `\n${document.body}`,
    esbuildOptions: (options) => ({ ...options, logLevel: 'silent' }),
    mdxOptions: (): CompileOptions => ({
      jsxImportSource: 'react',
      development: false,
      format: 'mdx',
      remarkPlugins: [whitelist, citeInsteadOfRef, remarkGfm],
      rehypePlugins: [],
      recmaPlugins: [],
    }),
  })
  return renderToStaticMarkup(createElement(getMDXComponent(code), { components }))
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
