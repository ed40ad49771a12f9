import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bundleMDX } from 'mdx-bundler'
import { openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { systemClock } from '#server/platform/clock.server.ts'
import { createLog } from '#server/platform/log.server.ts'
import { checkContent } from '#server/toolkits/content-command.server.ts'
import { readToolkit } from '#server/toolkits/source.server.ts'
import { createToolkits } from '#server/toolkits/toolkits.server.ts'
import { median, type Row } from './figures.ts'

const content = resolve(import.meta.dirname, '..', '..', 'content')

/**
 * Publishing `count` modules of six sections, a case and guides: with nothing published, and again
 * with nothing changed; against mdx-bundler alone, which compiles the same files and keeps nothing.
 * And checking them.
 */
export async function benchPublish(rounds: number, folder: string, count: number): Promise<Row[]> {
  const made = join(folder, 'content')
  for (const part of ['formats', 'frameworks'])
    cpSync(join(content, part), join(made, part), { recursive: true })
  for (let number = 0; number < count; number += 1) copyToolkit(made, `copy-${number}`)
  const took = { cold: [] as number[], unchanged: [] as number[], bare: [] as number[] }
  const checked: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const file = join(folder, `round-${round}.sqlite`)
    migrate(file)
    const db = openDatabase(file)
    const parts = { db, clock: systemClock, contentFolder: made, log: createLog('silent') }
    const toolkits = createToolkits(parts)
    took.cold.push(await time(async () => expectCount(await toolkits.publishAll(), count)))
    took.unchanged.push(await time(() => createToolkits(parts).publishAll()))
    db.close()
    took.bare.push(await time(() => bundleAll(made, count)))
    checked.push(await time(() => checkContent(made, () => undefined, systemClock)))
  }
  const bare = median(took.bare)
  return [
    { what: `Publish ${count} modules, cold`, unit: 'ms', ours: median(took.cold), bare },
    { what: `Publish ${count} modules, unchanged`, unit: 'ms', ours: median(took.unchanged), bare },
    {
      what: `Check ${count} modules`,
      unit: 'ms',
      ours: median(checked),
      bare: null,
      target: '5,000 ms',
    },
  ]
}

function copyToolkit(made: string, id: string): void {
  const folder = join(made, 'toolkits', id)
  mkdirSync(join(made, 'toolkits'), { recursive: true })
  cpSync(join(content, 'toolkits', 'participation'), folder, { recursive: true })
  const yaml = join(folder, 'toolkit.yaml')
  writeFileSync(yaml, readFileSync(yaml, 'utf8').replace('id: participation', `id: ${id}`))
}

async function bundleAll(made: string, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const source = await readToolkit(join(made, 'toolkits', `copy-${number}`))
    for (const { path, text } of source.files)
      if (path.endsWith('.mdx')) await bundleMDX({ source: text })
  }
}

function expectCount({ published }: { published: string[] }, count: number): void {
  if (published.length !== count) throw new Error(`${published.length} of ${count} were published`)
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const at = performance.now()
  await work()
  return performance.now() - at
}
