import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { median, percentile, type Row } from './figures.ts'
import { gather, type Size } from './gathering.ts'
import { bareSide, everybodyComes, ourSide, type Side } from './sides.ts'

const stepMs = 3_000
const slowestMs = 250
/** How many posts are on their way at the same time; each is followed by the next. */
const steps = [10, 25, 50, 100, 200, 400]

type Step = { aSecond: number; p95: number }

/**
 * Texts a second while 95 of 100 are acknowledged within 250 ms: more and more posts on their way at
 * once, the best step counts. The bare side commits to disk before it acknowledges, many together.
 */
export async function benchSaturation(rounds: number, dataDir: string, size: Size): Promise<Row[]> {
  const [ours, bare]: [number[], number[]] = [[], []]
  const sides = await bothSides(dataDir, size)
  for (let number = 0; number <= rounds; number++) {
    const [own, other] = [await best(sides.ours), await best(sides.bare)]
    // The first round warms both up.
    if (number === 0) continue
    ours.push(own)
    bare.push(other)
  }
  for (const side of Object.values(sides)) await side.close()
  return [
    {
      what: `Texts a second, ${size.rooms} rooms of ${size.people}, p95 under ${slowestMs} ms`,
      ...{ unit: '/s', ours: median(ours), bare: median(bare), target: '≥ 0.5 ×' },
    },
  ]
}

/** Everybody of a team posts at the same moment: how long the slowest waits. */
export async function benchBurst(
  rounds: number,
  dataDir: string,
  size: Size,
  posts: number,
): Promise<Row[]> {
  const [ours, bare]: [number[], number[]] = [[], []]
  const sides = await bothSides(dataDir, size)
  for (let number = 0; number <= rounds; number++) {
    const [own, other] = [await burst(sides.ours, posts), await burst(sides.bare, posts)]
    if (number === 0) continue
    ours.push(own)
    bare.push(other)
  }
  for (const side of Object.values(sides)) await side.close()
  return [
    {
      what: `${posts} contributions at the same moment, acknowledged p95`,
      ...{ unit: 'ms', ours: median(ours), bare: median(bare), target: '≤ 300 ms' },
    },
  ]
}

async function bothSides(dataDir: string, size: Size): Promise<{ ours: Side; bare: Side }> {
  const durable = { BENCH_DURABLE: join(dataDir, 'bare.sqlite') }
  const ours = ourSide(await gather(dataDir, size), () => undefined)
  const bare = await bareSide(size, () => undefined, durable)
  for (const side of [ours, bare]) await everybodyComes(side)
  return { ours, bare }
}

async function best(side: Side): Promise<number> {
  let most = 0
  for (const onTheirWay of steps) {
    const { aSecond, p95 } = await step(side, onTheirWay)
    if (p95 >= slowestMs) break
    most = Math.max(most, aSecond)
  }
  return most
}

async function step(side: Side, onTheirWay: number): Promise<Step> {
  const took: number[] = []
  const startedAt = performance.now()
  const until = startedAt + stepMs
  let next = 0
  await Promise.all(
    Array.from({ length: onTheirWay }, async () => {
      while (performance.now() < until) {
        const at = performance.now()
        await side.post((next++ * 37) % side.people, randomUUID())
        took.push(performance.now() - at)
      }
    }),
  )
  return {
    aSecond: (took.length * 1000) / (performance.now() - startedAt),
    p95: percentile(took, 95),
  }
}

async function burst(side: Side, posts: number): Promise<number> {
  const took = await Promise.all(
    Array.from({ length: posts }, async (_, number) => {
      const at = performance.now()
      await side.post(number % side.people, randomUUID())
      return performance.now() - at
    }),
  )
  return percentile(took, 95)
}
