import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { systemClock } from '#server/platform/clock.server.ts'
import { startPreview } from '#server/toolkits/authors/preview.server.ts'
import { median, type Row } from './figures.ts'

const participation = resolve(import.meta.dirname, '../../content/toolkits/participation')

/** From saving a section of a whole toolkit until the page that shows the new words has come. */
export async function benchPreview(rounds: number, dataDir: string): Promise<Row[]> {
  const folder = join(dataDir, 'participation')
  cpSync(participation, folder, { recursive: true })
  const section = join(folder, 'module', '01-why-voice-is-not-enough.mdx')
  const text = readFileSync(section, 'utf8')
  const running = await startPreview(folder, systemClock, { port: 0 })
  if (!running) throw new Error(`${folder} cannot be previewed`)
  try {
    const stream = await fetch(new URL('/changes', running.address))
    const changes = stream.body?.getReader()
    await changes?.read()
    const took: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const words = `These words came in round ${round}.`
      const at = performance.now()
      writeFileSync(section, `${text}\n${words}\n`)
      await changes?.read()
      const page = await (await fetch(running.address)).text()
      if (!page.includes(words)) throw new Error('the preview shows an older text')
      took.push(performance.now() - at)
    }
    await changes?.cancel()
    const target = '1,000 ms'
    return [
      { what: 'Preview after saving', unit: 'ms', ours: median(took), bare: null, target },
      { what: 'Preview after saving, longest', unit: 'ms', ours: Math.max(...took), bare: null },
    ]
  } finally {
    await running.stop()
  }
}
