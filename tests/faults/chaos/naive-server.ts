import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Server } from 'socket.io'
import { z } from 'zod'
import { canonicalJson } from '#server/platform/rules/canonical-json.ts'
import { logEvent } from '#server/rooms/rules/events.ts'
import { fold } from '#server/rooms/rules/view.ts'

/**
 * Negative control: what one writes first. It acknowledges before it has stored, and broadcasts
 * without numbers. The same harness must find it out.
 */
const port = Number(process.env['PORT'])
const file = join(process.env['DATA_DIR'] ?? '.', 'naive.jsonl')
const room = '00000000-0000-4000-8000-00000000000a'
const team = '00000000-0000-4000-8000-00000000000b'
const storesAfterMs = 1000

const command = z.object({
  id: z.string(),
  type: z.string(),
  body: z.record(z.string(), z.unknown()).default({}),
})
const stored = z.object({
  type: z.string(),
  at: z.string(),
  body: z.record(z.string(), z.unknown()),
  actor: z.string().optional(),
})
type Event = z.infer<typeof stored>

const log: Event[] = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => stored.parse(JSON.parse(line)))
  : []
if (log.length === 0) begin()

function begin(): void {
  const people = Array.from({ length: 10 }, (_, index) => ({
    person: personOf(index),
    name: `Load ${index}`,
    jobTitle: 'Social worker',
    role: index === 0 ? 'facilitator' : 'participant',
  }))
  const phase = { id: 'discuss', kind: 'discuss', title: 'Discuss', minutes: 5, prompts: [] }
  for (const event of [
    {
      type: 'room.created',
      body: {
        ...{ id: room, title: 'Naive', format: 'swott', startsAt: new Date().toISOString() },
        ...{ phases: [{ ...phase, anonymous: false }], people },
        seat: { person: personOf(0), number: 1 },
      },
    },
    { type: 'room.started', body: {} },
    { type: 'phase.opened', body: { phase: 'discuss', again: false } },
  ]) {
    const dated = { ...event, at: new Date().toISOString() }
    log.push(dated)
    appendFileSync(file, `${JSON.stringify(dated)}\n`)
  }
}

function personOf(number: number): string {
  return `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`
}

const effects: Record<string, (id: string, body: Event['body'], actor: string) => Event['body']> = {
  'card.post': (id, body, author) => ({ card: id, phase: 'discuss', text: body['text'], author }),
  'hand.raise': () => ({}),
  'hand.lower': () => ({}),
}
const named: Record<string, string> = {
  'card.post': 'card.posted',
  'hand.raise': 'hand.raised',
  'hand.lower': 'hand.lowered',
}

/** Which commands it has seen: in memory, like everything else. */
const known = new Map<string, number>()

function accept(sent: unknown, actor: string) {
  const { id, type, body } = command.parse(sent)
  const before = known.get(id)
  if (before !== undefined) return { ok: true, stream: 'room', seq: before, duplicate: true }
  const effect = effects[type]?.(id, body, actor)
  if (!effect) return { ok: false, error: { code: 'wrong_phase', message: 'Not now.' } }
  const event = { type: named[type] ?? type, at: new Date().toISOString(), body: effect, actor }
  log.push(event)
  setTimeout(() => appendFileSync(file, `${JSON.stringify(event)}\n`), storesAfterMs)
  io.emit('room:events', { room, stream: 'room', events: [{ stream: 'room', ...event }] })
  known.set(id, log.length)
  return { ok: true, stream: 'room', seq: log.length }
}

function digest(): string {
  const view = fold(eventsAfter(0).events.map((event) => logEvent.parse(event)))
  return createHash('sha256').update(canonicalJson(view)).digest('hex')
}

const nothingOwn = {
  ...{ revision: 0, drafts: [], cards: [], votes: {}, scales: {}, opened: [], learning: {} },
  ...{ asked: [], pauses: [] },
}

function eventsAfter(since: number) {
  const events = log.slice(since).map((event, index) => ({
    stream: 'room',
    seq: since + index + 1,
    ...event,
  }))
  return { ok: true, events: events.slice(0, 500), head: log.length }
}

const signedIn = /who=([0-9a-f-]{36})/
const whoIs = ({ headers }: IncomingMessage) => signedIn.exec(headers.cookie ?? '')?.[1] ?? ''

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const server = createServer((request, response) => {
  void textOf(request).then((text) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const json = (value: unknown) => response.end(JSON.stringify(value))
    if (pathname === '/health/ready') return response.end('ready')
    if (pathname === '/') return response.end(`<a href="/teams/${team}">Team</a>`)
    if (pathname === '/sign-in') {
      const number = Number(/p(\d+)/.exec(new URLSearchParams(text).get('email') ?? '')?.[1])
      return response
        .writeHead(303, { location: '/', 'set-cookie': `who=${personOf(number)}; Path=/` })
        .end()
    }
    if (pathname.endsWith('/rooms/new')) {
      return response.writeHead(303, { location: `/rooms/${room}` }).end()
    }
    if (pathname.endsWith('/commands')) return json(accept(JSON.parse(text), whoIs(request)))
    if (pathname.endsWith('/events')) return json(eventsAfter(Number(searchParams.get('since'))))
    if (pathname.endsWith('/snapshot')) {
      const heads = { room: log.length }
      const person = whoIs(request)
      return json({
        person,
        role: 'participant',
        heads,
        digest: digest(),
        view: {},
        mine: nothingOwn,
      })
    }
    return response.writeHead(404).end()
  })
})
const io = new Server(server, { serveClient: false })
io.on('connection', (socket) => {
  const person = whoIs(socket.request)
  socket.on(
    'room:join',
    (asked: { since?: { room?: number } }, answer: (value: unknown) => void) => {
      answer({
        ok: true,
        person,
        role: 'participant',
        heads: { room: log.length },
        mine: nothingOwn,
      })
      // Whoever comes for the first time gets what there is; whoever comes back has missed it.
      if (asked.since?.room) return
      socket.emit('room:events', { room, stream: 'room', events: eventsAfter(0).events })
    },
  )
  socket.on('room:command', (sent: unknown, answer: (value: unknown) => void) => {
    answer(accept(sent, person))
  })
  socket.on('room:pull', (asked: { since: number }, answer: (value: unknown) => void) => {
    answer(eventsAfter(asked.since))
  })
})
server.listen(port)
process.on('SIGTERM', () => process.exit(0))
