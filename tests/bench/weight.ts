import { brotliCompressSync, gzipSync } from 'node:zlib'
import { demonstrationPassword } from '#db/seed/people.ts'
import { signIn } from '#tests/support/protocol-requests.ts'
import { freePort, startServer } from '#tests/support/running-server.ts'
import type { Row } from './figures.ts'

/**
 * What a section page weighs on the wire, in kilobytes: on a first visit, for each further section,
 * and the scripts that come once. What the server sends uncompressed is compressed here as a proxy
 * would (gzip), so that it never counts for less than it is.
 */
export async function benchWeight(dataDir: string): Promise<Row[]> {
  const env = { SEED_PEOPLE: '10', LIMITS: 'off' }
  const server = await startServer({ dataDir, port: await freePort(), env })
  try {
    const cookie = await signIn(server.origin, 'p0001@northbridge.example', demonstrationPassword)
    const fetched = (path: string) => wire(server.origin, path, cookie)
    const overview = await fetched('/toolkits/participation')
    const sections = [
      ...new Set(
        [...overview.text.matchAll(/\/toolkits\/participation\/sections\/[a-z0-9-]+/g)].map(String),
      ),
    ]
    const pages = await Promise.all(sections.map(fetched))
    const first = pages[0]?.text ?? ''
    const linked = (pattern: RegExp) => [
      ...new Set([...first.matchAll(pattern)].map((one) => one[1] ?? '')),
    ]
    const styles = await Promise.all(
      linked(/<link rel="stylesheet" href="(\/[^"]+)"/g).map(fetched),
    )
    const scripts = await Promise.all(
      linked(/<link rel="modulepreload" href="(\/[^"]+)"/g).map(fetched),
    )
    const sum = (of: readonly { bytes: number }[]) => of.reduce((all, one) => all + one.bytes, 0)
    const heaviest = Math.max(...pages.map((one) => one.bytes))
    const row = (what: string, bytes: number, target: string): Row => ({
      ...{ what, unit: 'kB', ours: bytes / 1000, bare: null, target },
    })
    return [
      row('Section page, first visit: HTML and CSS', heaviest + sum(styles), '30 kB'),
      row('Section page, each further section: HTML', heaviest, '15 kB'),
      row('Section page, scripts, once', sum(scripts), '130 kB'),
    ]
  } finally {
    await server.kill()
  }
}

/** The text of a page and the bytes that it takes on the wire. */
async function wire(
  origin: string,
  path: string,
  cookie: string,
): Promise<{ text: string; bytes: number }> {
  const answer = await fetch(origin + path, { headers: { cookie, 'accept-encoding': 'gzip, br' } })
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`)
  const body = Buffer.from(await answer.arrayBuffer())
  const sent = answer.headers.get('content-encoding')
  // fetch unpacks what it gets: packed again, it weighs what it weighed on the wire.
  const packed = sent === 'br' ? brotliCompressSync(body) : gzipSync(body)
  return { text: body.toString('utf8'), bytes: packed.length }
}
