import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import type { Snapshot } from '#server/rooms/rules/protocol.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, openRoom } from './open-room.ts'

const text = 'I would ask the school first.'
/** How far into the closing the reading begins, in steps of promises. */
const steps = 90

/** How often Ben's card stands in what one snapshot says: among his own, and for all. */
function places({ mine, view }: Snapshot): number {
  const own = mine.cards.filter((card) => card.text === text).length
  return own + view.cards.filter((card) => card.text === text).length
}

/** Ben reads again and again, each time a little later, while his card is shown to all. */
async function readsDuringReveal(as: (db: Database) => Database): Promise<Set<number>> {
  const seen = new Set<number>()
  for (let first = 0; first < steps; first += steps / 3) {
    const db = as(await testDatabase())
    for (const places of await readsFrom(first, db)) seen.add(places)
  }
  return seen
}

async function readsFrom(first: number, db: Database): Promise<Set<number>> {
  const seen = new Set<number>()
  const world = await createWorld({ db, kinds: ['welcome', 'write', 'theme'] })
  const ben = await world.actor('ben')
  for (let step = first; step < first + steps / 3; step += 3) {
    const room = await openRoom(world, { phase: 'write' })
    await room.send('ben', { type: 'card.post', body: { text } })
    await room.lead('phase.next')
    world.wait(12_000)
    const outside = AsyncLocalStorage.snapshot()
    const reading: Promise<Awaited<ReturnType<typeof room.rooms.snapshot>>>[] = []
    const readLater = async () => {
      for (let later = 0; later < step; later += 1) await Promise.resolve()
      return room.rooms.snapshot(ben, room.room)
    }
    // The closing shares this commit: the reading begins while it is being written.
    const shared = db.tx(async () => void reading.push(outside(readLater)))
    await Promise.all([shared, room.rooms.closeDue()])
    const [read] = await Promise.all(reading)
    if (!read) throw new Error('nothing was read')
    if (!read.ok) throw new Error(read.error.message)
    seen.add(places(read.value))
  }
  return seen
}

test('G3: a card stands in every snapshot exactly once, also while it is being shown to all', async () => {
  expect(await readsDuringReveal((db) => db)).toEqual(new Set([1]))
})

test('G3 ★: read in several steps it is missing from some', async () => {
  const inSteps = (db: Database): Database => ({ ...db, together: (work) => work(db.read) })
  expect((await readsDuringReveal(inSteps)).has(0)).toBe(true)
})
