import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { median, type Row } from './figures.ts'
import { gather, type Size } from './gathering.ts'
import { bareSide, everybodyComes, ourSide, type Side } from './sides.ts'

const postsMeanwhile = 5

/**
 * Everybody's connection is cut; those of each room who are back first post; then all others come
 * back in the same moment. Until the last one has everything that was said meanwhile. On the bare
 * side: until the last one is back in their room, where nothing is caught up.
 */
export async function benchWave(rounds: number, dataDir: string, size: Size): Promise<Row[]> {
  const [ours, bare]: [number[], number[]] = [[], []]
  const sides = {
    ours: ourSide(await gather(dataDir, size), () => undefined),
    bare: await bareSide(size, () => undefined),
  }
  for (const side of Object.values(sides)) await everybodyComes(side)
  for (let number = 0; number <= rounds; number++) {
    const [own, other] = [await wave(sides.ours, size), await wave(sides.bare, size)]
    if (number === 0) continue
    ours.push(own)
    bare.push(other)
  }
  for (const side of Object.values(sides)) await side.close()
  return [
    {
      what: `Reconnect wave of ${size.rooms * size.people}, all have what they missed`,
      ...{ unit: 'ms', ours: median(ours), bare: median(bare), target: '≤ 5000 ms' },
    },
  ]
}

async function wave(side: Side, { rooms, people }: Size): Promise<number> {
  const everybody = Array.from({ length: side.people }, (_, person) => person)
  const firsts = Array.from({ length: rooms }, (_, room) => room * people)
  for (const person of everybody) side.go(person)
  await wait(500)
  for (const person of firsts) await side.come(person)
  for (let post = 0; post < postsMeanwhile; post++) {
    await Promise.all(firsts.map((person) => side.post(person, randomUUID())))
  }
  for (const person of firsts) side.go(person)
  await wait(500)
  const at = performance.now()
  await Promise.all(everybody.map((person) => side.come(person)))
  return performance.now() - at
}
