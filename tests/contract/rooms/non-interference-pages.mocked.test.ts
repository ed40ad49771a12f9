import { beforeEach, expect, test, vi } from 'vitest'
import type { Actor } from '#server/access/rules/actor.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import { fixedRandom, handClock } from '#tests/support/clock.ts'
import { actorNamed, scheduledRoom, teamOf } from '#tests/support/one-room.ts'
import { startProduct, type Product } from '#tests/support/product.ts'

const team = ['Amara', 'Ben', 'Chloe', 'Dev', 'Ewa', 'Farid'] as const
type Name = (typeof team)[number]

const texts = {
  ben: ['I did not say what I thought.', 'I was tired.'],
  chloe: ['Nobody asked the boy, and I did not either.'],
  late: 'One thing more.',
} as const

// A page takes the ids of its forms from chance: here chance falls the same way each time.
beforeEach(() => {
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
    if (bytes instanceof Uint8Array) bytes.fill(7)
    return bytes
  })
  vi.spyOn(crypto, 'randomUUID').mockReturnValue('77777777-7777-4777-8777-777777777777')
  return () => vi.restoreAllMocks()
})

type Settings = { who?: (meant: Name) => Name; leak?: boolean; port?: number; format?: string }

/** A room over forms, open and started; `seen` holds each page and file that was looked at, by its name. */
async function begin({ who = (name) => name, leak = false, port, format }: Settings) {
  const clock = handClock()
  const product = await startProduct({
    ...{ clock, random: fixedRandom(), closingMs: 10_000 },
    ...(port === undefined ? {} : { port }),
  })
  const room = await scheduledRoom(product, clock.now(), format)
  const people = new Map<Name, { actor: Actor; cookie: string }>()
  for (const name of team) {
    const cookie = await product.cookieOf(`${name.toLowerCase()}@northbridge.example`)
    people.set(name, { actor: await actorNamed(product, name), cookie })
  }
  const seen = new Map<string, string>()
  let n = 0

  const of = (name: Name) => {
    const found = people.get(name)
    if (!found) throw new Error(`no ${name}`)
    return found
  }
  /** A form posted without JavaScript, and the page that the browser is sent to. */
  async function post(name: Name, type: string, fields: Record<string, string> = {}) {
    n += 1
    const id = `${n.toString(16).padStart(8, '0')}-8888-4888-8888-888888888888`
    const path = `/rooms/${room}/commands`
    const answer = await product.post(path, { id, type, ...fields }, of(name).cookie)
    if (answer.status !== 303) throw new Error(`${type}: ${answer.status}`)
    await (await product.get(answer.headers.get('location') ?? '', of(name).cookie)).text()
    if (leak && fields['text'] === texts.chloe[0]) await post(name, 'hand.raise')
  }
  const lead = async (type: string, fields: Record<string, string> = {}) => {
    const { seat, current = '' } = await viewOf(product, of('Amara').actor, room)
    const expected: Record<string, string> =
      type === 'phase.next' ? { 'expect.phase': current } : {}
    await post('Amara', type, { 'expect.seat': String(seat.number), ...expected, ...fields })
  }
  async function next() {
    await lead('phase.next')
    clock.turn(12_000)
    await product.services.rooms.closeDue()
  }
  async function goTo(phase: string) {
    while ((await viewOf(product, of('Amara').actor, room)).current !== phase) await next()
  }
  /** All that these people are sent now, the wall among them. */
  async function look(when: string, names: readonly Name[]) {
    for (const name of names) {
      for (const path of pathsOf(room, teamOf(of('Amara').actor))) {
        seen.set(`${path} for ${name}, ${when}`, await sent(product, path, of(name).cookie))
      }
    }
    const wall = await product.services.rooms.makeDisplay(of('Amara').actor, room)
    if (!wall.ok) return
    const path = `/rooms/${room}/screen?display=${wall.value.secret}`
    seen.set(`the wall, ${when}`, await sent(product, path, null))
  }

  await lead('room.open')
  await lead('room.start')
  return {
    ...{ who, clock, seen, post, lead, next, goTo, look },
    stop: () => product.stop(),
    port: product.port,
  }
}

/** One whole session; answers every page and file that somebody can be sent. */
async function session(settings: Settings = {}) {
  const { who, clock, seen, post, lead, next, goTo, look, stop, port } = await begin(settings)
  await post('Ben', 'learning.save', { learnt: 'of Ben' })
  await post('Chloe', 'learning.save', { learnt: 'of Chloe' })
  await goTo('write')
  for (const text of texts.ben) await post(who('Ben'), 'card.post', { text })
  for (const text of texts.chloe) await post(who('Chloe'), 'card.post', { text })
  await post('Dev', 'card.post', { text: 'Something else.' })
  await post('Farid', 'card.post', { text: 'We hurried.' })
  await look('while they write', others)
  await next()
  clock.turn(20_000)
  await post(who('Ben'), 'card.post', { text: texts.late, phase: 'write', late: 'true' })
  await look('when the cards are shown', team)
  clock.turn(600_000)
  await lead('room.close')
  await look('after the room', team)
  await stop()
  return { seen, port }
}

/** With names, one writes much and another nothing; then all see what was written. */
async function quietSession(settings: Settings = {}) {
  const { who, seen, post, next, goTo, look, stop, port } = await begin({
    ...settings,
    format: '4x4x4',
  })
  // Who is here may be seen: both are.
  for (const name of ['Ben', 'Chloe'] as const) await post(name, 'rules.accept')
  await goTo('experience')
  for (const text of [...texts.ben, texts.late]) await post(who('Ben'), 'card.post', { text })
  for (const text of texts.chloe) await post(who('Ben'), 'card.post', { text })
  await post(who('Ben'), 'learning.save', { learnt: 'What I learnt' })
  await post('Dev', 'card.post', { text: 'Something else.' })
  await look('while they write', [...others, 'Ben'])
  await next()
  await look('when the cards are shown', ['Dev'])
  await stop()
  return { seen, port }
}

const others = team.filter((name) => name !== 'Ben' && name !== 'Chloe')

/** Every page and file of a room, and those that a person's CPD makes of it. */
function pathsOf(room: RoomId, ofTeam: string): string[] {
  return [
    ...[`/rooms/${room}`, `/rooms/${room}.data`, `/rooms/${room}/summary`],
    ...[`/rooms/${room}/summary/pdf`, `/rooms/${room}/screen`, `/teams/${ofTeam}`, '/', '/cpd'],
    ...['/cpd/export/csv?scope=everything', '/cpd/export/json?scope=everything'],
    '/cpd/export/print?scope=everything',
  ]
}

async function viewOf({ services }: Product, actor: Actor, room: RoomId) {
  const found = await services.rooms.snapshot(actor, room)
  if (!found.ok) throw new Error(found.error.message)
  return found.value.view
}

/** What was sent, byte by byte, but for what chance gives every answer: its nonce, its reference. */
async function sent(product: Product, path: string, cookie: string | null): Promise<string> {
  const answer = await product.get(path, cookie)
  const text = Buffer.from(await answer.arrayBuffer()).toString('latin1')
  const reference = /(reference\\*"[:,]\\*")[0-9a-f]{8}/g
  return `${answer.status} ${text.replace(/nonce="[^"]*"/g, '').replace(reference, '$1')}`
}

const exchanged = (name: Name): Name => (name === 'Ben' ? 'Chloe' : name === 'Chloe' ? 'Ben' : name)

function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) {
  return [...one].filter(([where, text]) => other.get(where) !== text).map(([where]) => where)
}

test('G5: who wrote which text without a name makes no difference of one byte on a page, a wall or in a file', async () => {
  const { seen: one, port } = await session()
  const { seen: other } = await session({ who: exchanged, port })
  const pages = [...one].filter(([where]) => where.startsWith('/rooms/') && /for Dev/.test(where))
  expect(pages.filter(([, text]) => text.startsWith('200')).length).toBeGreaterThan(8)
  const shown = [...one].find(([where]) => /^\/rooms\/[^/]+ for Dev, when/.test(where))
  for (const text of [...texts.ben, ...texts.chloe, texts.late]) expect(shown?.[1]).toContain(text)
  expect([...one.values()].join('')).toContain('of Ben')
  expect(differences(one, other)).toEqual([])

  // ★ One sign of who wrote it, which everybody can see, is found.
  const { seen: leaky } = await session({ leak: true, port })
  const { seen: exchangedLeak } = await session({ leak: true, who: exchanged, port })
  const found = differences(leaky, exchangedLeak)
  expect(found.filter((where) => where.includes('while they write')).length).toBeGreaterThan(3)
}, 240_000)

test('who is quiet is not shown on a page of those who lead, nor to anybody else; then all cards are', async () => {
  const { seen: one, port } = await quietSession()
  const { seen: other } = await quietSession({ who: exchanged, port })
  const writing = (where: string) => where.endsWith('while they write')
  expect([...one.keys()].filter(writing).length).toBeGreaterThan(30)
  // ★ The same comparison finds the page of whoever has written: there it is.
  const found = differences(one, other).filter(writing)
  expect(found.some((where) => /^\/rooms\/[^/.]+ for Ben,/.test(where))).toBe(true)
  expect(found.filter((where) => !where.includes(' for Ben,'))).toEqual([])
  const shown = [...one].find(([where]) => /^\/rooms\/[^/.]+ for Dev, when/.test(where))
  const heading = Buffer.from('Cards from “Experience”: 5').toString('latin1')
  for (const text of [heading, texts.late]) expect(shown?.[1]).toContain(text)
}, 240_000)
