import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { roomCommands, roomMine } from '#db/schema/rooms.ts'
import { presenceOf } from '#server/rooms/presence/presence-store.server.ts'
import { commandId, createWorld, openRoom, type World } from './open-room.ts'

const texts = { ben: 'first secret', chloe: 'second secret', dev: 'third secret', farid: 'fourth' }
type Writer = keyof typeof texts
const writers: Writer[] = ['ben', 'chloe', 'dev', 'farid']

async function written(world: World, by: readonly Writer[]) {
  const room = await openRoom(world, { phase: 'write' })
  const ids = new Map<Writer, string>()
  for (const name of by) {
    const id = commandId()
    ids.set(name, id)
    const body = { text: texts[name] }
    const draft = { phase: 'write', field: 'card', text: texts[name] }
    await room.send(name, { type: 'draft.save', body: draft })
    expect(await room.send(name, { id, type: 'card.post', body })).toMatchObject({ ok: true })
  }
  return { room, ids }
}

test('after the close no row joins a person to a text or to the command that brought it', async () => {
  const world = await createWorld({ withoutNames: true })
  const { room, ids } = await written(world, writers)
  await room.next()
  const cards = (await room.view()).cards
  expect(cards.map(({ text }) => text).sort()).toEqual(Object.values(texts).sort())
  const rows = await world.db.read
    .select()
    .from(roomCommands)
    .where(eq(roomCommands.room, room.room))
  for (const id of ids.values()) {
    expect(rows.find((row) => row.id === id)).toMatchObject({ person: null })
    expect(cards.map(({ card }) => card)).not.toContain(id)
  }
  const mines = await world.db.read.select().from(roomMine).where(eq(roomMine.room, room.room))
  for (const text of Object.values(texts)) expect(JSON.stringify(mines)).not.toContain(text)
  expect(world.logged.join('\n')).not.toMatch(/secret/)
})

test('a repeated command is a duplicate, whoever repeats it: nobody knows any more who sent it', async () => {
  const world = await createWorld({ withoutNames: true })
  const { room, ids } = await written(world, writers)
  await room.next()
  const again = { id: ids.get('ben'), type: 'card.post', body: { text: 'other' } }
  expect(await room.send('ben', again)).toMatchObject({ ok: true, duplicate: true })
  expect(await room.send('chloe', again)).toMatchObject({ ok: true, duplicate: true })
  expect((await room.view()).cards).toHaveLength(4)
})

test('who is here is told to nobody while people write without names', async () => {
  const world = await createWorld({ withoutNames: true })
  const { room } = await written(world, writers)
  expect(room.rooms.here(room.room, await room.view())).toBeNull()
  await room.next()
  expect(room.rooms.here(room.room, await room.view())).not.toBeNull()
})

test('the last answer is answered with one’s own revision, not with a place in the log', async () => {
  const world = await createWorld({ withoutNames: true })
  const { room } = await written(world, ['ben', 'chloe'])
  await room.next()
  const answer = { type: 'reveal.answer', body: { phase: 'write', share: true } }
  expect(await room.send('ben', answer)).toHaveProperty('mine')
  const last = await room.send('chloe', answer)
  expect(last).toHaveProperty('mine')
  expect(last).not.toHaveProperty('seq')
  const revealed = (await room.log()).at(-1)
  expect(revealed?.type).toBe('cards.revealed')
  const closed = (await room.log()).findLast((event) => event.type === 'phase.closed')
  expect(revealed?.at).toBe(closed?.at)
})

test('a late text without a name is remembered without its sender', async () => {
  const world = await createWorld({ withoutNames: true })
  const { room } = await written(world, writers)
  await room.next()
  const id = commandId()
  const body = { text: 'later', phase: 'write', late: true }
  expect(await room.send('ben', { id, type: 'card.post', body })).toHaveProperty('seq')
  const [row] = await world.db.read.select().from(roomCommands).where(eq(roomCommands.id, id))
  expect(row).toMatchObject({ person: null })
  const event = (await room.log()).at(-1)
  expect(event).not.toHaveProperty('actor')
  expect(JSON.stringify(event)).not.toContain(id)
})

test('no row says that somebody was there at the instant of a text or a draft without a name', async () => {
  const world = await createWorld({ withoutNames: true })
  const { room } = await written(world, writers)
  await room.next()
  world.wait(400_000)
  const sent = world.clock.now()
  const late = { text: 'late secret', phase: 'write', late: true }
  const draft = { phase: 'write', field: 'card', text: 'late secret' }
  expect(await room.send('ben', { type: 'draft.save', body: draft })).toMatchObject({ ok: true })
  expect(await room.send('ben', { type: 'card.post', body: late })).toMatchObject({ ok: true })
  expect((await room.log()).at(-1)?.at).toBe(new Date(sent).toISOString())
  const since = (await presenceOf(world.db.read, room.room)).filter(({ to }) => to > sent)
  expect(since).toEqual([])
  // ★ Any other text does say so: attendance needs it.
  await room.send('ben', { type: 'theme.make', body: { title: 'with a name' } })
  const after = (await presenceOf(world.db.read, room.room)).filter(({ to }) => to > sent)
  expect(after).toHaveLength(1)
})

/** What a form without JavaScript does: the command, then the page that the browser is sent to. */
async function postedByForm(world: World, room: Room, given: object) {
  expect(await room.send('ben', given)).toMatchObject({ ok: true })
  world.wait(300)
  await room.rooms.touch(await world.actor('ben'), room.room, 'page')
}
type Room = Awaited<ReturnType<typeof openRoom>>

test('the page after a late text without a name does not say that its sender was there just then', async () => {
  const world = await createWorld({ withoutNames: true })
  const { room } = await written(world, writers)
  await room.next()
  world.wait(400_000)
  const sent = world.clock.now()
  const told: string[] = []
  room.rooms.presence.onChange((changed) => told.push(changed))
  const body = { text: 'late secret', phase: 'write', late: true }
  await postedByForm(world, room, { type: 'card.post', body })
  const since = async () =>
    (await presenceOf(world.db.read, room.room)).filter(({ to }) => to > sent)
  expect(await since()).toEqual([])
  expect(room.rooms.presence.here(room.room)).toEqual([])
  // ★ The page after anything else does say so, and so does the next page that they open.
  await room.rooms.touch(await world.actor('ben'), room.room, 'page')
  expect(await since()).toHaveLength(1)
})

test('in a phase without names all who come within five minutes are kept as being there alike', async () => {
  const world = await createWorld({ withoutNames: true })
  const room = await openRoom(world, { phase: 'write' })
  const opened = Date.parse(
    (await room.view()).phases.find(({ id }) => id === 'write')?.openedAt ?? '',
  )
  world.wait(61_234)
  await postedByForm(world, room, { type: 'card.post', body: { text: 'first secret' } })
  world.wait(7_000)
  await room.rooms.touch(await world.actor('chloe'), room.room, 'page')
  const within = (await presenceOf(world.db.read, room.room)).filter(({ from }) => from >= opened)
  expect(within.map(({ from, to }) => [from - opened, to - opened])).toEqual([
    [0, 300_000],
    [0, 300_000],
  ])
})

test('what is kept does not count how often somebody has written without a name', async () => {
  const world = await createWorld({ withoutNames: true })
  const { room } = await written(world, writers)
  const before = { id: commandId(), type: 'learning.save', body: { learnt: 'mine' } }
  const first = await room.send('ben', before)
  for (const text of ['se', 'sec', 'secr', 'secret']) {
    const body = { phase: 'write', field: 'card', text }
    expect(await room.send('ben', { type: 'draft.save', body })).toMatchObject({ ok: true })
  }
  expect(await room.send('ben', before)).toEqual({ ...first, duplicate: true })
  const numbers = async () => {
    const mines = await world.db.read.select().from(roomMine).where(eq(roomMine.room, room.room))
    const rows = await world.db.read.select().from(roomCommands)
    return {
      revisions: mines.map(({ revision }) => revision),
      answers: rows.flatMap(({ mine }) => mine ?? []),
    }
  }
  // ★ Until the reveal the numbers do differ.
  const open = await numbers()
  expect(new Set(open.revisions).size).toBeGreaterThan(1)
  expect(open.answers).not.toEqual([])
  await room.next()
  const revealed = await numbers()
  expect(new Set(revealed.revisions).size).toBe(1)
  expect(revealed.answers).toEqual([])
  const again = await room.send('ben', before)
  expect(again).toEqual({ ok: true, mine: (await room.mine('ben')).revision, duplicate: true })

  const late = { text: 'late secret', phase: 'write', late: true }
  await room.send('ben', {
    type: 'draft.save',
    body: { phase: 'write', field: 'card', text: 'la' },
  })
  await room.send('ben', { type: 'card.post', body: late })
  expect(new Set((await numbers()).revisions).size).toBe(1)
  await room.send('dev', {
    type: 'draft.save',
    body: { phase: 'write', field: 'card', text: 'un' },
  })
  await room.send('dev', { type: 'learning.save', body: { learnt: 'of Dev' } })
  await room.lead('room.close')
  expect(new Set((await numbers()).revisions).size).toBe(1)
  expect((await numbers()).answers).toEqual([])
})
