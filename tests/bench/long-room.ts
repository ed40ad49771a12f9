import { randomUUID } from 'node:crypto'
import { request } from '#tests/support/protocol-requests.ts'
import { freePort, startServer } from '#tests/support/running-server.ts'
import { median, percentile, type Row } from './figures.ts'
import { gather } from './gathering.ts'
import { everybodyComes, ourSide } from './sides.ts'

const atOnce = 10
const reads = 60
const cardsOfTen = 2

/**
 * A room with a long log, two of ten events cards that stay: its snapshot, the first one after a
 * restart too, and how much of the log somebody is sent who comes in with that snapshot.
 */
export async function benchLongRoom(dataDir: string, length: number): Promise<Row[]> {
  const gathering = await gather(dataDir, { rooms: 1, people: 10 })
  const side = ourSide(gathering, () => undefined)
  await everybodyComes(side)
  await fill(gathering.server.origin, gathering.cookies, gathering.roomOf(0), length)
  await side.close()
  const port = await freePort()
  const server = await startServer({ dataDir, port, env: { LIMITS: 'off' } })
  const path = `/rooms/${gathering.roomOf(0)}/snapshot`
  const cookie = gathering.cookies[1] ?? ''
  const took: number[] = []
  let bytes = 0
  for (let read = 0; read <= reads; read++) {
    const at = performance.now()
    const { status, text } = await request(server.origin, path, { cookie })
    took.push(performance.now() - at)
    bytes = text.length
    if (status !== 200) throw new Error(`the snapshot was answered ${status}`)
  }
  await server.kill()
  const [first = Number.NaN, ...later] = took
  const room = `a room of ${length} events`
  return [
    { what: `Snapshot of ${room}, p50`, unit: 'ms', ours: median(later), bare: null },
    {
      what: `Snapshot of ${room}, p95`,
      ...{ unit: 'ms', ours: percentile(later, 95), bare: null, target: '≤ 50 ms' },
    },
    { what: `The first one after a restart`, unit: 'ms', ours: first, bare: null },
    { what: `Its size`, unit: 'KiB', ours: bytes / 1024, bare: null },
  ]
}

async function fill(
  origin: string,
  cookies: readonly string[],
  room: string,
  length: number,
): Promise<void> {
  const numbers = Array.from({ length }, (_, number) => number).values()
  const one = async (number: number) => {
    const isCard = number % 10 < cardsOfTen
    const text = `What I would ask first, number ${number}.`
    const json = {
      ...{ id: randomUUID(), type: isCard ? 'card.post' : 'hand.raise' },
      ...(isCard ? { body: { text } } : {}),
    }
    const cookie = cookies[number % cookies.length] ?? ''
    const path = `/rooms/${room}/commands`
    const answer = await request(origin, path, { method: 'POST', cookie, json })
    if (answer.status !== 200) throw new Error(`${json.type}: ${answer.text}`)
  }
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const number of numbers) await one(number)
    }),
  )
}
