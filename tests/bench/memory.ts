import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { RunningServer } from '#tests/support/running-server.ts'
import { median, type Row } from './figures.ts'
import { gather, type Size } from './gathering.ts'
import { bareSide, everybodyComes, ourSide, type Side } from './sides.ts'

const kib = 1024
/** Makes a server say what it holds; see memory-on-signal.ts. */
export const saysMemory = {
  NODE_OPTIONS: `--import ${join(import.meta.dirname, 'memory-on-signal.ts')}`,
}

/** What a server holds after its garbage was collected, in bytes; and what the system gave it. */
export async function memoryOf(server: RunningServer): Promise<{ held: number; rss: number }> {
  const before = server.output().length
  process.kill(server.pid, 'SIGUSR2')
  for (;;) {
    const [, held, rss] = /^memory (\d+) (\d+)$/m.exec(server.output().slice(before)) ?? []
    if (held && rss) return { held: Number(held), rss: Number(rss) }
    await wait(20)
  }
}

/**
 * What one idle person costs: connected, in a room, saying nothing. Objects and buffers that are
 * held once garbage is collected, since the process keeps what the system once gave it.
 */
export async function benchIdle(rounds: number, dataDir: string, size: Size): Promise<Row[]> {
  const [ours, bare]: [number[], number[]] = [[], []]
  const sides = {
    ours: ourSide(await gather(dataDir, size, saysMemory), () => undefined),
    bare: await bareSide(size, () => undefined, saysMemory),
  }
  for (let number = 0; number <= rounds; number++) {
    const [own, other] = [await idle(sides.ours), await idle(sides.bare)]
    if (number === 0) continue
    ours.push(own)
    bare.push(other)
  }
  for (const side of Object.values(sides)) await side.close()
  return [
    {
      what: `Memory of an idle connection, of ${size.rooms * size.people}`,
      ...{ unit: 'KiB', ours: median(ours) / kib, bare: median(bare) / kib, target: '≤ 25 KiB' },
    },
  ]
}

async function idle(side: Side): Promise<number> {
  await wait(2_000)
  const { held: before } = await memoryOf(side.server)
  await everybodyComes(side)
  await wait(2_000)
  const { held: after } = await memoryOf(side.server)
  for (let person = 0; person < side.people; person++) side.go(person)
  return (after - before) / side.people
}
