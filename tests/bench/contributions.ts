import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { median, rowsOf, type Latencies, type Row } from './figures.ts'
import { timedFlushes } from './flushes.ts'
import { gather, type Size } from './gathering.ts'
import { cpuMs } from './process-time.ts'
import { bareSide, everybodyComes, ourSide, type Side } from './sides.ts'

const roundMs = 4_000
const postsASecond = 50
/** A server that has run for a minute is what people meet, not one whose code was never run. */
const warmUp = { posts: 3000, atOnce: 25 }
const tails = [50, 95, 99]

export type Round = { acknowledged: number[]; seen: number[]; cpuMsEach: number[] }
/** Ours, the bare engine, and the bare engine that has each text on disk before it acknowledges. */
const engines = ['ours', 'bare', 'storing'] as const
type Measured = Record<(typeof engines)[number], Round[]> & { flushed: Latencies[] }

/**
 * Rooms full of people over WebSocket, 50 contributions a second among them all: from the sending
 * until the acknowledgement, and until each in the room has it. `disk` says where `dataDir` lies, when
 * it is not on the disk.
 */
export async function benchContributions(
  rounds: number,
  dataDir: string,
  size: Size,
  disk = '',
): Promise<Row[]> {
  const sent = new Map<string, number>()
  let round = emptyRound()
  const seen = (id: string) => {
    const at = sent.get(id)
    if (at !== undefined) round.seen.push(performance.now() - at)
  }
  const sides = {
    ours: ourSide(await gather(dataDir, size), seen),
    bare: await bareSide(size, seen),
    storing: await bareSide(size, seen, { BENCH_DURABLE: join(dataDir, 'bare.sqlite') }),
  }
  for (const side of Object.values(sides)) {
    await everybodyComes(side)
    await warm(side)
  }
  const measured: Measured = { ours: [], bare: [], storing: [], flushed: [] }
  for (let number = 0; number <= rounds; number++) {
    for (const name of engines) {
      round = emptyRound()
      await playRound(sides[name], sent, round, size.people)
      // The first round lets all come to rest.
      if (number > 0) measured[name].push(round)
    }
    if (number > 0 && disk === '') {
      const pace = { count: (roundMs * postsASecond) / 1000, everyMs: 1000 / postsASecond }
      measured.flushed.push(await timedFlushes(join(dataDir, 'flushed'), pace))
    }
  }
  for (const side of Object.values(sides)) await side.close()
  return rowsFrom(measured, `${size.rooms * size.people} people in ${size.rooms} rooms${disk}`)
}

export const emptyRound = (): Round => ({ acknowledged: [], seen: [], cpuMsEach: [] })

/** Posts as many as a server answers in its first minute. */
export async function warm(side: Side, posts: number = warmUp.posts): Promise<void> {
  let number = 0
  await Promise.all(
    Array.from({ length: warmUp.atOnce }, async () => {
      while (number < posts) {
        number += 1
        await side.post((number * 37) % side.people, randomUUID())
      }
    }),
  )
}

/** Everybody posts in turn, four seconds long; what is acknowledged and seen goes into `round`. */
export async function playRound(
  side: Side,
  sent: Map<string, number>,
  round: Round,
  peopleToARoom: number,
): Promise<void> {
  const posts: Promise<void>[] = []
  const count = (roundMs * postsASecond) / 1000
  const cpuBefore = cpuMs(side.server.pid)
  const startedAt = performance.now()
  for (let number = 0; number < count; number++) {
    await wait(Math.max(0, startedAt + (number * 1000) / postsASecond - performance.now()))
    const id = randomUUID()
    const at = performance.now()
    sent.set(id, at)
    // 37 has no factor in common with the numbers of people: everybody's turn comes.
    const person = (number * 37) % side.people
    posts.push(
      side.post(person, id).then(() => void round.acknowledged.push(performance.now() - at)),
    )
  }
  await Promise.all(posts)
  const until = performance.now() + 10_000
  while (round.seen.length < count * peopleToARoom && performance.now() < until) await wait(5)
  const cpuAfter = cpuMs(side.server.pid)
  if (cpuBefore === null || cpuAfter === null) return
  round.cpuMsEach.push((cpuAfter - cpuBefore) / count)
}

function rowsFrom({ ours, bare, storing, flushed }: Measured, where: string): Row[] {
  const of = (rounds: Round[], what: keyof Round): Latencies[] => rounds.map((one) => one[what])
  const table = (title: string, what: keyof Round) =>
    rowsOf(`${title}, ${where}`, of(ours, what), of(bare, what), tails)
  const acknowledged = table('Acknowledged', 'acknowledged').map((row): Row =>
    row.what.endsWith('p95') ? { ...row, target: '≤ 1.5 ×' } : row,
  )
  return [
    ...acknowledged,
    ...rowsOf(
      `Acknowledged, against an engine that commits too, ${where}`,
      of(ours, 'acknowledged'),
      of(storing, 'acknowledged'),
      tails,
    ),
    ...(flushed.length === 0 ? [] : rowsOf(`A page on disk, ${where}`, flushed, [], tails)).map(
      (row): Row => ({ ...row, bare: null }),
    ),
    ...table('Seen by all', 'seen'),
    {
      what: `Processor time of a contribution, ${where}`,
      unit: 'ms',
      ours: median(of(ours, 'cpuMsEach').flat()),
      bare: median(of(bare, 'cpuMsEach').flat()),
    },
  ]
}
