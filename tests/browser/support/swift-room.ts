import { z } from 'zod'
import { demonstrationPassword } from '#db/seed/people.ts'
import type { RoomEvent } from '#tests/support/protocol-client.ts'
import { makeRoom, request, signIn, type Response } from '#tests/support/protocol-requests.ts'
import { pulled } from '#tests/support/protocol-shapes.ts'
import { expect, type Person } from './northbridge.ts'

type Body = Record<string, unknown>
const snapshot = z.object({
  view: z.object({
    current: z.string().optional(),
    people: z.array(z.object({ person: z.string(), name: z.string() })),
  }),
})
export type SwiftRoom = Awaited<ReturnType<typeof swiftRoom>>

/**
 * A room of Amara's that is led by requests, so that a test is about its people and not about the
 * clicks of its facilitator. It runs, in the phase `phase`.
 */
export async function swiftRoom(origin: string, phase: string) {
  const cookie = await signIn(origin, 'amara@northbridge.example', demonstrationPassword)
  const home = await request(origin, '/', { cookie })
  const team = /\/teams\/([0-9a-f-]{36})/.exec(home.text)?.[1] ?? ''
  const at = new Date(Date.now() + 5 * 60_000)
  const room = await makeRoom(origin, cookie, team, {
    toolkit: 'participation',
    format: 'swott',
    date: at.toLocaleDateString('sv-SE', { timeZone: 'Europe/London' }),
    time: at.toLocaleTimeString('en-GB', {
      ...{ timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' },
    }),
  })

  async function read<S extends z.ZodType>(shape: S, path: string): Promise<z.output<S>> {
    const text = await inTime(() => request(origin, `/rooms/${room}/${path}`, { cookie }))
    return shape.parse(JSON.parse(text))
  }

  const view = async () => (await read(snapshot, 'snapshot')).view

  async function lead(type: string, body: Body = {}, expected: Body = {}): Promise<void> {
    const json = { id: crypto.randomUUID(), type, body, expect: { seat: 1, ...expected } }
    await inTime(() => request(origin, `/rooms/${room}/commands`, { method: 'POST', cookie, json }))
  }

  /** Opens a phase and waits until the one before has closed. */
  async function goTo(id: string): Promise<void> {
    await lead('phase.open', { phase: id })
    await expect
      .poll(async () => (await view()).current, { timeout: 20_000, intervals: [3_000, 1_500] })
      .toBe(id)
  }

  await lead('room.open')
  await lead('room.start')
  if (phase !== 'welcome') await goTo(phase)

  return {
    address: `/rooms/${room}`,
    lead,
    goTo,
    /** The facilitator says something to all. */
    speak: (text: string) => lead('card.post', { text }),

    async log(): Promise<RoomEvent[]> {
      return (await read(pulled, 'events?since=0')).events
    },

    async personNamed(name: string): Promise<string> {
      const { people } = await view()
      return people.find((one) => one.name.startsWith(name))?.person ?? ''
    },
  }
}

/** The answer, once it is not refused for asking too often: one facilitator leads several rooms. */
async function inTime(ask: () => Promise<Response>): Promise<string> {
  let answer: Response | undefined
  await expect(async () => {
    answer = await ask()
    expect(answer.status).not.toBe(429)
  }).toPass({ timeout: 20_000, intervals: [500, 1_000] })
  if (answer?.status !== 200) throw new Error(answer?.text)
  return answer.text
}

/** The field of the form whose button begins with `as`. */
export function field({ page }: Person, as = 'Post') {
  return page
    .locator('form', { has: page.getByRole('button', { name: new RegExp(`^\\s*${as}`) }) })
    .locator('textarea')
    .first()
}

/** All that lies in the device's store, as bytes and as how many. */
export async function onDevice({ page }: Pick<Person, 'page'>) {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases()
    if (!databases.some(({ name }) => name === 'casecircle')) return { rows: 0, text: '' }
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('casecircle')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('no store'))
    })
    const rows = await new Promise<Record<string, unknown>[]>((resolve) => {
      const request = db.transaction('unsent').objectStore('unsent').getAll()
      request.onsuccess = () => resolve(request.result)
    })
    db.close()
    const decoder = new TextDecoder('latin1')
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) =>
        value instanceof ArrayBuffer || value instanceof Uint8Array
          ? decoder.decode(value)
          : String(value),
      )
      .join('\n')
    return { rows: rows.length, text }
  })
}
