import { sql } from 'drizzle-orm'
import type { Actor } from '#server/access/rules/actor.ts'
import type { RoomId } from '#server/platform/rules/ids.ts'
import type { PhaseKind } from '#server/rooms/rules/phase-kind.ts'
import { createWorld, openRoom, threeStages, type World } from '#tests/services/rooms/open-room.ts'
import { connect, startRoomServer, type Client } from './room-server.ts'

export const team = ['amara', 'ben', 'chloe', 'dev', 'ewa', 'farid'] as const
export type Name = (typeof team)[number]

/** All that leaves the server or stays on its disk in one run, by where it was seen. */
export type Seen = Record<string, string>

/** Built into a run to show that the comparison would notice it. */
export type Leak = (
  act: { actor: Actor; type: string; body: object },
  world: World,
  room: RoomId,
) => Promise<unknown>

export type Settings = {
  /** Who does what is meant for somebody: in the second run two of them change places. */
  who?: (meant: Name) => Name
  stages?: typeof threeStages
  /** The phases of the room, and whether people write in them without names. */
  kinds?: readonly PhaseKind[]
  withoutNames?: boolean
  leak?: Leak
}

const manyKinds = [
  'welcome',
  'disclose',
  'write',
  'theme',
  'write',
  'discuss',
  'own-learning',
] as const

/** What the script of a run acts through. */
export type Stage = {
  world: World
  /** A command in somebody's name, with an id that is the same in both runs. */
  act(name: Name, type: string, body?: object, expect?: object): Promise<void>
  /** The same, by whoever takes their place in this run. */
  unnamed(name: Name, type: string, body: object): Promise<void>
  lead(type: string, body?: object): Promise<void>
  next(): Promise<void>
  goTo(phase: string): Promise<void>
}

/**
 * Plays `script` in a room where everybody listens on a socket, with a fixed clock and fixed chance;
 * answers what everybody was sent, what they can ask for, what was logged and every row at the end.
 */
export async function run(
  script: (stage: Stage) => Promise<void>,
  {
    who = (name) => name,
    stages = threeStages,
    kinds = manyKinds,
    withoutNames = true,
    leak,
  }: Settings,
): Promise<Seen> {
  const world = await createWorld({ stages, kinds, withoutNames })
  const room = await openRoom(world)
  const server = await startRoomServer(world, { headsEveryMs: 3_600_000 })
  const clients = new Map<Name, Client>()
  for (const name of team) {
    const { person } = await world.actor(name)
    const client = await connect(server, server.cookieOf(person))
    await client.ask('room:join', { room: room.room })
    clients.set(name, client)
  }
  const answers = new Map<Name, unknown[]>(team.map((name) => [name, []]))
  let n = 0

  async function send(name: Name, type: string, body: object, expect: object): Promise<void> {
    n += 1
    const id = `${n.toString(16).padStart(8, '0')}-8888-4888-8888-888888888888`
    const client = clients.get(name)
    if (!client) throw new Error(`no ${name}`)
    const given = { id, room: room.room, type, body, expect }
    const answer = await client.ask('room:command', given)
    if (answer['ok'] !== true) throw new Error(`${type}: ${JSON.stringify(answer)}`)
    answers.get(name)?.push(answer)
    await leak?.({ actor: await world.actor(name), type, body }, world, room.room)
  }

  const stage: Stage = {
    world,
    act: (name, type, body = {}, expect = {}) => send(name, type, body, expect),
    unnamed: (name, type, body) => send(who(name), type, body, {}),
    async lead(type, body = {}) {
      const { seat, current } = await room.view()
      const phase = type === 'phase.next' ? { phase: current } : {}
      await send('amara', type, body, { seat: seat.number, ...phase })
    },
    async next() {
      await stage.lead('phase.next')
      world.wait(12_000)
      await world.rooms.closeDue()
    },
    async goTo(phase) {
      const { status } = (await room.view()).room
      if (status === 'scheduled') await stage.lead('room.open')
      if (status !== 'running') await stage.lead('room.start')
      while ((await room.view()).current !== phase) await stage.next()
    },
  }
  await script(stage)
  const head = (await room.log()).length
  for (const client of clients.values()) await client.until(() => client.events().length === head)
  await tellWhoIsHere(world, room.room, [...clients.values()])
  return {
    ...packets(clients, answers),
    ...(await bodies(world, room.room)),
    logged: [...server.logged, ...world.logged].map(withoutTimes).join('\n'),
    ...rows(world),
  }
}

/** Who is here is told once a second, whatever the test's clock says: it is told once more now. */
async function tellWhoIsHere(world: World, room: RoomId, clients: readonly Client[]) {
  const told = (client: Client) => client.heard.filter(({ name }) => name === 'room:presence')
  const before = new Map(clients.map((client) => [client, told(client).length]))
  const { presence } = world.rooms
  presence.wrote(room, (await world.actor('amara')).person)
  // What was on its way already does not count her among those who write.
  const isLast = (client: Client) =>
    told(client).length > (before.get(client) ?? 0) &&
    told(client).at(-1)?.payload['writing'] === presence.writing(room)
  for (const client of clients) await client.until(() => isLast(client))
}

/** What each person's socket was sent; of presence, which has a clock of its own, how it ends. */
function packets(clients: ReadonlyMap<Name, Client>, answers: ReadonlyMap<Name, unknown[]>): Seen {
  const seen: Seen = {}
  for (const [name, client] of clients) {
    const of = (packet: string) => client.heard.filter((one) => one.name === packet)
    const present = of('room:presence').at(-1)?.payload
    const others = of('room:heads').concat(of('room:goodbye'))
    seen[`sent to ${name}`] = JSON.stringify({
      events: client.events(),
      staff: client.events('staff'),
      present,
      others,
    })
    seen[`own of ${name}`] = JSON.stringify({ mine: of('room:mine'), answers: answers.get(name) })
  }
  return seen
}

/** What each person can ask for at the end: as JSON, and what stays for them and their team. */
async function bodies({ rooms, actor }: World, room: RoomId): Promise<Seen> {
  const seen: Seen = {}
  for (const name of team) {
    const who = await actor(name)
    seen[`asked for by ${name}`] = JSON.stringify([
      await rooms.snapshot(who, room),
      await rooms.events(who, room, 'room', 0),
      await rooms.events(who, room, 'staff', 0),
      await rooms.summary(who, room),
      await rooms.ownLearning(who, room),
      await rooms.roomsOf(who),
    ])
  }
  return seen
}

/** Every row of every table. */
function rows({ db }: World): Seen {
  const tables = db.read.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'migrations' order by name`,
  )
  return Object.fromEntries(
    tables.map(({ name }) => [
      `rows of ${name}`,
      JSON.stringify(db.read.all(sql.raw(`select * from "${name}"`))),
    ]),
  )
}

function withoutTimes(line: string): string {
  return line.replace(/"(time|ms|pid|hostname|port)":("[^"]*"|[\d.]+),?/g, '')
}

/** Where two runs differ. */
export function differences(one: Seen, other: Seen): string[] {
  return Object.keys(one).filter((where) => one[where] !== other[where])
}
