import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import { demonstrationPassword } from '#db/seed/people.ts'
import { makeRoom, request, signIn } from '#tests/support/protocol-client.ts'
import { freePort, startServer } from '#tests/support/running-server.ts'
import { median, rowsOf, type Latencies, type Row } from './figures.ts'
import { cpuMs } from './process-time.ts'

const rooms = 10
const peopleToARoom = 10
const postsARound = 200
const postsASecond = 50
const tails = [50, 95, 99]

/** One side: people in rooms who post, and hear of what the others posted. */
type Side = {
  pid: number
  post(person: number, id: string): Promise<void>
  close(): Promise<void>
}
/** Called at each person who sees a post. */
type Seen = (id: string) => void
type Round = { acknowledged: number[]; seen: number[]; cpuMsEach: number[] }

/**
 * Ten rooms of ten over WebSocket, 50 contributions a second: from the sending until the
 * acknowledgement, and until each of the ten in the room has it.
 */
export async function benchContributions(rounds: number, dataDir: string): Promise<Row[]> {
  const sent = new Map<string, number>()
  let round: Round = emptyRound()
  const seen: Seen = (id) => {
    const at = sent.get(id)
    if (at !== undefined) round.seen.push(performance.now() - at)
  }
  const sides = { ours: await casecircle(dataDir, seen), bare: await bareBroadcast(seen) }
  const measured: Record<keyof typeof sides, Round[]> = { ours: [], bare: [] }
  for (let number = 0; number <= rounds; number++) {
    for (const name of ['ours', 'bare'] as const) {
      round = emptyRound()
      await playRound(sides[name], sent, round)
      // The first round warms both up.
      if (number > 0) measured[name].push(round)
    }
  }
  await sides.ours.close()
  await sides.bare.close()
  const of = (name: keyof typeof sides, what: keyof Round): Latencies[] =>
    measured[name].map((one) => one[what])
  return [
    ...rowsOf(
      'Contribution acknowledged',
      of('ours', 'acknowledged'),
      of('bare', 'acknowledged'),
      tails,
    ),
    ...rowsOf('Contribution seen by all', of('ours', 'seen'), of('bare', 'seen'), tails),
    {
      what: 'Contribution, processor time',
      unit: 'ms',
      ours: median(of('ours', 'cpuMsEach').flat()),
      bare: median(of('bare', 'cpuMsEach').flat()),
    },
  ]
}

const emptyRound = (): Round => ({ acknowledged: [], seen: [], cpuMsEach: [] })

async function playRound(side: Side, sent: Map<string, number>, round: Round): Promise<void> {
  const posts: Promise<void>[] = []
  const cpuBefore = cpuMs(side.pid)
  const startedAt = performance.now()
  for (let number = 0; number < postsARound; number++) {
    await wait(Math.max(0, startedAt + (number * 1000) / postsASecond - performance.now()))
    const id = randomUUID()
    const at = performance.now()
    sent.set(id, at)
    const person = (number * 37) % (rooms * peopleToARoom)
    posts.push(
      side.post(person, id).then(() => void round.acknowledged.push(performance.now() - at)),
    )
  }
  await Promise.all(posts)
  const until = performance.now() + 10_000
  while (round.seen.length < postsARound * peopleToARoom && performance.now() < until) await wait(5)
  const cpuAfter = cpuMs(side.pid)
  if (cpuBefore === null || cpuAfter === null) return
  round.cpuMsEach.push((cpuAfter - cpuBefore) / postsARound)
}

async function connected(origin: string, headers: Record<string, string>): Promise<Socket> {
  const socket = io(origin, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  })
  await new Promise<void>((done, failed) => {
    socket.once('connect', done)
    socket.once('connect_error', failed)
  })
  return socket
}

async function bareBroadcast(seen: Seen): Promise<Side> {
  const port = await freePort()
  const server = await startServer({ dataDir: '', port, program: 'tests/bench/bare-sockets.ts' })
  const sockets: Socket[] = []
  for (let person = 0; person < rooms * peopleToARoom; person++) {
    const socket = await connected(server.origin, {})
    socket.on('seen', (text: string) => seen(text))
    await socket.emitWithAck('join', roomOf(person))
    sockets.push(socket)
  }
  return {
    pid: server.pid,
    async post(person, id) {
      await sockets[person]?.emitWithAck('post', roomOf(person), id)
    },
    close: () => closeAll(sockets, server),
  }
}

function roomOf(person: number): string {
  return `room ${Math.floor(person / peopleToARoom)}`
}

const posted = z.object({
  events: z.array(z.object({ type: z.string(), body: z.object({ card: z.string().optional() }) })),
})
const acknowledged = z.object({ ok: z.literal(true) })

async function casecircle(dataDir: string, seen: Seen): Promise<Side> {
  const server = await startServer({
    dataDir,
    port: await freePort(),
    env: { SEED_PEOPLE: String(rooms * peopleToARoom), LIMITS: 'off', CLOSING_MS: '0' },
  })
  const { origin } = server
  const sockets: Socket[] = []
  const places: string[] = []
  for (let team = 0; team < rooms; team++) {
    const cookies: string[] = []
    for (let one = 0; one < peopleToARoom; one++) {
      const email = `p${String(team * peopleToARoom + one).padStart(4, '0')}@northbridge.example`
      cookies.push(await signIn(origin, email, demonstrationPassword))
    }
    const room = await discussion(origin, cookies[0] ?? '')
    for (const cookie of cookies) {
      const socket = await connected(origin, { Cookie: cookie, Origin: origin })
      socket.on('room:events', (packet: unknown) => {
        for (const { type, body } of posted.parse(packet).events) {
          if (type === 'card.posted') seen(body.card ?? '')
        }
      })
      await socket.emitWithAck('room:join', { room })
      sockets.push(socket)
      places.push(room)
    }
  }
  return {
    pid: server.pid,
    async post(person, id) {
      const room = places[person]
      const command = {
        id,
        room,
        type: 'card.post',
        body: { text: 'I would ask the school first.' },
      }
      acknowledged.parse(await sockets[person]?.emitWithAck('room:command', command))
    },
    close: () => closeAll(sockets, server),
  }
}

/** A room of the manager's team, gone on to the phase in which everybody posts openly. */
async function discussion(origin: string, cookie: string): Promise<string> {
  const { text } = await request(origin, '/', { cookie })
  const team = /\/teams\/([0-9a-f-]{36})/.exec(text)?.[1] ?? ''
  const form = { toolkit: 'participation', format: 'swott', date: '2030-12-02', time: '14:00' }
  const room = await makeRoom(origin, cookie, team, form)
  const command = async (type: string, body = {}) => {
    const json = { id: randomUUID(), type, body, expect: { seat: 1 } }
    const answer = await request(origin, `/rooms/${room}/commands`, {
      method: 'POST',
      cookie,
      json,
    })
    if (answer.status !== 200) throw new Error(`${type}: ${answer.text}`)
  }
  await command('room.open')
  await command('room.start')
  await command('phase.open', { phase: 'discuss' })
  while (
    !(await request(origin, `/rooms/${room}/snapshot`, { cookie })).text.includes(
      '"current":"discuss"',
    )
  ) {
    await wait(100)
  }
  return room
}

async function closeAll(sockets: readonly Socket[], server: { kill(): Promise<void> }) {
  for (const socket of sockets) socket.disconnect()
  await server.kill()
}
