import { join } from 'node:path'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openConnection } from '#db/connection.ts'
import { createAudit } from '#server/audit/audit.server.ts'
import { systemRandom } from '#server/platform/random.server.ts'
import { createTeamLeaving } from '#server/rights/team-leaving.server.ts'
import { commandId, createWorld, openRoom, type World } from '#tests/services/rooms/open-room.ts'
import { testDatabase, testFolder } from '#tests/support/database.ts'
import { come, startRoomServer, type Client, type RoomServer } from './room-server.ts'

const rounds = 12
const withinMs = 1_000

/** The same chances in the same order each time. */
function chances(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

async function someTime(chance: (below: number) => number): Promise<void> {
  for (let turns = chance(4); turns > 0; turns -= 1) await turn()
  for (let steps = chance(30); steps > 0; steps -= 1) await Promise.resolve()
}

/** A timer of the same event loop, so that a slow machine is slow for both. */
async function isClosedInTime(client: Client): Promise<boolean> {
  await Promise.race([client.until(client.isGone), wait(withinMs)])
  for (let turns = 0; turns < 50 && !client.isGone(); turns += 1) await turn()
  return client.isGone()
}

const text = (client: Client) => JSON.stringify(client.heard)

/** Ben leaves and comes back, again and again, while he reads in every way there is. */
async function leavingAndComingBack(world: World, server: RoomServer, seed: number) {
  const chance = chances(seed)
  const room = await openRoom(world, { phase: 'discuss' })
  const { person } = await world.actor('ben')
  const leaked: string[] = []
  const post = (what: string) => room.send('chloe', { type: 'card.post', body: { text: what } })
  for (let round = 0; round < rounds; round += 1) {
    const ben = await world.actor('ben')
    const client = await come(world, server, 'ben', 'websocket', `${seed}-${round}`)
    await client.ask('room:join', { room: room.room })
    const [open, shut] = [`before ${seed}-${round}.`, `after ${seed}-${round}.`]
    const since = (await room.log()).length
    const reads: Promise<unknown>[] = []
    const read = async () => {
      for (let times = 0; times < 6; times += 1) {
        await someTime(chance)
        reads.push(
          room.rooms.events(ben, room.room, 'room', since),
          room.rooms.snapshot(ben, room.room),
          client.socket.connected
            ? client.ask('room:pull', { room: room.room, stream: 'room', since }).catch(() => null)
            : Promise.resolve(null),
        )
      }
    }
    const reading = read()
    const posted = [post(open)]
    await someTime(chance)
    await world.db.tx((tx) => world.organisations.leaveTeamIn(tx, world.east, person))
    posted.push(post(shut))
    await someTime(chance)
    posted.push(post(shut))
    await Promise.all([...posted, reading])
    if (!(await isClosedInTime(client))) leaked.push(`open for long in ${seed}-${round}`)
    const answers = JSON.stringify(await Promise.all(reads))
    if (text(client).includes(shut)) leaked.push(`heard ${seed}-${round}`)
    if (answers.includes(shut)) leaked.push(`read ${seed}-${round}`)
    await world.db.tx((tx) =>
      world.organisations.joinTeamIn(tx, world.east, person, 'practitioner'),
    )
  }
  return leaked
}

test('T4: grants, revokes and reads at random: nothing read after the revoke’s commit, closed within a second', async () => {
  const world = await createWorld()
  const server = await startRoomServer(world)
  for (const seed of [1, 2]) expect(await leavingAndComingBack(world, server, seed)).toEqual([])
}, 60_000)

test('T4 ★: where nobody is told of the commit, somebody who has left goes on hearing', async () => {
  const world = await createWorld()
  const deaf = { ...world.organisations, isCurrent: () => true, whenChanged: () => () => undefined }
  const server = await startRoomServer({ ...world, organisations: deaf })
  const room = await openRoom(world, { phase: 'discuss' })
  const ben = await come(world, server, 'ben')
  await ben.ask('room:join', { room: room.room })
  const { person } = await world.actor('ben')
  await world.db.tx((tx) => world.organisations.leaveTeamIn(tx, world.east, person))
  await room.send('chloe', { type: 'card.post', body: { text: 'after he left' } })
  await ben.until(() => text(ben).includes('after he left'))
})

test('T4: should nobody be told of the commit, the next look at all sockets finds who has left', async () => {
  const world = await createWorld()
  const untold = { ...world.organisations, whenChanged: () => () => undefined }
  const server = await startRoomServer({ ...world, organisations: untold }, { headsEveryMs: 100 })
  const room = await openRoom(world, { phase: 'discuss' })
  const clients = [await come(world, server, 'ben'), await come(world, server, 'chloe')] as const
  for (const one of clients) await one.ask('room:join', { room: room.room })
  const [ben, chloe] = clients
  const { person } = await world.actor('ben')
  await world.db.tx((tx) => world.organisations.leaveTeamIn(tx, world.east, person))
  // A packet of his has loaded who he is now: he is judged by who he was when he came in.
  await ben.ask('room:pull', { room: room.room, stream: 'room', since: 0 })
  await ben.until(ben.isGone)
  expect(ben.heard.at(-1)?.payload).toEqual({ room: room.room, reason: 'removed' })
  const looks = () => chloe.heard.filter(({ name }) => name === 'room:heads').length
  const before = looks()
  await chloe.until(() => looks() > before + 1)
  expect(chloe.isGone()).toBe(false)
})

test('T4: who left is told so; who stays in another way comes back and misses nothing', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const [ben, chloe] = [await come(world, server, 'ben'), await come(world, server, 'chloe')]
  for (const one of [ben, chloe]) await one.ask('room:join', { room: room.room })
  const [benId, chloeId] = [(await world.actor('ben')).person, (await world.actor('chloe')).person]
  const { organisations, organisation, east } = world
  await world.db.tx((tx) => organisations.leaveTeamIn(tx, east, benId))
  await world.db.tx((tx) =>
    organisations.affiliateIn(tx, organisation, {
      ...{ person: chloeId, name: 'Chloe', jobTitle: 'Senior', administrator: false },
    }),
  )
  for (const one of [ben, chloe]) await one.until(one.isGone)
  expect(ben.heard.at(-1)?.payload).toEqual({ room: room.room, reason: 'removed' })
  expect(chloe.heard.at(-1)?.payload).toEqual({ reason: 'resync', retryAfter: 1 })
  const post = { id: commandId(), room: room.room, type: 'card.post', body: { text: 'meanwhile' } }
  expect(await room.rooms.command(await world.actor('ewa'), post)).toMatchObject({ ok: true })
  const back = await come(world, server, 'chloe', 'websocket', 'again')
  await back.ask('room:join', { room: room.room, since: { room: 3 } })
  await back.until(() => back.events().some(({ body }) => body['text'] === 'meanwhile'))
  const away = await come(world, server, 'ben', 'websocket', 'again')
  expect(await away.ask('room:join', { room: room.room })).toMatchObject({
    error: { code: 'not_found' },
  })
})

test('T4: who is taken out of a team hears nothing more of its rooms, and is closed within a second', async () => {
  const world = await createWorld()
  const { db, clock, organisations, rooms } = world
  const audit = createAudit({ db, clock, random: systemRandom })
  // Even where their sessions should live on, which they do not.
  const accounts = {
    endSessionsIn: () => Promise.resolve(),
    personWith: () => Promise.resolve(null),
  }
  const leaving = createTeamLeaving({ db, audit, accounts, organisations, rooms })
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const ben = await come(world, server, 'ben')
  const phone = await come(world, server, 'ben', 'polling', 'phone')
  const chloe = await come(world, server, 'chloe')
  for (const one of [ben, phone, chloe]) await one.ask('room:join', { room: room.room })
  await room.send('chloe', { type: 'card.post', body: { text: 'while he was in it' } })
  for (const one of [ben, phone]) await one.until(() => text(one).includes('while he was in it'))

  const administrator = { ...(await world.actor('grace')), administrator: true }
  const { person } = await world.actor('ben')
  expect(await leaving.takeOutOfTeam(administrator, person, world.east)).toMatchObject({ ok: true })
  await room.send('chloe', { type: 'card.post', body: { text: 'after he was taken out' } })
  await chloe.until(() => text(chloe).includes('after he was taken out'))
  for (const one of [ben, phone]) {
    expect(await isClosedInTime(one)).toBe(true)
    expect(text(one)).not.toContain('after he was taken out')
    expect(one.heard.at(-1)?.payload).toEqual({ room: room.room, reason: 'removed' })
  }
  expect(chloe.isGone()).toBe(false)
})

test('T4: a command that waited while its sender lost the right is not accepted', async () => {
  const world = await createWorld()
  const room = await openRoom(world, { phase: 'discuss' })
  const ben = await world.actor('ben')
  const head = (await room.log()).length
  await world.db.tx((tx) => world.organisations.leaveTeamIn(tx, world.east, ben.person))
  const late = { id: commandId(), room: room.room, type: 'card.post', body: { text: 'late' } }
  expect(await room.rooms.command(ben, late)).toMatchObject({ error: { code: 'not_found' } })
  expect(await room.log()).toHaveLength(head)
})

test('T4: what an operator’s command takes away beside the server is noticed within a second', async () => {
  const file = join(testFolder(), 'casecircle.sqlite')
  const world = await createWorld({ db: await testDatabase(file) })
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const ben = await come(world, server, 'ben')
  await ben.ask('room:join', { room: room.room })
  const chloe = await come(world, server, 'chloe')
  await chloe.ask('room:join', { room: room.room })
  const other = openConnection(file)
  const { person } = await world.actor('ben')
  other.prepare('update memberships set left_at = 1 where person = ?').run(person)
  other.close()
  expect(await isClosedInTime(ben)).toBe(true)
  expect(chloe.isGone()).toBe(false)
})

test('T4: what is sent right after another process took the right away is not accepted', async () => {
  const file = join(testFolder(), 'casecircle.sqlite')
  const world = await createWorld({ db: await testDatabase(file) })
  const room = await openRoom(world, { phase: 'discuss' })
  const server = await startRoomServer(world)
  const [ben, chloe] = [await come(world, server, 'ben'), await come(world, server, 'chloe')]
  for (const one of [ben, chloe]) await one.ask('room:join', { room: room.room })
  const head = (await room.log()).length
  const [benId, chloeId] = [(await world.actor('ben')).person, (await world.actor('chloe')).person]
  const other = openConnection(file)
  server.endElsewhere(chloeId)
  other.prepare('update memberships set left_at = 1 where person = ?').run(benId)
  other.close()
  const post = (text: string) => ({
    ...{ id: commandId(), room: room.room, type: 'card.post', body: { text } },
  })
  expect(await ben.ask('room:command', post('He has left.'))).toMatchObject({
    error: { code: 'not_found' },
  })
  expect(await chloe.ask('room:command', post('Her session has ended.'))).toMatchObject({
    error: { code: 'signed_out' },
  })
  expect(await room.log()).toHaveLength(head)
  for (const one of [ben, chloe]) expect(await isClosedInTime(one)).toBe(true)
  expect(chloe.heard.at(-1)?.payload).toEqual({ reason: 'signed_out' })
})

test('who stops being a co-facilitator while coming in hears nothing that only facilitators read', async () => {
  const world = await createWorld({ kinds: ['welcome', 'small-groups', 'discuss'] })
  const room = await openRoom(world, { phase: 'small-groups' })
  const [ewaId, benId] = [(await world.actor('ewa')).person, (await world.actor('ben')).person]
  await room.lead('groups.form', { groups: [{ group: 'g1', title: 'One', people: [benId] }] })
  const inside: Client[] = []
  const taken: unknown[] = []
  const { events } = world.rooms
  const server = await startRoomServer({
    ...world,
    rooms: {
      ...world.rooms,
      async events(actor, ...asked) {
        if (actor.person === ewaId && taken.length === 0) {
          taken.push(await room.lead('staff.remove', { person: ewaId }))
          // By now everybody who is inside has been sorted anew.
          for (const one of inside) await one.until(() => text(one).includes('staff.removed'))
        }
        return events(actor, ...asked)
      },
    },
  })
  const amara = await come(world, server, 'amara')
  await amara.ask('room:join', { room: room.room })
  inside.push(amara)
  const ewa = await come(world, server, 'ewa')
  await ewa.ask('room:join', { room: room.room })
  expect(taken).toMatchObject([{ ok: true }])
  await room.send('ben', { type: 'card.post', body: { text: 'Among us.' } })
  await room.send('ben', { type: 'group.help' })
  await amara.until(() => text(amara).includes('help.asked') && text(amara).includes('Among us.'))
  await room.lead('clock.hold')
  await ewa.until(() => text(ewa).includes('clock.held'))
  expect(ewa.events('staff')).toEqual([])
  expect(text(ewa)).not.toContain('Among us.')
})
