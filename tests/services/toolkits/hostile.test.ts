import { createProcessor } from '@mdx-js/mdx'
import { afterEach, expect, test } from 'vitest'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { renderDocument } from '#server/toolkits/compile.server.ts'
import { proseComponents } from '#server/toolkits/components.server.ts'
import { parseDocument } from '#server/toolkits/parse.server.ts'
import { readItems } from '#server/toolkits/items.server.ts'
import type { Finding } from '#server/toolkits/rules/release.ts'
import { contentFolder, toolkitsOf, write } from './folder.ts'
import { code, hostile, inBody, mark } from './hostile-files.ts'
import { harmlessPlaces, hostilePlaces } from './hostile-places.ts'

/** The compiler's own parser, which refuses nothing. */
const unchecked = createProcessor()

afterEach(() => {
  expect(Object.hasOwn(globalThis, mark)).toBe(false)
})

/** The findings of one file, within its bounds of time and memory, each with a place in the file. */
function refused(text: string): Finding[] {
  const before = { time: process.cpuUsage(), memory: process.memoryUsage.rss() }
  const { document, findings } = parseDocument('a.mdx', 'section', text)
  if (document) findings.push(...readItems('a.mdx', document.reading).findings)
  expect(findings.length).toBeGreaterThan(0)
  for (const { line, column } of findings) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(text.split('\n').length)
  }
  // Of our own time, so that a busy machine changes nothing.
  expect(process.cpuUsage(before.time).user / 1_000).toBeLessThan(1_000)
  expect((process.memoryUsage.rss() - before.memory) / 1_000_000).toBeLessThan(200)
  return findings
}

test.each(hostile)('T17: refused with line and column, never run: %s', (_what, text, rule) => {
  expect(refused(text).map((one) => one.rule)).toContain(rule)
})

test.each(hostilePlaces)('T17: refused in its place, never run: %s', (_what, text, place) => {
  const there = refused(text).filter((one) => one.line === place.line)
  const isAt = ({ column }: Finding) => column >= place.from && column <= place.to
  expect(there.some(isAt), JSON.stringify({ place, there })).toBe(true)
})

test.each(harmlessPlaces)('★ without the attack %s is sound', (_where, text) => {
  const { document, findings } = parseDocument('a.mdx', 'section', text)
  expect(findings).toEqual([])
  expect(document && readItems('a.mdx', document.reading).findings).toEqual([])
})

test('T17: at least 300 hostile files are tried, and no two are the same', () => {
  const all = [...hostile.map(([, text]) => text), ...hostilePlaces.map(([, text]) => text)]
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThanOrEqual(300)
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
