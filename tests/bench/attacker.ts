import { io } from 'socket.io-client'
import { request } from '#tests/support/protocol-requests.ts'

/**
 * Somebody signed in who sends what no client of the protocol sends: 2,500 frames and 100 bodies a
 * second, until it is killed. Arguments: origin, cookie, room. Says "ready" before it begins.
 */
const [origin = '', cookie = '', room = ''] = process.argv.slice(2)
const tickMs = 4
const framesATick = 10
const bodyEveryTicks = 2.5

const polluted: unknown = JSON.parse('{"text":"a","__proto__":{"admin":true}}')
const id = '00000000-7777-4777-8777-777777777777'
const malformed: unknown[] = [
  null,
  7,
  'x'.repeat(1_000),
  [],
  {},
  { room },
  { room, stream: '__proto__', since: 0 },
  { room, stream: 'room', since: -1 },
  { id, room, type: 'constructor', body: {} },
  { id, room, type: 'card.post', body: { text: { toString: 'x' } } },
  { id, room, type: 'card.post', body: polluted },
  { id, room, type: 'vote.put', body: { target: id, dots: 1.5 } },
]
const names = ['room:join', 'room:command', 'room:pull', 'room:leave', 'room:unknown']

const socket = io(origin, {
  transports: ['websocket'],
  extraHeaders: { Cookie: cookie, Origin: origin },
})
let sent = 0
let ticks = 0

function frame(): void {
  sent += 1
  socket.emit(names[sent % names.length] ?? '', malformed[sent % malformed.length], () => undefined)
}

function body(): void {
  const json = malformed[ticks % malformed.length]
  const path = `/rooms/${room}/commands`
  void request(origin, path, { method: 'POST', cookie, json }).catch(() => undefined)
}

socket.on('connect', () => {
  process.stdout.write('ready\n')
  setInterval(() => {
    ticks += 1
    for (let n = 0; n < framesATick; n++) frame()
    if (ticks % bodyEveryTicks < 1) body()
  }, tickMs)
})
