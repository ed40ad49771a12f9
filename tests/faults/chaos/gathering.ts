import { setTimeout as wait } from 'node:timers/promises'
import { demonstrationPassword } from '#db/seed/people.ts'
import { createProtocolClient, type Transport } from '#tests/support/protocol-client.ts'
import { makeRoom, request, signIn } from '#tests/support/protocol-requests.ts'
import { createChance } from './chance.ts'
import type { ChaosPlan } from './plan.ts'
import type { Ledger } from './ledger.ts'
import { makeOwnFormat } from './own-format.ts'
import { createPerson, type Person } from './person.ts'
import { pythonForClients, startPythonClient, type PythonClient } from './python-client.ts'

/** SEED_PEOPLE makes teams of ten, the first of each ten its manager. */
export const peopleToARoom = 10
const transports: readonly Transport[] = ['websocket', 'polling', 'http']
/** The last person of the first two rooms has a client in Python, where that can run. */
const pythonTransports = ['websocket', 'polling'] as const

/** Brings each team into a room of its own, every third person over another transport. */
export async function gather(
  origin: string,
  plan: ChaosPlan,
  ledger: Ledger,
): Promise<{ people: Person[]; pythons: PythonClient[] }> {
  const people: Person[] = []
  const pythons: Promise<PythonClient>[] = []
  const python = plan.naive
    ? null
    : pythonForClients(plan.say ?? ((line) => process.stdout.write(`${line}\n`)))
  for (let team = 0; team < plan.rooms; team++) {
    const first = team * peopleToARoom
    const cookies = await Promise.all(
      Array.from({ length: peopleToARoom }, (_, index) => signInAs(origin, first + index)),
    )
    const manager = cookies[0] ?? ''
    const of = await ownTeam(origin, manager)
    // Every second room writes without names and works in small groups.
    const isApart = team % 2 === 1 && !plan.naive
    const room = await makeRoom(origin, manager, of, {
      toolkit: 'participation',
      format: isApart ? await makeOwnFormat(origin, manager, of) : 'swott',
      date: tomorrow(),
      time: '14:00',
    })
    cookies.forEach((cookie, index) => {
      const isLast = index === peopleToARoom - 1
      if (python !== null && isLast && team < pythonTransports.length) {
        const seed = plan.seed + 1000 * (first + index + 1)
        const on = { origin, email: emailOf(first + index), password: demonstrationPassword, room }
        const by = pythonTransports[team] ?? 'polling'
        pythons.push(startPythonClient(python, { ...on, seed, transport: by }))
        return
      }
      const transport = transports[(team + index) % transports.length] ?? 'http'
      const client = createProtocolClient({
        origin,
        cookie,
        transport,
        trusting: plan.naive ?? false,
        ...(plan.naive ? {} : { renew: () => signInAs(origin, first + index) }),
      })
      const own = createChance(plan.seed + 1000 * (first + index + 1))
      people.push(createPerson(client, room, { chance: own, ledger, pace: plan.pace }))
    })
  }
  await Promise.all(people.map((person) => enter(person)))
  return { people, pythons: await Promise.all(pythons) }
}

async function enter({ client, room }: Person): Promise<void> {
  for (;;) {
    try {
      await client.join(room)
      return
    } catch {
      await wait(100)
    }
  }
}

function emailOf(number: number): string {
  return `p${String(number).padStart(4, '0')}@northbridge.example`
}

function signInAs(origin: string, number: number): Promise<string> {
  return signIn(origin, emailOf(number), demonstrationPassword)
}

/** The team that the person's home page leads to. */
async function ownTeam(origin: string, cookie: string): Promise<string> {
  const { text } = await request(origin, '/', { cookie, withinMs: 30_000 })
  const team = /\/teams\/([0-9a-f-]{36})/.exec(text)?.[1]
  if (team === undefined) throw new Error('the home page leads to no team')
  return team
}

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
}
