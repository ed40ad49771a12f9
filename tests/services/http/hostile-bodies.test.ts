import { expect, test } from 'vitest'
import { formatId, toolkitId, type RoomId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import { heldBytes } from '#tests/support/held-memory.ts'
import { openFrontDoor, ownForm } from './front-door.ts'

type FrontDoor = Awaited<ReturnType<typeof openFrontDoor>>

/** `npm run chaos` sends 20,000: a minute, so not in every run. */
const bodies = Number(process.env['HOSTILE_BODIES'] ?? 5_000)
const abreast = 12
/** Every so many hostile bodies a colleague sends a command of her own. */
const everyBodies = 500
const mostGrowthBytes = 20_000_000

const uuid = (n: number) => `${n.toString(16).padStart(8, '0')}-6666-4666-8666-666666666666`

/** A room of the team that has started, with Amara in the seat. */
async function startedRoom({ services, amara, east, clock }: FrontDoor): Promise<RoomId> {
  await services.toolkits.publishAll()
  const made = await services.rooms.schedule(amara, east, {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    date: londonDay(clock.now() + 86_400_000),
    time: londonMinute(clock.now()),
  })
  if (!made.ok) throw new Error(made.error.message)
  for (const [n, type] of ['room.open', 'room.start'].entries()) {
    const command = { id: uuid(n), room: made.value, type, expect: { seat: 1 } }
    const answer = await services.rooms.command(amara, command)
    if (!answer.ok) throw new Error(answer.error.message)
  }
  return made.value
}

/** What a broken or hostile client may post as a command: none of it is one. */
function malformed(n: number): string {
  const id = uuid(100_000 + n)
  const command = (more: object) => JSON.stringify({ id, type: 'card.post', ...more })
  const all = [
    '',
    '{',
    'null',
    '7',
    '[]',
    '{}',
    '"text"',
    '[['.repeat(4_000),
    '{"a":'.repeat(4_000),
    '\ufeff{"id":1}',
    '\u0000\u0001',
    command({}).slice(1),
    command({ id: 'x' }),
    command({ id: id.toUpperCase(), body: { text: 'a' } }),
    command({ type: 'toString' }),
    command({ type: 'constructor', body: {} }),
    command({ type: ['card.post'], body: { text: 'a' } }),
    command({ body: null }),
    command({ body: [] }),
    command({ body: { text: 7 } }),
    command({ body: { text: '' } }),
    command({ body: { text: 'x'.repeat(10_001) } }),
    command({ body: { text: 'bell \u0007' } }),
    command({ body: { text: 'a', more: 1 } }),
    command({ body: { text: { toString: 'a' } } }),
    command({ body: { text: 'a' }, expect: { phase: 7 } }),
    command({ body: { text: 'a' }, expect: { seat: '1' } }),
    command({ body: { text: 'a' }, more: true }),
    command({ room: uuid(9), body: { text: 'a' } }),
    `{"id":"${id}","type":"card.post","body":{"text":"a","__proto__":{"admin":true}}}`,
    `{"id":"${id}","type":"hand.raise","__proto__":{"body":{}}}`,
    `{"id":"${id}","type":"hand.raise","constructor":{"prototype":{"admin":true}}}`,
    `{"id":"${id}","type":"vote.put","body":{"target":"${id}","dots":1e400}}`,
    `{"id":"${id}","type":"vote.put","body":{"target":"${id}","dots":-1}}`,
    `{"id":"${id}","type":"phase.next","expect":{"seat":1}}`,
    `{"id":"${id}","type":"statement.sign","body":{}}`,
  ]
  return all[n % all.length] ?? ''
}

test(`T16, G10: of ${bodies} malformed commands none throws, none is done, memory stays, a colleague is served`, async () => {
  const door = await openFrontDoor()
  const room = await startedRoom(door)
  const path = `/rooms/${room}/commands`
  const json = { ...ownForm(door.origin), 'content-type': 'application/json' }
  const hostile = { ...json, cookie: await door.cookieOf('ben') }
  const colleague = { ...json, cookie: await door.cookieOf('chloe') }
  const before = heldBytes()
  const statuses = new Map<number, number>()
  const refused: string[] = []
  let served = 0

  async function serveColleague(n: number): Promise<void> {
    door.clock.turn(2_000)
    const type = served % 2 ? 'hand.lower' : 'hand.raise'
    const body = JSON.stringify({ id: uuid(900_000 + n), type })
    const answer = await door.send({ method: 'POST', path, headers: colleague, body })
    served += 1
    if (answer.status !== 200) refused.push(`${answer.status} ${answer.body}`)
  }

  let next = 0
  async function goOn(): Promise<void> {
    for (let n = next++; n < bodies; n = next++) {
      const answer = await door.send({ method: 'POST', path, headers: hostile, body: malformed(n) })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (n % everyBodies === 0) await serveColleague(n)
    }
  }
  await Promise.all(Array.from({ length: abreast }, goOn))

  expect(refused).toEqual([])
  expect(served).toBe(bodies / everyBodies)
  expect([...statuses.keys()].filter((status) => status < 400 || status >= 500)).toEqual([])
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(bodies)
  expect(statuses.get(422) ?? 0).toBeGreaterThan(bodies / 2)
  const log = await door.services.rooms.events(door.amara, room, 'room', 0)
  if (!log.ok) throw new Error(log.error.message)
  const ofOthers = log.value.events.filter(({ actor }) => actor === door.ben.person)
  expect(ofOthers).toEqual([])
  expect(log.value.events.filter(({ actor }) => actor === door.chloe.person)).toHaveLength(served)
  expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('admin')
  expect(door.logged.filter((line) => /request failed|page failed/.test(line))).toEqual([])
  // The log that the test itself keeps is not the server's.
  door.logged.length = 0
  expect(heldBytes() - before).toBeLessThan(mostGrowthBytes)
}, 300_000)
