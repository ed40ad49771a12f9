import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openConnection } from '#db/connection.ts'
import { makeRoom, request } from '#tests/support/protocol-requests.ts'
import { freePort, startServer, type RunningServer } from '#tests/support/running-server.ts'

/** How many rooms, and how many people are in each. */
export type Size = { rooms: number; people: number }

/** The product with everybody signed in and every room in the phase in which all post openly. */
export type Gathering = {
  server: RunningServer
  /** One Cookie header a person; person n sits in room n / people. */
  cookies: readonly string[]
  rooms: readonly string[]
  roomOf: (person: number) => string
}

const hourMs = 3_600_000
const peopleToATeam = 10
const roomsAtOnce = 4

/** Starts the product on `dataDir` with as many people and rooms. */
export async function gather(
  dataDir: string,
  size: Size,
  env: Record<string, string> = {},
): Promise<Gathering> {
  const people = size.rooms * peopleToATeam
  if (size.people > peopleToATeam) throw new Error('a load team has ten people')
  const port = await freePort()
  const server = await startServer({
    ...{ dataDir, port },
    env: { SEED_PEOPLE: String(people), LIMITS: 'off', CLOSING_MS: '0', ...env },
  })
  const { cookies, teams } = signEverybodyIn(dataDir, people)
  const leads = Array.from({ length: size.rooms }, (_, room) => room * peopleToATeam)
  const rooms: string[] = []
  const opening = leads.entries()
  await Promise.all(
    Array.from({ length: roomsAtOnce }, async () => {
      for (const [room, lead] of opening) {
        rooms[room] = await discussion(server.origin, cookies[lead] ?? '', teams[lead] ?? '')
      }
    }),
  )
  const present = leads.flatMap((lead) => cookies.slice(lead, lead + size.people))
  return {
    ...{ server, cookies: present, rooms },
    roomOf: (person) => rooms[Math.floor(person / size.people)] ?? '',
  }
}

/**
 * A session for each load account, written beside the running server: a thousand times the work of
 * a password would measure only that.
 */
function signEverybodyIn(dataDir: string, people: number) {
  const database = openConnection(join(dataDir, 'casecircle.sqlite'))
  const found = database
    .prepare<[], { person: string; team: string }>(
      `select p.id as person, m.team as team from people p join memberships m on m.person = p.id
       where p.email like 'p____@%' order by p.email`,
    )
    .all()
    .slice(0, people)
  const insert = database.prepare(
    'insert into sessions (id, person, expires_at, absolute_at, shared_device) values (?, ?, ?, ?, 0)',
  )
  const [idle, absolute] = [Date.now() + hourMs, Date.now() + 12 * hourMs]
  database.exec('BEGIN IMMEDIATE')
  const cookies = found.map(({ person }) => {
    const token = randomBytes(32).toString('base64url')
    insert.run(createHash('sha256').update(token).digest('hex'), person, idle, absolute)
    return `session=${token}`
  })
  database.exec('COMMIT')
  database.close()
  return { cookies, teams: found.map(({ team }) => team) }
}

/** A room of the manager's team, gone on to the phase in which everybody posts openly. */
async function discussion(origin: string, cookie: string, team: string): Promise<string> {
  const form = { toolkit: 'participation', format: 'swott', date: '2030-12-02', time: '14:00' }
  const room = await makeRoom(origin, cookie, team, form)
  const command = async (type: string, body = {}) => {
    const json = { id: randomUUID(), type, body, expect: { seat: 1 } }
    const answer = await request(origin, `/rooms/${room}/commands`, {
      ...{ method: 'POST', cookie, json },
    })
    if (answer.status !== 200) throw new Error(`${type}: ${answer.text}`)
  }
  await command('room.open')
  await command('room.start')
  await command('phase.open', { phase: 'discuss' })
  const isThere = async () =>
    (await request(origin, `/rooms/${room}/snapshot`, { cookie })).text.includes(
      '"current":"discuss"',
    )
  while (!(await isThere())) await wait(100)
  return room
}
