import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { RoomEvent, Snapshot, Transport } from '#tests/support/protocol-client.ts'
import { openDatabase } from '#db/connection.ts'
import { verifyChains } from '#server/rooms/log/verifying.server.ts'
import { freePort } from '#tests/support/running-server.ts'
import { createChance, type Chance } from './chance.ts'
import { startCuttingProxy } from './cutting-proxy.ts'
import { gather, peopleToARoom } from './gathering.ts'
import { judge, type Verdict } from './judge.ts'
import { nameless } from './participant.ts'
import type { Truth } from './truth.ts'
import { createLedger, type Ledger } from './ledger.ts'
import type { Person } from './person.ts'
import type { ChaosPlan } from './plan.ts'
import type { PythonReport } from './python-client.ts'
import { letSomeExpire, signSomeOut } from './sessions.ts'
import { startVictim, type Victim } from './victim.ts'

export type ChaosReport = Verdict & {
  clients: Record<Transport | 'python', number>
  /** Digests that the clients in Python compared with a fold of their own. */
  compared: number
  rooms: number
  kills: number
  cuts: number
  /** Sessions that ended in the middle; their people signed in again. */
  ended: number
  /** Different commands, and how often they were sent in all. */
  commands: number
  sent: number
  acknowledged: number
  events: number
  /** Texts that were shown without a name, and texts that small groups brought back. */
  unnamed: number
  fromGroups: number
  strange: string[]
}

/**
 * Lets teams work in their rooms over a bad network while the server is killed again and again,
 * then compares all that was acknowledged with what is there.
 */
export async function runChaos(plan: ChaosPlan): Promise<ChaosReport> {
  const chance = createChance(plan.seed)
  const dataDir = mkdtempSync(join(tmpdir(), 'casecircle-chaos-'))
  const [port, doorPort] = [await freePort(), await freePort()]
  const origin = `http://127.0.0.1:${doorPort}`
  const proxy = await startCuttingProxy(doorPort, port, chance)
  const server = await startVictim({
    ...{ dataDir, port, origin },
    env: { SEED_PEOPLE: String(plan.rooms * peopleToARoom), LIMITS: 'off', CLOSING_MS: '1000' },
    ...(plan.naive ? { program: 'tests/faults/chaos/naive-server.ts' } : {}),
  })
  const ledger = createLedger()
  try {
    const { people, pythons } = await gather(origin, plan, ledger)
    const work = people.map((person) => person.start())
    const ended = await torment(plan, { server, ledger, proxy, chance, people, dataDir, origin })
    for (const person of people) person.stop()
    await Promise.all([...work, ...pythons.map((python) => python.stop())])
    await Promise.all(people.map((person) => person.settle()))
    await closeEverySecondRoom(people)
    await Promise.all(people.map((person) => person.settle()))
    await server.kill()
    const truths = await settledTruths(people)
    const reports = await Promise.all(pythons.map((python) => python.report(ledger)))
    await Promise.all(people.map(({ client }) => client.close()))
    await server.stop()
    ledger.strange.push(...server.unruly)
    const chains = await brokenChains(plan, dataDir)
    ledger.strange.push(...chains)
    return reportOf({ plan, people, truths, ledger, cuts: proxy.cuts(), ended, reports })
  } catch (error) {
    throw new Error(`The run could not be finished.\n${server.output()}`, { cause: error })
  } finally {
    await server.end()
    await proxy.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

type Torment = {
  server: Victim
  ledger: Ledger
  proxy: Proxy
  chance: Chance
  people: readonly Person[]
  dataDir: string
  origin: string
}

async function torment(plan: ChaosPlan, on: Torment): Promise<number> {
  const { server, ledger, people, origin, chance, dataDir } = on
  let ended = 0
  for (let kill = 1; kill <= plan.kills; kill++) {
    await bother(plan, on)
    if (!plan.naive) {
      ended += await signSomeOut(people, origin, chance)
      ended += letSomeExpire(dataDir, chance)
    }
    await server.kill()
    plan.say?.(`kill ${kill} of ${plan.kills}: ${ledger.acknowledged()} acknowledged so far`)
    if (kill % (plan.killsToAStop ?? Number.POSITIVE_INFINITY) !== 0) continue
    await bother(plan, on)
    await server.stop()
    await server.start()
  }
  return ended
}

type Proxy = { cut(probability: number): void }

/** On a slow machine people first get something done: a kill before that shows nothing. */
const longestPeaceMs = 10_000
const leastDone = 10

/** Cuts connections until it is time for the next kill. */
async function bother({ killEveryMs }: ChaosPlan, on: Torment): Promise<void> {
  const { ledger, proxy, chance } = on
  const startedAt = Date.now()
  const enough = ledger.acknowledged() + Math.max(leastDone, on.people.length / 3)
  const forMs = chance.between(...killEveryMs)
  const isTime = () => {
    const passedMs = Date.now() - startedAt
    return passedMs >= forMs && (ledger.acknowledged() >= enough || passedMs > longestPeaceMs)
  }
  while (!isTime()) {
    await wait(chance.between(50, 300))
    proxy.cut(0.03)
  }
}

async function closeEverySecondRoom(people: readonly Person[]): Promise<void> {
  const rooms = [...new Set(people.map(({ room }) => room))]
  for (const room of rooms.filter((_, index) => index % 2 === 0)) {
    const seat = people.find((person) => person.room === room && person.holdsTheSeat())
    const number = seat?.picture.seat.number
    if (number !== undefined) await seat?.do({ type: 'room.close', expect: { seat: number } })
  }
}

const settleWithinMs = 20_000

type Gathered = Truth & { snapshots: Map<Person, Snapshot>; inGroups: RoomEvent[] }

/** Waits until every client has caught up by itself, at most 20 s; then asks for the truth. */
async function settledTruths(people: readonly Person[]): Promise<Truth[]> {
  const truths = new Map<string, Gathered>()
  const until = Date.now() + settleWithinMs
  await Promise.all(people.map((person) => noPhaseCloses(person, until)))
  for (const person of people) {
    const { client, room } = person
    const snapshot = await untilAnswered(() => client.snapshot(room))
    while (isBehind(person, snapshot) && Date.now() < until) await wait(20)
    const truth: Gathered = truths.get(room) ?? {
      ...{ room, log: await wholeLog(person), snapshots: new Map() },
      inGroups: [],
    }
    truth.snapshots.set(person, snapshot)
    truth.inGroups.push(...(await groupEvents(person, snapshot)))
    truths.set(room, truth)
  }
  return [...truths.values()]
}

/** Whether a client has yet to hear what its person may hear; by requests staff's stream is not asked for. */
function isBehind({ client, room }: Person, { heads }: Snapshot): boolean {
  if (client.log(room).length < (heads['room'] ?? 0)) return true
  return client.transport !== 'http' && client.log(room, 'staff').length < (heads['staff'] ?? 0)
}

const closing = z.object({ phases: z.array(z.object({ state: z.string() })).default([]) })

/**
 * A phase that was about to close brings back what small groups wrote. Read before and after that,
 * the two halves of the truth would know nothing of it.
 */
async function noPhaseCloses({ client, room }: Person, until: number): Promise<void> {
  for (;;) {
    const { view } = await untilAnswered(() => client.snapshot(room))
    const isClosing = closing.parse(view).phases.some(({ state }) => state === 'closing')
    if (!isClosing || Date.now() > until) return
    await wait(100)
  }
}

/** What the small groups that somebody may read have written. */
async function groupEvents({ client, room }: Person, { heads }: Snapshot) {
  const streams = Object.keys(heads).filter((stream) => stream.startsWith('group:'))
  const pulled = streams.map((stream) => untilAnswered(() => client.pull(room, stream, 0)))
  return (await Promise.all(pulled)).flatMap(({ events }) => events)
}

async function wholeLog({ client, room }: Person) {
  const log: Truth['log'][number][] = []
  for (;;) {
    const { events, head } = await untilAnswered(() => client.pull(room, 'room', log.length))
    log.push(...events)
    if (events.length === 0 || log.length >= head) return log
  }
}

async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (attempt >= 40) throw error
      await wait(100)
    }
  }
}

/** The hash chain of every room after all that: an operator's own question. */
async function brokenChains({ naive }: ChaosPlan, dataDir: string): Promise<string[]> {
  if (naive) return []
  const db = openDatabase(join(dataDir, 'casecircle.sqlite'))
  const { events, broken } = await verifyChains(db.read)
  db.close()
  if (events === 0) return ['no log was verified']
  return broken.map(({ stream, seq, why }) => `the log of ${stream} is broken at ${seq}: ${why}`)
}

function reportOf(made: {
  plan: ChaosPlan
  people: readonly Person[]
  truths: readonly Truth[]
  ledger: Ledger
  cuts: number
  ended: number
  reports: readonly PythonReport[]
}): ChaosReport {
  const { plan, people, truths, ledger, cuts, ended, reports } = made
  const verdicts = truths.map((truth) => judge(truth, ledger))
  const entries = ledger.entries()
  const count = (transport: Transport) =>
    people.filter(({ client }) => client.transport === transport).length
  return {
    lost: verdicts.flatMap(({ lost }) => lost),
    twice: verdicts.flatMap(({ twice }) => twice),
    diverged: verdicts.flatMap(({ diverged }) => diverged),
    leaked: verdicts.flatMap(({ leaked }) => leaked),
    clients: {
      websocket: count('websocket'),
      polling: count('polling'),
      http: count('http'),
      python: reports.length,
    },
    compared: reports.reduce((sum, { compared }) => sum + compared, 0),
    rooms: truths.length,
    kills: plan.kills + 1,
    cuts,
    ended,
    commands: entries.length,
    sent: ledger.sent(),
    acknowledged: ledger.acknowledged(),
    events: truths.reduce((sum, { log }) => sum + log.length, 0),
    unnamed: shown(truths, (card) => card.includes(`"text":"${nameless}`)),
    fromGroups: shown(truths, (card) => card.includes('"group":')),
    strange: ledger.strange,
  }
}

function shown(truths: readonly Truth[], isOne: (card: string) => boolean): number {
  return truths
    .flatMap(({ log }) => log.filter(({ type }) => type === 'cards.revealed'))
    .flatMap(({ body }): unknown[] => (Array.isArray(body['cards']) ? body['cards'] : []))
    .filter((card) => isOne(JSON.stringify(card))).length
}

/** The run in one line. */
export function reportLine(report: ChaosReport, seed: number): string {
  const { websocket, polling, http, python } = report.clients
  return [
    `${report.lost.length} lost, ${report.twice.length} twice, ${report.diverged.length} diverged, ${report.leaked.length} leaked`,
    `of ${report.acknowledged} acknowledged of ${report.commands} commands (sent ${report.sent} times)`,
    `${report.events} events in ${report.rooms} rooms, ${report.unnamed} texts without a name, ${report.fromGroups} of small groups`,
    `${websocket + polling + http + python} clients (${websocket} WebSocket, ${polling} polling, ${http} HTTP, ${python} in Python with ${report.compared} digests)`,
    `${report.kills} kills, ${report.cuts} cuts, ${report.ended} sessions ended`,
    `${report.strange.length} strange answers`,
    `seed ${seed}`,
  ].join(' · ')
}
