import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { request } from '#tests/support/protocol-requests.ts'
import type { Row } from './figures.ts'
import { gather, type Size } from './gathering.ts'
import { memoryOf, saysMemory } from './memory.ts'
import { everybodyComes, ourSide } from './sides.ts'

const mib = 2 ** 20
const minuteMs = 60_000
const eachMs = 50
const warmUp = 0.1

/**
 * Rooms in use for `minutes`: hands go up and down, cards are posted, people go and come back, pages
 * are loaded. What the server holds after its garbage was collected, from the end of the first tenth
 * until the last minute. The cards themselves are kept in memory with their rooms.
 */
export async function benchSoak(minutes: number, dataDir: string, size: Size): Promise<Row[]> {
  const gathering = await gather(dataDir, size, saysMemory)
  const side = ourSide(gathering, () => undefined)
  await everybodyComes(side)
  const { origin } = gathering.server
  let turn = 0
  async function goOn(until: number): Promise<void> {
    while (performance.now() < until) {
      await wait(eachMs)
      const person = (turn * 37) % side.people
      const cookie = gathering.cookies[person] ?? ''
      turn += 1
      if (turn % 40 === 0) await side.post(person, randomUUID())
      else if (turn % 10 === 0) {
        side.go(person)
        await side.come(person)
      } else if (turn % 20 === 1) await request(origin, '/', { cookie })
      else {
        const json = { id: randomUUID(), type: turn % 2 === 0 ? 'hand.raise' : 'hand.lower' }
        const path = `/rooms/${gathering.roomOf(person)}/commands`
        await request(origin, path, { method: 'POST', cookie, json })
      }
    }
  }
  const startedAt = performance.now()
  await goOn(startedAt + minutes * minuteMs * warmUp)
  const before = await memoryOf(gathering.server)
  await goOn(startedAt + minutes * minuteMs)
  const after = await memoryOf(gathering.server)
  await side.close()
  const grown = (after.held - before.held) / mib
  return [
    {
      what: `Soak of ${minutes} minutes, ${size.rooms} rooms of ${size.people}: growth`,
      ...{ unit: 'MiB', ours: grown, bare: null, target: '≤ 30 MiB' },
    },
    { what: 'Resident memory at its end', unit: 'MiB', ours: after.rss / mib, bare: null },
  ]
}
