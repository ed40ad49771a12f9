import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '#server/platform/clock.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { checkContent } from '#server/toolkits/content-command.server.ts'
import { createToolkits } from '#server/toolkits/toolkits.server.ts'
import { testDatabase, testFolder } from '#tests/support/database.ts'

const participation = toolkitId.parse('participation')
const content = resolve(import.meta.dirname, '..', '..', 'content')
const section = 'toolkits/participation/module/02-rights-and-duties.mdx'

/** One toolkit of the product's own in a folder of its own, published once. */
async function publishedCopy() {
  const folder = join(testFolder(), 'content')
  for (const part of ['formats', 'frameworks', join('toolkits', 'participation')])
    cpSync(join(content, part), join(folder, part), { recursive: true })
  const db = await testDatabase()
  const made = { db, clock: systemClock, contentFolder: folder, log: createLog('silent') }
  const toolkits = createToolkits(made)
  expect((await toolkits.publishAll()).findings).toEqual([])
  const release = await toolkits.current(participation)
  if (!release) throw new Error('nothing was published')
  return { folder, made, toolkits, release }
}

/** Puts `line` after the first `lines` lines of a file. */
function insert(file: string, lines: number, line: string): void {
  const text = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, [...text.slice(0, lines), '', line, '', ...text.slice(lines)].join('\n'))
}

test.each([
  ['an unknown component', 'Words <Marquee>fall</Marquee> here.', 7],
  ['an expression', 'There are {process.env.HOME} ways.', 11],
  ['a tag that never ends', 'Read <Callout kind="note"> and', 1],
])(
  'publishing stops at %s with file, line and column, and the old release stays',
  async (...on) => {
    const [, line, column] = on
    const { folder, made, toolkits, release } = await publishedCopy()
    const file = join(folder, section)
    const text = readFileSync(file, 'utf8')
    const end = text.split('\n').indexOf('---', 1)
    const place = text.split('\n').indexOf('', end + 2)
    insert(file, place, line)
    const { findings, published } = await toolkits.publishAll()
    expect(published).toEqual([])
    expect(findings.length).toBeGreaterThan(0)
    const where = `02-rights-and-duties.mdx:${place + 2}:`
    expect(findings.some((finding) => finding.includes(where))).toBe(true)
    expect(findings.find((finding) => finding.includes(where))).toContain(`${where}${column}`)

    const lines: string[] = []
    expect(await checkContent(folder, (said) => void lines.push(said), systemClock)).toBe(1)
    expect(lines.some((said) => said.includes(where))).toBe(true)

    // The next start reads the same folder again.
    const later = createToolkits(made)
    await later.publishAll()
    expect((await later.current(participation))?.hash).toBe(release.hash)
    const blocks = (await later.section(release.hash, 'rights-and-duties'))?.blocks
    expect(JSON.stringify(blocks)).not.toContain('Marquee')
    expect(blocks?.length).toBeGreaterThan(3)

    writeFileSync(file, text)
    expect(await later.publishAll()).toMatchObject({ findings: [], unchanged: ['participation'] })
  },
)
