import { createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Where a hand-over stands when the other side hears of it. */
export type SmtpStep = 'connected' | 'from' | 'to' | 'data' | 'stored' | 'accepted'
export type Delivered = { id: string; raw: string; times: number }

/**
 * A mail server on this machine that takes everything. Like a real one it knows a Message-ID again:
 * what comes twice lies in the box once. `onStep` hears of each step before it is answered.
 */
export async function startSmtp(
  onStep: (step: SmtpStep) => void = () => undefined,
  answerTo: (step: SmtpStep) => string | null = () => null,
) {
  const box = new Map<string, Delivered>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    speak(socket)
  })

  function speak(socket: Socket): void {
    let text = ''
    let inData = false
    const say = (step: SmtpStep, usual: string) => {
      onStep(step)
      socket.write(`${answerTo(step) ?? usual}\r\n`)
    }
    say('connected', '220 box ready')
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      for (;;) {
        const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const said = text.slice(0, end)
        text = text.slice(end + (inData ? 5 : 2))
        if (inData) {
          inData = false
          store(said)
          onStep('stored')
          say('accepted', '250 taken')
        } else if (/^(EHLO|HELO)/i.test(said)) socket.write('250 box\r\n')
        else if (/^MAIL/i.test(said)) say('from', '250 yes')
        else if (/^RCPT/i.test(said)) say('to', '250 yes')
        else if (/^DATA/i.test(said)) {
          inData = true
          say('data', '354 go on')
        } else if (/^QUIT/i.test(said)) socket.end('221 bye\r\n')
        else socket.write('250 yes\r\n')
      }
    })
  }

  function store(raw: string): void {
    const id = /^Message-ID: <(.*)>$/im.exec(raw)?.[1] ?? 'no id'
    const before = box.get(id)
    box.set(id, { id, raw: before?.raw ?? raw, times: (before?.times ?? 0) + 1 })
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `smtp://127.0.0.1:${portOf(server.address())}`, box }
}

function portOf(address: AddressInfo | string | null): number {
  if (address && typeof address === 'object') return address.port
  throw new Error('no port could be had')
}
