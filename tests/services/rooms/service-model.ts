import { withEvents, stateOf, headOf, type RoomState } from '#app/room-client/room-state.ts'
import type { Actor } from '#server/access/rules/actor.ts'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import { formatId, toolkitId, type RoomId } from '#server/platform/rules/ids.ts'
import { londonDay, londonMinute } from '#server/platform/rules/london.ts'
import type { LogEvent } from '#server/rooms/rules/events.ts'
import type { Rooms } from '#server/rooms/rooms.server.ts'
import { createLedger, type Ledger, type LedgerEntry } from '#tests/faults/chaos/ledger.ts'
import { judgeAnswers } from '#tests/faults/chaos/judge-answers.ts'
import { judgeMine } from '#tests/faults/chaos/judge-mine.ts'
import type { Witness } from '#tests/faults/chaos/truth.ts'
import type { Snapshot } from '#tests/support/protocol-client.ts'
import type { World } from './open-room.ts'

export const members = ['amara', 'ben', 'chloe', 'dev'] as const
export type Member = (typeof members)[number]

/** What somebody means to do. What it comes to is made up when it is first sent. */
export type Meant = { who: Member; type: string; pick: number }

/** What becomes of a packet on its way to a client. */
export type Fate = 'arrives' | 'lost' | 'twice' | 'late'

export type Step =
  /** Sends a command, for the first time or again, through one of two servers. */
  | { do: 'send'; n: number; server: 0 | 1; answer: 'heard' | 'lost'; atOnce: boolean }
  | { do: 'wait'; ms: number }
  | { do: 'restart'; server: 0 | 1 }

export type Play = { meant: Meant[]; steps: Step[]; fates: Fate[]; wakes: boolean[] }

/** What of the service is taken away, to see that the model would notice. */
export type Broken = { pulls?: false; repeats?: 'as new' }

/** A room of its own, two servers on one file, and a client of each. */
export async function play(
  world: World,
  actors: ReadonlyMap<Member, Actor>,
  given: Play,
  broken: Broken = {},
) {
  const actorOf = (who: Member) => {
    const actor = actors.get(who)
    if (!actor) throw new Error(`no ${who}`)
    return actor
  }
  const ledger = createLedger()
  const room = await newRoom(world, actorOf('amara'), ledger)
  const servers = [createServer(world, room, given.wakes), createServer(world, room, given.wakes)]
  const clients = await Promise.all(
    (
      [
        ['ben', 0],
        ['chloe', 1],
      ] as const
    ).map(async ([who, at]) => {
      const client = await createClient(actorOf(who), room, given.fates, broken)
      await servers[at]?.serve(client)
      return client
    }),
  )
  const entries = new Map<number, LedgerEntry>()
  let n = 0

  function entryOf(index: number): LedgerEntry {
    const known = entries.get(index)
    if (known) return known
    const meant = given.meant[index]
    if (!meant) throw new Error('nothing was meant')
    const command = { room, id: idOf(room, index), ...commandOf(clients[0]?.view(), meant, room) }
    const entry = ledger.open(command, actorOf(meant.who).person)
    entries.set(index, entry)
    return entry
  }

  async function send(index: number, server: 0 | 1, isHeard: boolean): Promise<void> {
    const entry = entryOf(index)
    const who = given.meant[index]?.who ?? 'ben'
    n += 1
    const again = broken.repeats === 'as new' ? { id: idOf(room, 1_000 + n) } : {}
    const input = { ...entry.command, ...again }
    const answer = await servers[server]?.rooms.command(actorOf(who), input, 'post')
    if (!isHeard || !answer) entry.unanswered += 1
    else if (answer.ok) entry.accepted.push(answer)
    else entry.refusals.push(answer.error.code)
  }

  let underWay: Promise<void>[] = []
  for (const step of given.steps) {
    if (step.do === 'send') {
      const sending = send(step.n % given.meant.length, step.server, step.answer === 'heard')
      underWay.push(sending)
      if (step.atOnce) continue
    }
    await Promise.all(underWay)
    underWay = []
    if (step.do === 'wait') {
      world.wait(step.ms)
      await servers[0]?.rooms.closeDue()
    }
    if (step.do === 'restart') await restart(step.server)
  }
  await Promise.all(underWay)
  // Who was not answered sends the same again: that is what an outbox is for.
  for (const [index, { accepted, refusals }] of entries) {
    if (accepted.length + refusals.length === 0) await send(index, 1, true)
  }
  for (const client of clients) await client.settle()
  return { room, ledger, clients, servers }

  async function restart(server: 0 | 1): Promise<void> {
    await servers[server]?.stop()
    const fresh = createServer(world, room, given.wakes)
    servers[server] = fresh
    const client = clients[server]
    if (client) await fresh.serve(client)
  }
}

/** All that is wrong with how a play ended. */
export async function faultsOf(
  world: World,
  actors: ReadonlyMap<Member, Actor>,
  { room, ledger, clients, servers }: Awaited<ReturnType<typeof play>>,
): Promise<string[]> {
  const faults: string[] = []
  const [one, other] = servers
  const amara = actors.get('amara')
  if (!one || !other || !amara) throw new Error('nobody is there')
  const log = await wholeLog(one.rooms, amara, room)
  log.forEach(({ seq }, index) => {
    if (seq !== index + 1) faults.push(`number ${seq} stands at place ${index + 1}`)
  })
  const { lost, twice } = judgeAnswers(log, ledger.entries())
  faults.push(...lost.map((text) => `lost: ${text}`), ...twice.map((text) => `twice: ${text}`))

  const found = await one.rooms.snapshot(amara, room)
  const again = await other.rooms.snapshot(amara, room)
  if (!found.ok) throw new Error(found.error.message)
  if (canonicalJson(found) !== canonicalJson(again)) faults.push('two servers see two rooms')
  const { view, digest } = found.value
  const snapshots = new Map<Witness, Snapshot>()
  for (const { person } of actors.values()) {
    const mine = await one.rooms.mine({ person }, room)
    snapshots.set(nobody(), { ...{ person, mine, view, digest }, role: '', heads: {} })
  }
  const unkept = judgeMine({ room, log, snapshots }, ledger.entries())
  faults.push(...unkept.map((text) => `lost: ${text}`))
  for (const client of clients) {
    if (canonicalJson(client.view()) === canonicalJson(view)) continue
    faults.push(`${client.actor.name} sees another room`)
  }
  for (const server of servers) await server.stop()
  return faults
}

/** A witness that nobody asks: only whose snapshot it is counts here. */
function nobody(): Witness {
  const nothing = () => []
  return {
    client: { transport: 'http', faults: [], log: nothing, digests: nothing, mine: () => null },
  }
}

async function wholeLog(rooms: Rooms, actor: Actor, room: RoomId): Promise<LogEvent[]> {
  const found = await rooms.events(actor, room, 'room', 0)
  if (!found.ok) throw new Error(found.error.message)
  return found.value.events
}

async function newRoom(
  { rooms, clock, east }: World,
  amara: Actor,
  ledger: Ledger,
): Promise<RoomId> {
  const made = await rooms.schedule(amara, east, {
    toolkit: toolkitId.parse('participation'),
    format: formatId.parse('swott'),
    date: londonDay(clock.now() + 86_400_000),
    time: londonMinute(clock.now()),
  })
  if (!made.ok) throw new Error(made.error.message)
  for (const [index, type] of ['room.open', 'room.start'].entries()) {
    const id = idOf(made.value, 900 + index)
    const command = { id, room: made.value, type, expect: { seat: 1 } }
    const answer = await rooms.command(amara, command)
    if (!answer.ok) throw new Error(answer.error.message)
    ledger.open(command, amara.person).accepted.push(answer)
  }
  return made.value
}

function idOf(room: RoomId, n: number): string {
  return `${n.toString(16).padStart(8, '0')}${room.slice(8)}`
}

/** A server and the pump that feeds its client; a wake that is lost reaches nobody. */
function createServer(world: World, room: RoomId, wakes: readonly boolean[]) {
  const rooms = world.newServer()
  let woken = 0
  const pumping = new Set<Promise<void>>()
  const off = rooms.onWake(() => {
    woken += 1
    if (wakes[woken % Math.max(1, wakes.length)] === false) return
    const going = rooms.pump.pump(room)
    pumping.add(going)
    void going.finally(() => pumping.delete(going))
  })
  return {
    rooms,
    /** Brings a client in, or back in: it says how far it is, and what is missing follows. */
    async serve(client: Client): Promise<void> {
      await rooms.pump.watch(room, (stream, events) => {
        if (stream === 'room') client.hear(events)
      })
      client.comesTo(rooms)
      await client.pull()
    },
    async stop(): Promise<void> {
      off()
      await Promise.all(pumping)
      rooms.pump.unwatch(room)
      await rooms.stop()
    },
  }
}

type Client = Awaited<ReturnType<typeof createClient>>

/** The browser's own half, at the end of a line on which packets are lost, doubled and late. */
async function createClient(actor: Actor, room: RoomId, fates: readonly Fate[], broken: Broken) {
  let rooms: Rooms | null = null
  let state: RoomState | null = null
  let heard = 0
  let late: (readonly LogEvent[])[] = []
  let hasGap = false

  function apply(events: readonly LogEvent[]): void {
    if (!state) return
    const applied = withEvents(state, 'room', events)
    state = applied.state
    hasGap ||= applied.gap
  }

  async function pull(): Promise<void> {
    if (!rooms) return
    if (!state) {
      const found = await rooms.snapshot(actor, room)
      if (!found.ok) throw new Error(found.error.message)
      state = stateOf(found.value)
    }
    for (;;) {
      const found = await rooms.events(actor, room, 'room', headOf(state, 'room'))
      if (!found.ok) throw new Error(found.error.message)
      apply(found.value.events)
      if (headOf(state, 'room') >= found.value.head) return
    }
  }

  await Promise.resolve()
  return {
    actor,
    pull,
    comesTo: (server: Rooms) => void (rooms = server),
    view: () => state?.view,
    hear(events: readonly LogEvent[]): void {
      heard += 1
      const fate = fates[heard % Math.max(1, fates.length)] ?? 'arrives'
      const before = late
      late = []
      if (fate === 'late') late = [events]
      else if (fate !== 'lost') apply(events)
      if (fate === 'twice') apply(events)
      for (const one of before) apply(one)
    },
    /** The heads that come every 15 s tell it what it has missed. */
    async settle(): Promise<void> {
      for (const one of late) apply(one)
      if (broken.pulls !== false) await pull()
    },
    hadGap: () => hasGap,
  }
}

/** The words of a command, by what the first client knows when it is first sent. */
function commandOf(view: RoomState['view'] | undefined, { type, pick, who }: Meant, room: RoomId) {
  if (!view) throw new Error('nobody has seen the room')
  const text = `${who} ${pick} in ${room}`
  const among = <T>(list: readonly T[]): T | undefined => list[pick % Math.max(1, list.length)]
  const nothing = idOf(room, 999)
  const card = among(view.cards)?.card ?? nothing
  const statement = among(view.statements)
  const phase = among(view.phases)?.id ?? ''
  const { seat, current } = view
  const now = current === undefined ? {} : { phase: current }
  switch (type) {
    case 'card.post':
      return pick % 3 === 0 ? { type, body: { text }, expect: now } : { type, body: { text } }
    case 'card.late':
      return { type: 'card.post', body: { text, phase, late: true } }
    case 'card.revise':
      return { type, body: { card, text } }
    case 'card.withdraw':
      return { type, body: { card } }
    case 'card.move':
      return { type, body: { card, theme: among(view.themes)?.theme ?? null } }
    case 'theme.make':
      return { type, body: { title: text } }
    case 'draft.save':
      return { type, body: { phase: current ?? phase, field: 'note', text } }
    case 'learning.save':
      return { type, body: { learnt: text } }
    case 'statement.propose':
      return { type, body: { text } }
    case 'statement.revise': {
      const expect = { revision: statement?.revision ?? 1 }
      return { type, body: { statement: statement?.statement ?? nothing, text }, expect }
    }
    case 'statement.sign': {
      const { statement: of = nothing, revision = 1 } = statement ?? {}
      return { type, body: { statement: of, revision, position: 'agree' } }
    }
    case 'phase.next':
      return { type, expect: { seat: seat.number, ...now } }
    case 'phase.open':
      return { type, body: { phase }, expect: { seat: seat.number } }
    case 'seat.give': {
      const person = among(view.people)?.person ?? seat.person
      return { type, body: { person }, expect: { seat: seat.number } }
    }
    default:
      return { type }
  }
}
