import { createProcessor } from '@mdx-js/mdx'
import { afterEach, expect, test } from 'vitest'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { renderDocument } from '#server/toolkits/compile.server.ts'
import { proseComponents } from '#server/toolkits/components.server.ts'
import { parseDocument } from '#server/toolkits/parse.server.ts'
import { contentFolder, toolkitsOf, write } from './folder.ts'

/** Every hostile file tries to leave this mark; nothing may ever set it. */
const mark = 'casecircleWasHere'
/** The compiler's own parser, which refuses nothing. */
const unchecked = createProcessor()
const code = `globalThis.${mark}=1`

afterEach(() => {
  expect(Object.hasOwn(globalThis, mark)).toBe(false)
})

const inFront = (text: string) => `---\ntitle: A\n${text}\n---\n\nWords.\n`
const inBody = (text: string) => `---\ntitle: A\n---\n\n${text}\n`

/** What is tried, the file, the rule that refuses it. */
const hostile: [string, string, string][] = [
  ['expression in a line', inBody(`a {${code}} b`), 'expression'],
  ['expression as a block', inBody(`{${code}}`), 'expression'],
  ['expression over lines', inBody(`{\n${code}\n}`), 'expression'],
  ['comment as an expression', inBody(`{/* ${code} */}`), 'expression'],
  ['expression in a heading', inBody(`## a {${code}}`), 'expression'],
  ['expression in a list', inBody(`- {${code}}`), 'expression'],
  ['expression in a table', inBody(`| {${code}} |\n| --- |`), 'expression'],
  ['expression in a quotation', inBody(`> {${code}}`), 'expression'],
  ['expression in emphasis', inBody(`**{${code}}**`), 'expression'],
  ['expression in a link', inBody(`[{${code}}](https://a.test)`), 'expression'],
  [
    'expression inside a component',
    inBody(`<Callout kind="law">\n\n{${code}}\n\n</Callout>`),
    'expression',
  ],
  [
    'expression inside a choice',
    inBody(
      `<Check id="c" kind="single" prompt="q">\n<Choice id="a" correct feedback="f">{${code}}</Choice>\n<Choice id="b" feedback="f">b</Choice>\n</Check>`,
    ),
    'expression',
  ],
  ['expression inside a term', inBody(`a <Term id="a">{${code}}</Term>`), 'expression'],
  ['expression that is broken', inBody('a {b'), 'expression'],
  ['template in an expression', inBody('{`${' + code + '}`}'), 'expression'],
  ['value that is code', inBody(`<Callout kind={${code}}>\n\na\n\n</Callout>`), 'expression'],
  ['value that is a component', inBody('<Callout kind={<b/>}>\n\na\n\n</Callout>'), 'expression'],
  ['spread', inBody(`<Callout {...(${code},{})}>\n\na\n\n</Callout>`), 'expression'],
  ['import', inBody('import a from "node:fs"'), 'import'],
  ['import for its effect', inBody('import "node:child_process"'), 'import'],
  ['import of a file', inBody('import x from "./../../../../etc/passwd"'), 'import'],
  ['export', inBody(`export const a = ${code}`), 'import'],
  ['export of a default', inBody(`export default () => ${code}`), 'import'],
  ['export of another module', inBody('export * from "node:fs"'), 'import'],
  ['import after prose', inBody(`Words.\n\nimport a from "a"\n\nWords.`), 'import'],
  ['import that is no import', inBody('import of goods'), 'import'],
  ['dynamic import', inBody('{import("node:fs")}'), 'expression'],
  ['script', inBody(`<script>{'${code}'}</script>`), 'html'],
  ['script without code marks', inBody(`<script src="https://a.test/a.js" />`), 'html'],
  ['style', inBody('<style>a</style>'), 'html'],
  ['frame', inBody('<iframe src="https://a.test" />'), 'html'],
  ['object', inBody('<object data="a" />'), 'html'],
  ['base', inBody('<base href="https://a.test" />'), 'html'],
  ['form', inBody('<form action="https://a.test"><input name="password" /></form>'), 'html'],
  ['picture of HTML', inBody('<img src="x" />'), 'html'],
  ['SVG in place', inBody('<svg><a href="#">a</a></svg>'), 'html'],
  ['harmless HTML', inBody('a <b>b</b>'), 'html'],
  ['handler on HTML', inBody(`<div onClick="${code}">a</div>`), 'html'],
  [
    'handler on a component',
    inBody(`<Callout kind="law" onClick="${code}">\n\na\n\n</Callout>`),
    'attribute',
  ],
  [
    'raw HTML through a property',
    inBody('<Callout kind="law" dangerouslySetInnerHTML="a">\n\na\n\n</Callout>'),
    'attribute',
  ],
  [
    'style on a component',
    inBody('<Callout kind="law" style="position:fixed">\n\na\n\n</Callout>'),
    'attribute',
  ],
  [
    'children as an attribute',
    inBody('<Expand title="a" children="b">\n\na\n\n</Expand>'),
    'attribute',
  ],
  ['attribute twice', inBody('<Callout kind="law" kind="note">\n\na\n\n</Callout>'), 'attribute'],
  [
    'prototype as an attribute',
    inBody('<Callout kind="law" __proto__="a">\n\na\n\n</Callout>'),
    'attribute',
  ],
  [
    'constructor as an attribute',
    inBody('<Callout kind="law" constructor="a">\n\na\n\n</Callout>'),
    'attribute',
  ],
  [
    'namespace in an attribute',
    inBody('<Callout kind="law" xlink:href="a">\n\na\n\n</Callout>'),
    'attribute',
  ],
  ['component of an object', inBody('<React.Fragment>a</React.Fragment>'), 'tag'],
  ['component of the prototype', inBody('<Object.constructor />'), 'tag'],
  ['component with a namespace', inBody('<svg:script>a</svg:script>'), 'html'],
  ['component called constructor', inBody('<constructor />'), 'html'],
  ['component called __proto__', inBody('<__proto__ />'), 'tag'],
  ['component called toString', inBody('<toString />'), 'html'],
  ['fragment', inBody('<>a</>'), 'tag'],
  ['wrapper of the compiler', inBody('<MDXLayout>a</MDXLayout>'), 'tag'],
  ['HTML comment', inBody(`<!-- ${code} -->`), 'comment'],
  ['document type', inBody('<!DOCTYPE html>'), 'comment'],
  ['tag that is not closed', inBody('Words.\n\n<Callout kind="law">\n\na'), 'tag'],
  ['tag closed by another', inBody('<Callout kind="law">\n\na\n\n</Expand>'), 'tag'],
  ['link to a script', inBody(`[a](javascript:${code})`), 'link'],
  ['link to a script in capitals', inBody(`[a](JavaScript:${code})`), 'link'],
  ['link to a script with entities', inBody(`[a](&#106;avascript:${code})`), 'link'],
  ['link to a script with a tab', inBody(`[a](java&Tab;script:${code})`), 'link'],
  ['link to a script with a line end', inBody(`[a](<java&NewLine;script:${code}>)`), 'link'],
  ['link to a script after a control', inBody('[a](&#1;javascript:1)'), 'link'],
  ['link to data', inBody('[a](data:text/html,a)'), 'link'],
  ['link to vbscript', inBody('[a](vbscript:a)'), 'link'],
  ['link to a file', inBody('[a](file:///etc/passwd)'), 'link'],
  ['link without a scheme', inBody('[a](//a.test)'), 'link'],
  ['link with backslashes', inBody('[a](\\\\\\\\a.test)'), 'link'],
  ['link into the product', inBody('[a](/sign-out)'), 'link'],
  ['link out of the folder', inBody('[a](../../../01-a.mdx)'), 'link'],
  ['link by reference', inBody(`[a][b]\n\n[b]: javascript:${code}`), 'markdown'],
  ['picture in Markdown', inBody('![a](https://a.test/a.png)'), 'image'],
  ['picture by reference', inBody('![a][b]\n\n[b]: https://a.test'), 'image'],
  [
    'picture out of the folder',
    inBody('<Figure src="media/../../a.svg" alt="a" caption="a" />'),
    'media',
  ],
  ['picture of data', inBody('<Figure src="data:image/svg+xml,a" alt="a" caption="a" />'), 'media'],
  ['footnote', inBody('a[^1]\n\n[^1]: b'), 'markdown'],
  ['code block', inBody('```js\na\n```'), 'markdown'],
  ['box to tick', inBody('- [ ] a'), 'markdown'],
  ['no front matter', 'Words.\n', 'front-matter'],
  ['front matter in JavaScript', `---js\n${code}\n---\n\na\n`, 'front-matter'],
  [
    'front matter in javascript',
    `---javascript\nmodule.exports=${code}\n---\n\na\n`,
    'front-matter',
  ],
  ['front matter in JSON', '---json\n{"title":"a"}\n---\n\na\n', 'front-matter'],
  ['front matter in TOML', '+++\ntitle = "a"\n+++\n\na\n', 'front-matter'],
  ['front matter in CoffeeScript', `---coffee\n${code}\n---\n\na\n`, 'front-matter'],
  ['front matter that never ends', '---\ntitle: a\n\nWords.\n', 'front-matter'],
  ['front matter after a line', '\n---\ntitle: a\n---\n', 'front-matter'],
  ['front matter with an anchor', inFront('warning: &a b'), 'yaml'],
  ['front matter with an alias', '---\ntitle: &a b\nwarning: *a\n---\n\na\n', 'yaml'],
  ['front matter with a tag', inFront('warning: !!str b'), 'yaml'],
  ['front matter with a tag of JavaScript', inFront(`warning: !!js/function "${code}"`), 'yaml'],
  ['front matter with a tag of its own', '---\ntitle: !a b\n---\n\na\n', 'yaml'],
  ['front matter with a key twice', inFront('title: b'), 'yaml'],
  ['front matter with a prototype', inFront('__proto__: { a: b }'), 'yaml'],
  ['front matter with a constructor', inFront('constructor: b'), 'yaml'],
  ['front matter with a list as key', inFront('? [a]\n: b'), 'yaml'],
  ['front matter with a merge', inFront('<<: { warning: b }'), 'key'],
  ['front matter of nests', inFront(`warning: ${'['.repeat(5_000)}`), 'size'],
  ['laughs in YAML', '---\na: &a [b]\nb: &b [*a,*a]\ntitle: [*b,*b]\n---\n\na\n', 'yaml'],
  ['title that is a list', '---\ntitle: [a]\n---\n\na\n', 'value'],
  ['null byte', inBody('a\u0000b'), 'size'],
  ['escape character', inBody('a\u001b[31mb'), 'size'],
  ['enormous file', inBody('a\n\n'.repeat(20_000)), 'size'],
  ['enormous line', inBody('a '.repeat(5_000)), 'size'],
  ['enormous paragraph', inBody('*a_ \n'.repeat(5_000)), 'size'],
  ['enormous nests of quotations', inBody(`${'> '.repeat(5_000)}a`), 'size'],
  ['enormous nests of links', inBody('['.repeat(5_000)), 'size'],
  ['enormous nests of braces', inBody(`{${'('.repeat(3_000)}}`), 'size'],
  ['many unclosed braces', inBody('{'.repeat(5_000)), 'expression'],
  ['many open tags', inBody('<Callout kind="law">\n\n'.repeat(700)), 'size'],
  [
    'many nested tags',
    inBody(`${'<Callout kind="law">\n'.repeat(100)}a\n${'</Callout>\n'.repeat(100)}`),
    'size',
  ],
]

test.each(hostile)('T17: refused with line and column, never run: %s', (_what, text, rule) => {
  const before = process.cpuUsage()
  const { findings } = parseDocument('a.mdx', 'section', text)
  const known = new Set(findings.map((one) => one.rule))
  expect([...known]).toContain(rule)
  for (const { line, column } of findings) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(text.split('\n').length)
  }
  // Of our own time, so that a busy machine changes nothing.
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000)
})

test.each(['stage', 'guide'] as const)('T17: a %s is refused for the same', (kind) => {
  for (const [what, text] of hostile) {
    const { findings } = parseDocument('a.mdx', kind, text)
    expect(findings.length, what).toBeGreaterThan(0)
  }
})

test('T17: hostile files are never published, whichever they are', async () => {
  const folder = contentFolder()
  const { toolkits } = await toolkitsOf(folder)
  const first = 'toolkits/listening/module/01-first.mdx'
  for (const [what, text] of hostile.filter((_one, index) => index % 5 === 0)) {
    write(folder, { [first]: text })
    const report = await toolkits.publishAll()
    expect(report.published, what).toEqual([])
    expect(report.findings.length, what).toBeGreaterThan(0)
  }
  expect(await toolkits.current(toolkitId.parse('listening'))).toBeNull()
})

test('T17: the compiler refuses what reaches it past the first whitelist, and runs nothing', async () => {
  const { document } = parseDocument('a.mdx', 'section', inBody('Words.'))
  if (!document) throw new Error('a sound file was refused')
  const setting = { toolkit: 'a', prefix: '', references: [], terms: [] }
  const components = proseComponents({
    ...setting,
    picture: () => ({ address: '', number: 1 }),
    video: () => null,
  })
  const compiled = (text: string) =>
    renderDocument({ ...document, root: unchecked.parse(text) }, components)
  for (const body of [`{${code}}`, `export const a = ${code}`, '<script>1</script>', '<Quiz />'])
    await expect(compiled(body), body).rejects.toThrow('a.mdx:1:1')
  // What would be front matter at the very start of a file is prose here.
  expect(await compiled(`---js\n${code}\n---\n`)).toContain('---js')
})
