import { setTimeout as wait } from 'node:timers/promises'
import { demonstrationPassword } from '#db/seed/people.ts'
import {
  createProtocolClient,
  makeRoom,
  request,
  signIn,
  type Transport,
} from '#tests/support/protocol-client.ts'
import { createChance } from './chance.ts'
import type { ChaosPlan } from './plan.ts'
import type { Ledger } from './ledger.ts'
import { createPerson, type Person } from './person.ts'

/** SEED_PEOPLE makes teams of ten, the first of each ten its manager. */
export const peopleToARoom = 10
const transports: readonly Transport[] = ['websocket', 'polling', 'http']

/** Brings each team into a room of its own, every third person over another transport. */
export async function gather(origin: string, plan: ChaosPlan, ledger: Ledger): Promise<Person[]> {
  const people: Person[] = []
  for (let team = 0; team < plan.rooms; team++) {
    const first = team * peopleToARoom
    const cookies = await Promise.all(
      Array.from({ length: peopleToARoom }, (_, index) => signInAs(origin, first + index)),
    )
    const room = await makeRoom(origin, cookies[0] ?? '', await ownTeam(origin, cookies[0] ?? ''), {
      toolkit: 'participation',
      format: 'swott',
      date: tomorrow(),
      time: '14:00',
    })
    cookies.forEach((cookie, index) => {
      const transport = transports[(team + index) % transports.length] ?? 'http'
      const client = createProtocolClient({
        origin,
        cookie,
        transport,
        trusting: plan.naive ?? false,
      })
      const own = createChance(plan.seed + 1000 * (first + index + 1))
      people.push(createPerson(client, room, { chance: own, ledger, pace: plan.pace }))
    })
  }
  await Promise.all(people.map((person) => enter(person)))
  return people
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

function signInAs(origin: string, number: number): Promise<string> {
  const email = `p${String(number).padStart(4, '0')}@northbridge.example`
  return signIn(origin, email, demonstrationPassword)
}

/** The team that the person's home page leads to. */
async function ownTeam(origin: string, cookie: string): Promise<string> {
  const { text } = await request(origin, '/', { cookie })
  const team = /\/teams\/([0-9a-f-]{36})/.exec(text)?.[1]
  if (team === undefined) throw new Error('the home page leads to no team')
  return team
}

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
}
