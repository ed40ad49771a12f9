import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { pythonWith } from '#tests/support/python.ts'
import type { Ledger } from './ledger.ts'

const program = resolve(import.meta.dirname, '../../contract/rooms/python/room_client.py')

const said = z.object({
  person: z.string(),
  events: z.number(),
  compared: z.number(),
  faults: z.array(z.string()),
  entries: z.array(
    z.object({
      command: z.object({
        id: z.string(),
        room: z.string(),
        type: z.string(),
        body: z.record(z.string(), z.unknown()),
      }),
      accepted: z.array(
        z.object({
          ok: z.literal(true),
          stream: z.string().optional(),
          seq: z.number().optional(),
          mine: z.number().optional(),
          duplicate: z.boolean().optional(),
        }),
      ),
      refusals: z.array(z.string()),
      unanswered: z.number(),
    }),
  ),
})
export type PythonReport = z.infer<typeof said>

/** The Python that a client in that language can run on; null, and a line that says so, without. */
export function pythonForClients(say: (line: string) => void): string | null {
  const python = pythonWith(['socketio', 'aiohttp'])
  if (python === null) {
    say('No Python with python3-socketio and aiohttp here: the clients in Python stay away.')
  }
  return python
}

export type PythonClient = Awaited<ReturnType<typeof startPythonClient>>

/** Somebody whose client was written in Python from the protocol's page alone. */
export async function startPythonClient(
  python: string,
  on: {
    origin: string
    email: string
    password: string
    room: string
    transport: 'websocket' | 'polling'
    seed: number
  },
) {
  const { origin, email, password, room, transport, seed } = on
  const child = spawn(python, [program, origin, email, password, room, transport, String(seed)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  })
  const last = () => void child.kill('SIGKILL')
  process.once('exit', last)
  child.once('exit', () => process.off('exit', last))
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  async function line(): Promise<string> {
    const next = await lines.next()
    if (next.done === true) throw new Error(`The client in Python has ended.\n${complaint}`)
    return next.value
  }

  const first = await line()
  if (first !== 'joined') throw new Error(`The client in Python said: ${first}`)
  return {
    room,
    /** No more wishes; resolves when all that was sent has been answered. */
    async stop(): Promise<void> {
      child.stdin.write('stop\n')
      await line()
    },
    /** Once the room is at rest: what it was told, and what did not agree. */
    async report(ledger: Ledger): Promise<PythonReport> {
      const gone = once(child, 'exit')
      child.stdin.write('report\n')
      const report = said.parse(JSON.parse(await line()))
      for (const { command, accepted, refusals, unanswered } of report.entries) {
        const entry = ledger.open(command, report.person)
        entry.accepted.push(...accepted)
        entry.refusals.push(...refusals)
        entry.unanswered = unanswered
      }
      ledger.strange.push(...report.faults.map((fault) => `in Python: ${fault}`))
      child.stdin.end()
      await gone
      return report
    },
    end: () => void child.kill('SIGKILL'),
  }
}
