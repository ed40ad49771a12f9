import { createProcessor } from '@mdx-js/mdx'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { bundleMDX } from 'mdx-bundler'
import { getMDXComponent } from 'mdx-bundler/client/index.js'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { renderDocument } from '#server/toolkits/compile.server.ts'
import { proseComponents } from '#server/toolkits/components.server.ts'
import { parseDocument, type MdxDocument } from '#server/toolkits/parse.server.ts'
import { section } from './folder.ts'
import { options, vignette } from './scenes.ts'

const runs = Number(process.env['MUTATIONS'] ?? 5_000)
/** Of the mutations that are sound every so many is compiled and rendered too. */
const compiledEach = runs > 5_000 ? 5 : 20

/** Whatever runs leaves this mark. */
const mark = 'casecircleMutant'
const code = `globalThis.${mark}=1`

const front = '---\ntitle: A\n---\n\n'
const sound = [section, front + vignette, front + options]

/** What an attacker, or a slip of the hand, may put anywhere. */
const pieces = [
  ...[code, `{${code}}`, `{(()=>{${code}})()}`, `\n\nexport const a = (${code})\n\n`],
  ...[
    '\n\nimport a from "node:fs"\n\n',
    `{...(${code},{})}`,
    ` kind={${code}}`,
    '{`${' + code + '}`}',
  ],
  ...[
    '<',
    '>',
    '{',
    '}',
    '/',
    '"',
    '`',
    '---',
    '\\',
    '/>',
    '\n\n',
    '\n',
    ' ',
    '&#123;',
    '&lbrace;',
  ],
  ...['<script>', '</script>', '<!--', '-->', '<>', '</>', '<a.b>', '<Check', '<Choice id="a">'],
  ...[`[a](javascript:${code})`, ` onClick="${code}"`, `---js\n${code}\n---\n`, '\u0000', '\u2028'],
]

/** What an author may well put there. */
const harmless = [
  ...['a word', '**b**', '_c_', '“d”', '’', 'é', '😀', '1. ', ' - ', '\\{', '\\<', '&amp;', '&lt;'],
  ...['`e`', '~~f~~', '[g](https://a.test)', ' h', 'i ', '; ', '! ', '\n\n## J\n\n', '\n\n> k\n\n'],
]

const piece = fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...harmless))

const mutation = fc.tuple(
  fc.constantFrom(...sound),
  fc.array(fc.tuple(fc.nat(999_999), piece, fc.nat(12)), { minLength: 1, maxLength: 4 }),
)

const setting = { toolkit: 'a', prefix: '', references: [], terms: [] }
const components = proseComponents({
  ...setting,
  picture: () => ({ address: '', number: 1 }),
  video: () => null,
})

test(`T17: ${runs} mutations of sound modules are sound or refused with a place, and never run`, async () => {
  let told = 0
  let kept = 0
  await fc.assert(
    fc.asyncProperty(mutation, async ([module, edits]) => {
      let text = module
      for (const [where, inserted, cut] of edits) {
        const at = where % text.length
        text = text.slice(0, at) + inserted + text.slice(at + cut)
      }
      const { document, findings } = parseDocument('a.mdx', 'section', text)
      const lines = text.split('\n').length
      for (const one of findings) {
        expect(one.line).toBeGreaterThanOrEqual(1)
        expect(one.line).toBeLessThanOrEqual(lines)
        expect(one.column).toBeGreaterThanOrEqual(1)
      }
      if (!document || findings.length > 0) {
        expect(findings.length).toBeGreaterThan(0)
        told += 1
      } else {
        expect(codeIn(document.root)).toEqual([])
        if (kept % compiledEach === 0) await rendered(document)
        kept += 1
      }
      expect(Object.hasOwn(globalThis, mark)).toBe(false)
    }),
    { numRuns: runs },
  )
  // Both happen, or the mutations would prove nothing.
  expect(told).toBeGreaterThan(runs / 4)
  expect(kept).toBeGreaterThan(runs / 50)
}, 1_800_000)

test('★ a mutation that ran would be seen: without the whitelist it leaves its mark', async () => {
  const { code: compiled } = await bundleMDX({ source: `a {${code}}` })
  renderToStaticMarkup(createElement(getMDXComponent(compiled)))
  expect(Object.hasOwn(globalThis, mark)).toBe(true)
  Reflect.deleteProperty(globalThis, mark)
})

test('★ code in a tree would be seen, and the compiler refuses it once more', async () => {
  const { document } = parseDocument('a.mdx', 'section', `${front}Words.\n`)
  if (!document) throw new Error('a sound file was refused')
  const unchecked = createProcessor()
  for (const text of [`a {${code}}`, `export const a = (${code})`, `<b c={${code}} />`]) {
    const root = unchecked.parse(text)
    expect(codeIn(root).length, text).toBeGreaterThan(0)
    await expect(rendered({ ...document, root }), text).rejects.toThrow('a.mdx:1')
  }
  expect(Object.hasOwn(globalThis, mark)).toBe(false)
})

async function rendered(document: MdxDocument): Promise<string> {
  return renderDocument(document, components)
}

/** Looks for code with eyes of its own: kinds of node, and values of attributes, that could run. */
function codeIn(node: Nodes): string[] {
  const own = /expression|esm|html|yaml/i.test(node.type) ? [node.type] : []
  const inAttributes =
    'attributes' in node
      ? node.attributes.flatMap((one) =>
          one.type === 'mdxJsxAttribute' && (typeof one.value === 'string' || !one.value)
            ? /^on|^style$|^dangerously/i.test(one.name)
              ? [one.name]
              : []
            : [one.type],
        )
      : []
  const inside = 'children' in node ? node.children.flatMap((child: Nodes) => codeIn(child)) : []
  return [...own, ...inAttributes, ...inside]
}
