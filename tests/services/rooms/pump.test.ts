import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personId, roomId } from '#server/platform/rules/ids.ts'
import { createPump } from '#server/rooms/log/pump.server.ts'
import type { LogEvent, Stream } from '#server/rooms/rules/events.ts'

const room = roomId.parse('00000000-0000-4000-8000-000000000001')
const actor = personId.parse('00000000-0000-4000-8000-000000000002')
const at = '2026-11-28T10:00:00.000Z'

function event(stream: Stream, seq: number): LogEvent {
  return { stream, seq, at, actor, type: 'rules.accepted', body: {} }
}

/** A log that grows, a pump that watches it, and what was handed on and read back. */
async function watchedLog() {
  const lasts = { room: 0, staff: 0 }
  const handedOn: string[] = []
  let readBack = 0
  const pump = createPump({
    heads: () => Promise.resolve({ ...lasts }),
    after(_room, stream, since) {
      readBack += 1
      const last = stream === 'staff' ? lasts.staff : lasts.room
      const missing = Array.from({ length: last - since }, (_, n) => event(stream, since + 1 + n))
      return Promise.resolve(missing.slice(0, 2))
    },
  })
  await pump.watch(room, (stream, events) => {
    for (const { seq } of events) handedOn.push(`${stream} ${seq}`)
  })
  return { lasts, handedOn, pump, readBack: () => readBack }
}

const step = fc.record({
  stream: fc.constantFrom('room' as const, 'staff' as const),
  count: fc.integer({ min: 1, max: 4 }),
  /** How it is told: as it was committed, in part, twice, or not at all. */
  offers: fc.constantFrom('all', 'last', 'twice', 'none'),
  pumps: fc.boolean(),
})

test('whatever is offered, lost or doubled: each event is handed on once, in the order of its stream', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { lasts, handedOn, pump } = await watchedLog()
      for (const { stream, count, offers, pumps } of steps) {
        const fresh = Array.from({ length: count }, (_, n) => event(stream, lasts[stream] + 1 + n))
        lasts[stream] += count
        if (offers === 'all' || offers === 'twice') pump.offer(room, fresh)
        if (offers === 'last' || offers === 'twice') pump.offer(room, fresh.slice(-1))
        if (pumps) await pump.pump(room)
      }
      await pump.pump(room)
      for (const stream of ['room', 'staff'] as const) {
        const theirs = handedOn.filter((one) => one.startsWith(stream))
        expect(theirs).toEqual(
          Array.from({ length: lasts[stream] }, (_, n) => `${stream} ${n + 1}`),
        )
      }
    }),
  )
})

test('what was offered is not read back, and nothing is handed on before the log has it', async () => {
  const { lasts, handedOn, pump, readBack } = await watchedLog()
  pump.offer(room, [event('room', 1)])
  await pump.pump(room)
  expect(handedOn).toEqual([])
  lasts.room = 2
  pump.offer(room, [event('room', 2)])
  await pump.pump(room)
  expect(handedOn).toEqual(['room 1', 'room 2'])
  expect(readBack()).toBe(0)
})
