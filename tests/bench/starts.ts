import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, startServer } from '#tests/support/running-server.ts'
import { median, type Row } from './figures.ts'

/**
 * From starting the process to the first page: with an empty data folder (makes the database,
 * publishes the content, seeds the demonstration), and again on the same folder.
 */
export async function benchStarts(rounds: number, folder: string): Promise<Row[]> {
  const [cold, warm]: [number[], number[]] = [[], []]
  for (let number = 0; number < rounds; number++) {
    const dataDir = mkdtempSync(join(folder, 'start-'))
    cold.push(await firstPageMs(dataDir))
    warm.push(await firstPageMs(dataDir))
  }
  return [
    { what: 'Cold start to the first page', unit: 'ms', ours: median(cold), bare: null },
    { what: 'Warm start to the first page', unit: 'ms', ours: median(warm), bare: null },
  ]
}

async function firstPageMs(dataDir: string): Promise<number> {
  const port = await freePort()
  const at = performance.now()
  const server = await startServer({ dataDir, port, unpublished: true })
  const page = await fetch(`http://localhost:${port}/sign-in`)
  await page.text()
  const took = performance.now() - at
  if (page.status !== 200) throw new Error(`the first page was answered ${page.status}`)
  await server.stop()
  return took
}
