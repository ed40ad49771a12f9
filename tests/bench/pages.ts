import { Agent, get } from 'node:http'
import type { RunningServer } from '#tests/support/running-server.ts'
import { median, rowsOf, type Row } from './figures.ts'
import { cpuMs } from './process-time.ts'
import { sectionOnBothSides } from './section-page.ts'

const atOnce = 8
const roundMs = 1500
type Round = { latencies: number[]; cpuMsEach: number | null }
type Pages = readonly { title: string; path: string }[]

/**
 * `/sign-in` and a section of a module, signed in: eight requests at once over kept connections,
 * against the same build behind node:http alone. Both write the same page; lengths are compared.
 */
export async function benchPages(rounds: number, dataDir: string): Promise<Row[]> {
  const { ours, bare, cookie, path: section } = await sectionOnBothSides(dataDir)
  const pages: Pages = [
    { title: 'Small page (/sign-in)', path: '/sign-in' },
    { title: 'Module section', path: section },
  ]
  const rows: Row[] = []
  for (const { title, path } of pages) {
    const headers: Record<string, string> = path === '/sign-in' ? {} : { Cookie: cookie }
    await sameLength(ours, bare, path, headers)
    const measured: { ours: Round[]; bare: Round[] } = { ours: [], bare: [] }
    for (let number = 0; number <= rounds; number++) {
      const [own, other] = [await play(ours, path, headers), await play(bare, path, headers)]
      // The first round warms both up.
      if (number === 0) continue
      measured.ours.push(own)
      measured.bare.push(other)
    }
    const latencies = (of: Round[]) => of.map((round) => round.latencies)
    const cpu = (of: Round[]) => median(of.map(({ cpuMsEach }) => cpuMsEach ?? Number.NaN))
    rows.push(...rowsOf(title, latencies(measured.ours), latencies(measured.bare), [50, 95]), {
      what: `${title}, processor time a page`,
      unit: 'ms',
      ours: cpu(measured.ours),
      bare: cpu(measured.bare),
    })
  }
  await ours.kill()
  await bare.kill()
  return rows
}

async function play(
  server: RunningServer,
  path: string,
  headers: Record<string, string>,
): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const latencies: number[] = []
  const before = cpuMs(server.pid)
  const until = performance.now() + roundMs
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) {
        const at = performance.now()
        await fetched(`http://127.0.0.1:${server.port}${path}`, headers, agent)
        latencies.push(performance.now() - at)
      }
    }),
  )
  agent.destroy()
  const after = cpuMs(server.pid)
  const cpuMsEach = before === null || after === null ? null : (after - before) / latencies.length
  return { latencies, cpuMsEach }
}

/** The page's length in bytes; anything but 200 is an error. */
function fetched(url: string, headers: Record<string, string>, agent: Agent): Promise<number> {
  return new Promise((done, failed) => {
    get(url, { agent, headers }, (response) => {
      let length = 0
      response.on('data', (chunk: Buffer) => void (length += chunk.length))
      response.on('end', () =>
        response.statusCode === 200
          ? done(length)
          : failed(new Error(`${url} was answered ${response.statusCode ?? 0}`)),
      )
    }).on('error', failed)
  })
}

/** The nonce and the request's own reference differ; a page of another length is another page. */
async function sameLength(
  ours: RunningServer,
  bare: RunningServer,
  path: string,
  headers: Record<string, string>,
): Promise<void> {
  const agent = new Agent()
  const lengths = await Promise.all(
    [ours, bare].map(({ port }) => fetched(`http://127.0.0.1:${port}${path}`, headers, agent)),
  )
  const [own = 0, other = 0] = lengths
  if (Math.abs(own - other) > own / 20) {
    throw new Error(`${path} has ${own} bytes here and ${other} bare: that is no comparison`)
  }
}
